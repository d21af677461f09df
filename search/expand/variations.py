"""The other spellings of katakana that vary, as the index has them: インターフェイス for
インタフェース."""

from itertools import islice, product

from index.store import Reader
from index.text import KATAKANA_RUN, fold_word, without_variations
from search.expand.kinds import Alternative, Kind
from search.lookup import Border

_MOST = 16
"""Spellings of one text that are kept."""


def variations(literal: str, reader: Reader) -> tuple[str, ...]:
    """A folded literal with its runs of katakana in the other spellings that the index has."""
    ends = [0, *(end for run in KATAKANA_RUN.finditer(literal) for end in run.span())]
    parts = [literal[a:b] for a, b in zip(ends, [*ends[1:], len(literal)], strict=True)]
    spelled = [_spellings(part, reader) for part in parts]
    others = (one for one in map("".join, product(*spelled)) if one != literal)
    return tuple(islice(others, _MOST))


def _spellings(part: str, reader: Reader) -> tuple[str, ...]:
    form = without_variations(part) if KATAKANA_RUN.fullmatch(part) else ""
    return tuple(dict.fromkeys((part, *reader.forms(form)))) if form else (part,)


def varied(others: tuple[str, ...], reader: Reader) -> tuple[Alternative, ...]:
    """The alternatives of a word for its other spellings: as words, and as literals from the
    border of a run where MeCab cuts them."""
    words = tuple(one for one in others if reader.frequency(fold_word(one)))
    rest = tuple(one for one in others if one not in words)
    terms = Alternative(Kind.SPELLING, terms=tuple(map(fold_word, words)))
    literals = Alternative(Kind.SPELLING, literals=rest, bordered=Border.START)
    return (*((terms,) if words else ()), *((literals,) if rest else ()))
