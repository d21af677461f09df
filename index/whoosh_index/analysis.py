"""Our analysis as analyzers of Whoosh's, so that its query parser, highlighter and writer cut texts
as the index does."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from index.text import (
    LONGEST_TERM,
    Tokens,
    analyse,
    compounds,
    cover,
    fold_literal,
    fold_word,
    gram_text,
    groups,
    width,
)

Span = tuple[str, int, int, int]
"""(term, number of its first token, start, end in the text)."""


class _Spans(Analyzer):
    """Hands out spans as tokens of Whoosh's."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **more: Any,
    ) -> Iterator[Token]:
        """Tokens of a text, one Token for all as Whoosh has it. Its parser wants patterns such as
        検* left as they are (`tokenize`): they stand for words."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **more)
        whole = [(fold_word(value), 0, 0, len(value))]
        for term, first, start, end in self.spans(value, mode, removestops) if tokenize else whole:
            token.text = token.original = term
            token.boost, token.stopped = 1.0, False
            if positions:
                token.pos = start_pos + first
            if chars:
                token.startchar, token.endchar = start_char + start, start_char + end
            yield token

    def spans(self, text: str, mode: str, removestops: bool) -> Iterator[Span]:
        """The spans of a text, in order."""
        raise NotImplementedError


class JapaneseAnalyzer(_Spans):
    """Words as the index has them. Of a query: content words, each with what is glued to it, as
    one term; of all else every word, and every compound beside its words."""

    def spans(self, text: str, mode: str, removestops: bool) -> Iterator[Span]:
        tokens = analyse(text)
        return _words(tokens, removestops) if mode == "query" else _all(tokens)


def _words(tokens: Tokens, removestops: bool) -> Iterator[Span]:
    """Content words; light ones too where there are no others."""
    firsts, ends = groups(tokens)
    spans = list(zip(firsts.tolist(), ends.tolist(), strict=True))
    heavy = [span for span in spans if not all(tokens.light[span[0] : span[1]])]
    for first, end in (heavy or spans) if removestops else spans:
        term = tokens.term(first, end)
        if len(term) <= LONGEST_TERM:
            yield term, first, int(tokens.starts[first]), int(tokens.ends[end - 1])
        else:
            yield from _singly(tokens, first, end)


def _singly(tokens: Tokens, first: int, end: int) -> Iterator[Span]:
    spelled = tokens.spelled()
    for at in range(first, end):
        yield spelled[at], at, int(tokens.starts[at]), int(tokens.ends[at])


def _all(tokens: Tokens) -> Iterator[Span]:
    spans = list(_singly(tokens, 0, len(tokens)))
    for first, end, term in zip(*compounds(tokens), strict=True):
        spans.append((term, int(first), int(tokens.starts[first]), int(tokens.ends[end - 1])))
    return iter(sorted(spans, key=lambda span: (span[1], span[3])))


def label_term(value: str) -> str:
    """A tag, category or author as a term: folded for width and case, and still to be read."""
    return width(value).strip().lower()


class LabelAnalyzer(_Spans):
    """A whole value of a label, as `label_term` has it."""

    def spans(self, text: str, mode: str, removestops: bool) -> Iterator[Span]:
        yield label_term(text), 0, 0, len(text)


class GramAnalyzer(_Spans):
    """The grams that every text with a piece of text in it holds."""

    def spans(self, text: str, mode: str, removestops: bool) -> Iterator[Span]:
        for place, number in enumerate(cover(fold_literal(text))):
            yield gram_text(number), place, 0, len(text)
