"""Folding: text → text in which spellings of one are alike. `folded.py` remembers where each
character came from.

There are three lists of stages. SAFE comes before MeCab and leaves kana and dashes alone, since
folding those damages segmentation. LITERAL gives the form in which literals are compared: width,
case and dashes. AGGRESSIVE is for single words after MeCab: long vowels, ヴ, middle dots, old forms
of kanji.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text.accents import without_accents
from index.text.kanji import NEW_FORMS

Change = tuple[int, int, int]
"""(start, end, length of what replaced it) where a stage changes how long a text is."""


@dataclass(frozen=True)
class Stage:
    """One step of folding: each match of `pattern` becomes `replace`, or what that returns. What
    folds together, such as a letter and its mark, the pattern has to match together. `whole`, if
    given, folds a text at once; its result is used where it has the text's length. Each match has
    one of the characters `rare`, if given."""

    name: str
    pattern: re.Pattern[str]
    replace: Callable[[str], str] | str
    whole: Callable[[str], str] | None = None
    rare: str = ""

    def apply(self, text: str) -> tuple[str, list[Change]]:
        """(the folded text, where lengths changed)."""
        if self.is_idle(text):
            return text, []
        if self.whole is not None:
            new = self.whole(text)
            if len(new) == len(text):
                return new, []
        return self._replaced(text) if isinstance(self.replace, str) else self._mapped(text)

    def is_idle(self, text: str) -> bool:
        """Whether a text has none of the `rare` characters, if any are given."""
        return self.rare != "" and not any(char in text for char in self.rare)

    def _replaced(self, text: str) -> tuple[str, list[Change]]:
        """`apply` where `replace` is a constant, of one character at most."""
        constant = str(self.replace)
        new = self.pattern.sub(constant, text)
        if len(new) == len(text):
            return new, []
        spans = (match.span() for match in self.pattern.finditer(text))
        length = len(constant)
        return new, [(start, end, length) for start, end in spans if end - start != length]

    def _mapped(self, text: str) -> tuple[str, list[Change]]:
        """`apply` where `replace` is a function."""
        changes: list[Change] = []
        assert callable(self.replace)
        replace = self.replace

        def replaced(match: re.Match[str]) -> str:
            new = replace(match[0])
            if len(new) != match.end() - match.start():
                changes.append((match.start(), match.end(), len(new)))
            return new

        return self.pattern.sub(replaced, text), changes


SEPARATOR = "\ue000"
"""Between texts that are folded together: no stage changes it, nor its neighbours because of it."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]+"
)
_SOUND_MARK = re.compile("[う-とは-ほウ-トハ-ホワ-ヲゝヽ][\u309b\u309c]")
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_CLUSTER = re.compile(f"[^{SEPARATOR}]?[{_MARKS}]+")
_COMPATIBLE = re.compile(
    "[\xa0-\u02ff\u0370-\u0fff\u1100-\u11ff\u1d00-\u1fff\u2000-\u2fff\u3000\u3036-\u303a"
    "\u309b-\u309f\u30ff-\u318f\u3190-\u319f\u3200-\u33ff\ua000-\uabff\uf900-\ufaff\ufb00-\uffff"
    "\U0001d000-\U0001ffff\U0002f800-\U0002fa1f]"
)
"""A superset of what NFKC changes where no mark follows that composes with it."""
_SPACE = re.compile(r"\s(?:(?<! )|(?=\s))\s*")
"""What is not a single space already."""
_UPPER = re.compile("[A-Z\xc0-\u1fff\u2100-\u2cff\ua640-\uabff\uff21-\uff3a\U00010400-\U0001e943]")
_DASHES = re.compile(
    "[\u2010-\u2015\u2212\u2500\u2501\u301c\u3030\u30fc\ufe58\ufe63\uff0d\uff70~-]"
)
"""All dashes are one class, whatever is beside them, so that a piece of a text folds as it does in
the text."""
DASH = "ー"


