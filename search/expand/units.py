"""The content words of a leaf, its units, with their alternatives."""

import re

from index.text import LATIN_RUN, LONGEST_TERM, Tokens, fold_literal, groups
from search.expand.expansion import Unit
from search.expand.frames import framing, without_joining
from search.expand.kinds import Alternative, Kind
from search.expand.spellings import variants, without_dashes
from search.expand.synonyms import Synonyms

_SYMBOLS = re.compile(r"[!-~]*[0-9A-Za-z][!-~]*")
_EDGE = ",;:!?()'\"[]{}"
_PURE = re.compile(rf"(?:{LATIN_RUN.pattern})\Z")


def units_of(text: str, tokens: Tokens, synonyms: Synonyms) -> tuple[list[Unit], list[Unit]]:
    """(the content words of a text, given its tokens; those that only frame it as a question). What
    is joined by symbols (C++, 12:30, node.js) is one unit and comes first; glued tokens are one
    unit; light words are left out where there are others."""
    firsts, ends = groups(tokens)
    spans = list(zip(firsts.tolist(), ends.tolist(), strict=True))
    heavy = [span for span in spans if not all(tokens.light[span[0] : span[1]])] or spans
    words = [(int(tokens.starts[a]), int(tokens.ends[b - 1]), a, b) for a, b in heavy]
    units: list[Unit] = []
    for start, end in _with_symbols(text):
        if _in_number(tokens, start, end):
            continue
        touching = [word for word in words if word[0] < end and start < word[1]]
        words = [word for word in words if word not in touching]
        low = min([start, *(word[0] for word in touching)])
        high = max([end, *(word[1] for word in touching)])
        units.append(_symbols_unit(text[low:high], synonyms))
    words = without_joining(text, words)
    last = len(words) - framing(text, tokens, words, bool(units))
    all_units = [_word_unit(text, tokens, word, synonyms) for word in words]
    return units + all_units[:last], all_units[last:]


def _symbols_unit(shown: str, synonyms: Synonyms) -> Unit:
    """A unit that is no word of the index, having symbols or being too long: a literal."""
    literal = fold_literal(shown)
    bordered = bool(LATIN_RUN.match(literal))
    exact = Alternative(Kind.WORD, literals=(literal,), bordered=bordered)
    return Unit(shown, literal, (exact, *without_dashes(literal), *synonyms.of(literal)))


def _word_unit(
    text: str, tokens: Tokens, word: tuple[int, int, int, int], synonyms: Synonyms
) -> Unit:
    """The unit of a word (start, end, first token, token after the last)."""
    start, end, first, stop = word
    shown = text[start:end]
    term = "".join(tokens.spelled()[first:stop])
    if len(term) > LONGEST_TERM:
        return _symbols_unit(shown, synonyms)
    literal = fold_literal(shown)
    exact = Alternative(Kind.WORD, terms=(term,))
    begun = (Alternative(Kind.BEGINNING, prefix=literal),) if _PURE.match(literal) else ()
    others = (*variants(tokens, first, stop, literal), *synonyms.of(literal), *begun)
    return Unit(shown, literal, (exact, *others))


def _in_number(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a slice lies in a number: 12,000 is a word of the index despite its comma."""
    return bool(((tokens.starts <= start) & (end <= tokens.ends) & tokens.numeral).any())


def _with_symbols(text: str) -> list[tuple[int, int]]:
    """The slices of ASCII text that has symbols beside letters or digits, less punctuation at its
    ends."""
    spans = []
    for match in _SYMBOLS.finditer(text):
        left = len(match[0]) - len(match[0].lstrip(_EDGE))
        right = len(match[0].rstrip(_EDGE + "."))
        if not match[0][left:right].isalnum() and left < right:
            spans.append((match.start() + left, match.start() + right))
    return spans
