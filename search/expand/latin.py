"""Latin as people write it: a name of several pieces with joiners between them, spaces or nothing
(Node.js, nodejs; iPhone 15, iPhone15; Ruby on Rails, rubyonrails).

The index has what stands between other joiners than a space as one word, so that only spaces are
tried here: where the name is typed in pieces, and between any words that the index has. Over a
space names are whole words: login finds log in, not log into.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice

import numpy as np

from index.store import Reader
from index.text import LATIN_RUN, Tokens, fold_literal
from search.expand.kinds import Alternative, Kind
from search.lookup import Border, Docs, verified, within

_PIECE = re.compile(r"\d+(?:[.-]\d+)*|[^\W\d_]")
"""What is not cut: a number with its points, a letter."""
_GLUED = re.compile(r"(?<=[^\W\d_+#])(?=\d)|(?<=[+#])(?=[a-z0-9])|(?<=\d)(?=[^\W\d_])")
_LONGEST, _MOST_WORDS, _LEAST_LETTERS, _MOST = 40, 4, 2, 8
"""Characters of a name that is cut, words that it is cut into, letters of each that is not typed as
a piece, and ways of cutting that are tried."""


def with_spaces(literal: str) -> tuple[Alternative, ...]:
    """The alternative of a name with symbols, such as C++17 or .NET6, with a space before its
    number."""
    spaced = fold_literal(_GLUED.sub(" ", literal))
    if spaced == literal:
        return ()
    return (Alternative(Kind.SPELLING, literals=(spaced,), bordered=Border.BOTH),)


class Names:
    """The names that one index has with spaces."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def spaced(self, tokens: Tokens, first: int, stop: int) -> tuple[Alternative, ...]:
        """The alternative of a name, made of the tokens `first` to `stop`, the latter excluded,
        with spaces between words of the index; () where no post has them so."""
        term = tokens.term(first, stop)
        if not LATIN_RUN.match(term) or len(term) > _LONGEST:
            return ()
        typed = {len(tokens.term(first, at)) for at in range(first + 1, stop)}
        ends = [match.end() for match in _PIECE.finditer(term)]
        cut = (words for words in self._cut(term, 0, ends, typed) if len(words) > 1)
        found = (self._found(words, term) for words in islice(cut, _MOST))
        literals = tuple(literal for literal in found if literal)
        if not literals:
            return ()
        return (Alternative(Kind.SPELLING, literals=literals, bordered=Border.BOTH),)

    def _cut(
        self, term: str, start: int, ends: Sequence[int], typed: set[int], left: int = _MOST_WORDS
    ) -> Iterator[tuple[str, ...]]:
        """The ways to cut a term from `start` on into at most `left` words of the index."""
        for end in ends:
            word = term[start:end]
            whole = (start in typed or not start) and (end in typed or end == len(term))
            if end <= start or (len(word) < _LEAST_LETTERS and not whole and not word.isdigit()):
                continue
            if not self._reader.frequency(word):
                continue
            if end == len(term):
                yield (word,)
            elif left > 1:
                rest = self._cut(term, end, ends, typed, left - 1)
                yield from ((word, *words) for words in rest)

    def _found(self, words: Sequence[str], term: str) -> str:
        """The words with spaces, as a literal; "" where they stand so in no post that lacks the
        term: those are found anyway."""
        reader, literal = self._reader, fold_literal(" ".join(words))
        docs = reduce(_within, sorted((reader.word(word).docs for word in words), key=len))
        docs = np.unique(docs[~within(docs, reader.word(term).docs)])
        return literal if len(verified(reader, docs, literal, Border.BOTH).docs) else ""


def _within(few: Docs, many: Docs) -> Docs:
    return few[within(few, many)]