_MOST_GROWTH = 8
"""Characters that one may become: ㌖ becomes six, U+FDFA would become eighteen."""


@lru_cache(maxsize=65_536)
def _width(cluster: str) -> str:
    """NFKC of a character with its marks, except for two kinds. Of an accent alone it would make a
    space, which would be folded with the spaces before it; and it makes whole phrases of some
    characters (U+FDFA), by which a small post could become a large one."""
    folded = unicodedata.normalize("NFKC", cluster)
    alone = len(folded) > 1 and folded[0] == " "
    return cluster if alone or len(folded) > _MOST_GROWTH * len(cluster) else folded


_MARK = re.compile(f"[{_MARKS}]")


def _without_marks(text: str) -> str:
    """A text without marks as it is; "" for one with marks, so that its length differs."""
    return "" if _MARK.search(text) else text


def _sound(pair: str) -> str:
    """A kana and a spaced sound mark as one kana: か゛ → が."""
    mark = "\u3099" if pair[1] == "\u309b" else "\u309a"
    return unicodedata.normalize("NFC", pair[0] + mark)


INVISIBLE = Stage("control, zero-width and variation-selector characters", _INVISIBLE, "")
SOUND_MARKS = Stage("spaced sound marks on kana", _SOUND_MARK, _sound, rare="\u309b\u309c")
CLUSTERS = Stage("letters composed with their marks", _CLUSTER, _width, whole=_without_marks)
WIDTH = Stage("NFKC width, half-width kana", _COMPATIBLE, _width)
SPACE = Stage("white space", _SPACE, " ")
CASE = Stage("case", _UPPER, str.casefold, whole=str.casefold)
DASH_CLASS = Stage("dashes", _DASHES, DASH)

_VOWEL_LINE = re.compile(f"(?<=[ぁ-ゖァ-ヺー])(?:{_DASHES.pattern})")
V_TO_B = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴュ": "ビュ", "ヴ": "ブ"}
_VU = re.compile("ヴ[ァィェォュ]?")


def without_v(text: str) -> str:
    """A text with バ, ビ, ブ … in place of ヴァ, ヴィ, ヴ …"""
    return _VU.sub(lambda match: V_TO_B[match[0]], text)


_LONG_END = re.compile("[ァ-ヺー]{3}ー$")

SAFE: tuple[Stage, ...] = (INVISIBLE, SOUND_MARKS, CLUSTERS, WIDTH)
LITERAL: tuple[Stage, ...] = (INVISIBLE, CLUSTERS, WIDTH, SPACE, CASE, DASH_CLASS)
AGGRESSIVE: tuple[Callable[[str], str], ...] = (
    str.casefold,
    without_accents,
    lambda word: word.translate(NEW_FORMS),
    lambda word: _VOWEL_LINE.sub("ー", word),
    without_v,
    lambda word: word.replace("・", "").replace("·", ""),
    lambda word: word.rstrip("ー") if _LONG_END.search(word) else word,
)
"""Order matters: ヴァ becomes バ before a final ー is dropped (サーバー = サーバ)."""
_CHANGED = re.compile(
    f"[ヴ・\xb5\xb7\ufb00-\ufb17{''.join(map(chr, NEW_FORMS))}{_UPPER.pattern[1:-1]}"
    f"{_DASHES.pattern[1:-1]}]"
)
"""A superset of what AGGRESSIVE changes."""


def fold(text: str, stages: Sequence[Stage]) -> str:
    """The text folded by stages, without offsets."""
    for stage in stages:
        text, _ = stage.apply(text)
    return text


def fold_word(word: str) -> str:
    """A word, as MeCab gives it, in the form in which words are compared: folded by AGGRESSIVE."""
    if word.isascii():
        return word.lower()
    if not _CHANGED.search(word):
        return word
    for stage in AGGRESSIVE:
        word = stage(word)
    return word
