"""Letters that are alike: old forms of kanji (國 国), iteration marks (すゝめ すすめ), dots in
names (ジョン・レノン), ヴ and バ, and the small ヶ (霞ヶ関 霞が関).

Texts are stored as LITERAL folds them, which is what quotes are compared with. ALIKE comes on top
of it, for all that is not quoted. BEFORE_MECAB has of it what MeCab segments better for: each
character becomes one, of the modern spelling that its dictionary knows.
"""

import re
import unicodedata

from index.text.fold import SAFE, V_TO_B, Stage, fold
from index.text.folded import Folded, fold_with_offsets
from index.text.kanji import NEW_FORMS

_KANA = "ぁ-ゖァ-ヺー"
_KANJI = "々〇\u3400-\u9fff"
_NUMERALS = "0-9〇一二三四五六七八九十百千数何半"
_OLD_FORMS = "".join(map(chr, NEW_FORMS))
_OLD = re.compile(f"[{_OLD_FORMS}]")
_REPEATED = re.compile("[ぁ-ゖァ-ヺ][ゝゞヽヾ]+")
_VOICED = "ゞヾ"
_COUNTED = re.compile(f"[ヶケヵカ箇](?<=[{_NUMERALS}].)(?=[月所国年条村町店])")
_NAMED = re.compile(f"[ヶケ](?<=[{_KANJI}].)(?=[{_KANJI}])")
DOTS = "・·=゠"
_DOT = re.compile(f"[{DOTS}](?<=[{_KANA}].)(?=[{_KANA}])")
REGION = re.compile(f"[ゝゞヽヾヴァィェォュヵヶカケ箇{DOTS}{_OLD_FORMS}]+")
"""All that ALIKE changes is in such runs, what it looks at at most one character beside them."""
_SCRIPTS = tuple(map(re.compile, ("[ァ-ヺー]", "[ぁ-ゖー]", "[々\u3400-\u9fff]", "[0-9a-z]")))


def _new_form(old: str) -> str:
    return str(NEW_FORMS[ord(old)])


def _with_new_forms(text: str) -> str:
    return _OLD.sub(lambda match: _new_form(match[0]), text)


def _repeated(marked: str) -> str:
    """A kana and the marks that repeat it, as kana: ゝ without a sound mark, ゞ with one (つゞく is
    つづく, づゝ is づつ)."""
    kana = marked[0]
    for mark in marked[1:]:
        plain = unicodedata.normalize("NFD", kana[-1])[0]
        voiced = unicodedata.normalize("NFC", plain + "\u3099")
        kana += voiced if mark in _VOICED and len(voiced) == 1 else plain
    return kana


NEW = Stage("old forms of kanji", _OLD, _new_form, whole=_with_new_forms)
REPEATS = Stage("iteration marks", _REPEATED, _repeated, rare="ゝゞヽヾ")

BEFORE_MECAB: tuple[Stage, ...] = (*SAFE, NEW, REPEATS)
ALIKE: tuple[Stage, ...] = (
    NEW,
    REPEATS,
    Stage("small ケ of counters", _COUNTED, "か"),
    Stage("small ケ of names", _NAMED, "が"),
    Stage("ヴ", re.compile("ヴ[ァィェォュ]?"), V_TO_B.__getitem__),
    Stage("dots between kana", _DOT, ""),
)
"""Order matters: dots go last, since ヴ・ァ is no ヴァ."""


class AlikeText:
    """A folded literal as it is looked for in letters that are alike; `text` is its folded form."""

    def __init__(self, literal: str) -> None:
        self.text = fold(literal, ALIKE) if REGION.search(literal) else literal

    def places(self, folded: str, as_words: bool) -> tuple[str, list[int]]:
        """(a folded text, folded by ALIKE, where in that the literal begins); with `as_words` only
        where no letter of the same script is beside it."""
        text, wanted, places = fold(folded, ALIKE), self.text, []
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            if not as_words or (_is_edge(text, at) and _is_edge(text, at + len(wanted))):
                places.append(at)
            at = text.find(wanted, at + len(wanted))
        return text, places

    def spans(self, folded: str, as_words: bool) -> list[tuple[int, int]]:
        """The slices of a folded text that are the literal in letters that are alike, in order."""
        _, places = self.places(folded, as_words)
        whole = fold_with_offsets(folded, ALIKE) if places else None
        return [_slice(whole, folded, at, at + len(self.text)) for at in places if whole]


def _slice(alike: Folded, folded: str, low: int, high: int) -> tuple[int, int]:
    """The slice of the folded text that one of the text folded by ALIKE comes from, without the
    dots behind it, which belong to what is before them."""
    start, end = alike.slice_of(low, high)
    shown = folded[start:end]
    return start, start + len(shown if alike.text[high - 1] in DOTS else shown.rstrip(DOTS))


def _is_edge(text: str, at: int) -> bool:
    """Whether the letters before and after a place are of different scripts."""
    around = text[at - 1 : at + 1]
    return not any(len(script.findall(around)) > 1 for script in _SCRIPTS)
