"""The content words of a leaf, its units, with their alternatives."""

import re

from index.text import LATIN_RUN, LONGEST_TERM, Tokens, fold_literal, groups
from search.contract import spend
from search.expand.expansion import Unit
from search.expand.frames import asks, framing, without_joining
from search.expand.kinds import Alternative, Kind
from search.expand.latin import Names, with_spaces
from search.expand.spellings import variants
from search.expand.synonyms import Synonyms
from search.lookup import border_of

_OF_NUMBERS = "\xa2-\xa5\xb0\u20a0-\u20bf"
"""Symbols that belong to a number: ¥500, 25°C."""
_OTHER_SYMBOLS = (
    "\xa7\xac\xb1\xb6\xd7\xf7\u2020\u2021\u2030\u203b\u2190-\u2211\u2213-\u23ff\u2580-\u27ff"
    "\u2900-\u2bff\u3012\u3013\U0001f000-\U0001faff"
)
"""Symbols that are words to a reader: √, →, ★, ♪, 〒, ※. Dashes and what draws boxes are none."""
_RUN = f"[!-~{_OF_NUMBERS}]"
_SYMBOLS = re.compile(f"{_RUN}*[0-9A-Za-z]{_RUN}*|[{_OF_NUMBERS}{_OTHER_SYMBOLS}]")
_EDGE = ",;:!?()'\"[]{}"
_PURE = re.compile(rf"(?:{LATIN_RUN.pattern})\Z")

_LEAF, _CHARACTER = 500, 40
"""Work of expanding a leaf, and of each of its characters."""


def units_of(
    text: str, tokens: Tokens, synonyms: Synonyms, names: Names | None = None
) -> tuple[list[Unit], list[Unit], bool]:
    """(the content words of a text, given its tokens and the `names` of an index; those that only
    frame it as a question; whether the last of the former is its verb). What is joined by symbols
    (C++, 12:30) is one unit, as is any other symbol; they come first. Glued tokens are one unit;
    light words are left out where there are others."""
    spend(_LEAF + _CHARACTER * len(text))
    firsts, ends = groups(tokens)
    spans = list(zip(firsts.tolist(), ends.tolist(), strict=True))
    heavy = [span for span in spans if not all(tokens.light[span[0] : span[1]])] or spans
    if whole := _cut_off(tokens, heavy, spans):
        return [_symbols_unit(text[slice(*whole)], synonyms)], [], False
    words = [(int(tokens.starts[a]), int(tokens.ends[b - 1]), a, b) for a, b in heavy]
    units: list[Unit] = []
    for start, end in _with_symbols(text):
        if _in_word(tokens, start, end):
            continue
        touching = [word for word in words if word[0] < end and start < word[1]]
        words = [word for word in words if word not in touching]
        low = min([start, *(word[0] for word in touching)])
        high = max([end, *(word[1] for word in touching)])
        units.append(_symbols_unit(text[low:high], synonyms))
    words = without_joining(text, words)
    last = len(words) - framing(text, tokens, words, bool(units))
    asking = asks(text, tokens, words[:last])
    all_units = [_word_unit(text, tokens, word, synonyms, names) for word in words]
    return units + all_units[:last], all_units[last:], asking


def _cut_off(
    tokens: Tokens, heavy: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The slice of a run whose one content word is a single character behind kana that MeCab takes
    for words which mean little: うるう秒 is no 秒. None for all else."""
    if len(heavy) != 1 or heavy[0] == spans[0]:
        return None
    first, stop = heavy[0]
    end, start = int(tokens.ends[stop - 1]), int(tokens.starts[first])
    if end - start > 1:
        return None
    while first and tokens.ends[first - 1] == start:
        first -= 1
        start = int(tokens.starts[first])
    return (start, end) if end - start > 1 else None


def _symbols_unit(shown: str, synonyms: Synonyms) -> Unit:
    """A unit that is no word of the index, having symbols or being too long: a literal."""
    literal = fold_literal(shown)
    return Unit(
        shown, literal, (_literally(literal), *with_spaces(literal), *synonyms.of(literal, shown))
    )


def _literally(literal: str) -> Alternative:
    return Alternative(Kind.WORD, literals=(literal,), bordered=border_of(literal))


def _word_unit(
    text: str,
    tokens: Tokens,
    word: tuple[int, int, int, int],
    synonyms: Synonyms,
    names: Names | None,
) -> Unit:
    """The unit of a word (start, end, first token, token after the last). One with joiners is its
    literal before it is the word that it makes without them."""
    start, end, first, stop = word
    shown, term = text[start:end], tokens.term(first, stop)
    if len(term) > LONGEST_TERM:
        return _symbols_unit(shown, synonyms)
    literal = fold_literal(shown)
    exact: tuple[Alternative, ...] = (Alternative(Kind.WORD, terms=(term,)),)
    if tokens.joints[first + 1 : stop].any():
        exact = (_literally(literal), Alternative(Kind.SPELLING, terms=(term,)))
    begun = (Alternative(Kind.BEGINNING, prefix=literal),) if _PURE.match(literal) else ()
    same = dict.fromkeys((literal, term))
    others = (way for one in same for way in synonyms.of(one, shown))
    spaced = () if names is None else names.spaced(tokens, first, stop)
    known = variants(tokens, first, stop, literal)
    ways = dict.fromkeys((*exact, *spaced, *known, *others, *begun))
    return Unit(shown, literal, tuple(ways))


def _in_word(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a slice lies in a number or in one word with joiners: 12,000 is a word of the index
    despite its comma, Node.js despite its point."""
    if ((tokens.starts <= start) & (end <= tokens.ends) & tokens.numeral).any():
        return True
    first = int(tokens.starts.searchsorted(start))
    last = int(tokens.ends.searchsorted(end))
    if last == len(tokens) or (tokens.starts[first], tokens.ends[last]) != (start, end):
        return False
    inside = slice(first + 1, last + 1)
    return bool(tokens.glued[inside].all())


def _with_symbols(text: str) -> list[tuple[int, int]]:
    """The slices of ASCII text that has symbols beside letters or digits, less punctuation at its
    ends, and other symbols, each alone."""
    spans = []
    for match in _SYMBOLS.finditer(text):
        left = len(match[0]) - len(match[0].lstrip(_EDGE))
        right = len(match[0].rstrip(_EDGE + "."))
        if not match[0][left:right].isalnum() and left < right:
            spans.append((match.start() + left, match.start() + right))
    return spans
