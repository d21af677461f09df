"""Safely folded text → words: MeCab with UniDic for Japanese, borders of case and kind of
character for Latin letters and digits."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.text.fold import fold_word

LATIN = "0-9A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f"
LATIN_RUN = re.compile(f"[{LATIN}]+")
_PIECE = re.compile(
    r"\d+|[A-Z\xc0-\xd6\xd8-\xde]+(?![a-z\xdf-\xf6\xf8-\xff])|[A-Z\xc0-\xd6\xd8-\xde]?[^\W\dA-Z\xc0-\xd6\xd8-\xde_]+|[^\W_]"
)
_DROPPED = ("助詞", "助動詞", "補助記号", "空白", "記号")
_LIGHT = ("代名詞", "副詞", "連体詞", "接続詞", "感動詞")
_LIGHT_NOUNS = {"こと", "もの", "ため", "ところ", "よう", "とき", "わけ", "はず", "ほう", "さ"}
_FORMAT = r'-O "" -F "%m\t%f[0],%f[1],%f[2],%f[10]\n" -U "%m\t%f[0],%f[1],%f[2],\n" -E "EOS\n"'
_CACHE_SIZE = 300_000

DROPPED, WORD, LIGHT, PREFIX, SUFFIX, NUMBER, LETTERS = range(7)
"""Roles. DROPPED: particles, marks. LIGHT: する, それ, なぜ: they mean little beside a noun."""


@dataclass(frozen=True)
class Word:
    """What one line of MeCab says of a surface: its length, term, role, and whether a noun."""

    length: int
    term: str
    role: int
    nominal: bool


@cache
def _tagger() -> Any:
    import fugashi
    import unidic_lite

    return fugashi.GenericTagger(
        f'-r "{unidic_lite.DICDIR}/mecabrc" -d "{unidic_lite.DICDIR}" {_FORMAT}'
    )


_known: dict[str, tuple[str, Word]] = {}


def mecab_words(text: str) -> list[tuple[int, int, Word]]:
    """(start, end, word) of each of MeCab's words in `text`, in order, white space left out."""
    if len(_known) > _CACHE_SIZE:
        _known.clear()
    found: list[tuple[int, int, Word]] = []
    position = 0
    for line in _tagger().parse(text).split("\n"):
        known = _known.get(line)
        if known is None:
            if "\t" not in line:
                continue
            known = _known[line] = _parsed(line)
        surface, word = known
        start = text.find(surface, position)
        if start < 0:  # MeCab shows what it was not given: nothing to point at
            continue
        position = start + word.length
        found.append((start, position, word))
    return found


def _parsed(line: str) -> tuple[str, Word]:
    surface, _, features = line.partition("\t")
    pos1, pos2, _, base = [*features.split(",", 3), "", "", ""][:4]
    base = surface if base in ("", "*") else base
    role = WORD
    if pos1 in _DROPPED:
        role = DROPPED
    elif pos1 == "接頭辞":
        role = PREFIX
    elif pos1 == "接尾辞":
        role = SUFFIX
    elif pos2 == "数詞":
        role = NUMBER
    elif pos2 == "非自立可能" or pos1 in _LIGHT or base in _LIGHT_NOUNS:
        role = LIGHT
    nominal = pos1 in ("名詞", "代名詞", "接頭辞", "接尾辞", "形状詞")
    return surface, Word(len(surface), fold_word(base), role, nominal)


def latin_pieces(text: str) -> list[tuple[int, int, Word]]:
    """(start, end, word) of each piece of the Latin run `text`: PostgreSQL → postgre, sql."""
    return [
        (m.start(), m.end(), Word(m.end() - m.start(), fold_word(m[0]), LETTERS, True))
        for m in _PIECE.finditer(text)
    ]
