"""Which words of a query a post has together: in one passage, a few sentences in a row. The title
and what else is said of the whole post belong to each of its passages, and so does the heading
above. Passages after Salton, Allan and Buckley (1993); see `passages.py`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds, Places, Reader
from index.text import SENTENCE
from index.values import FIELDS, Int64s
from search.contract import spend

WIDTH = 3
"""Sentences of a passage."""
_HEADING = FIELDS.index("heading")
_OF_ALL = [FIELDS.index(name) for name in ("title", "tag", "category", "author")]
"""Fields that belong to each passage."""
_DOC = 1 << 25
"""Length of one document on the line on which the tokens of all documents are laid out: more tokens
than any has."""
_PASSAGES, _PER_UNIT = 200, 4
"""Work of finding the best passages, and how many places of words make a unit."""

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


def best_passages(
    docs: DocIds, words: Sequence[Places], scores: Scores, reader: Reader, width: int = WIDTH
) -> Scores:
    """The score of the best passage of each document, shape (n,): the sum over the words it has.
    `docs` ascend, `words` are the places of each word in them, `scores`, of shape (n, words), what
    each counts there."""
    spend(_PASSAGES + sum(map(len, words)) // _PER_UNIT + len(docs) * len(words) // _PER_UNIT)
    has_all, rows = _by_word(docs, words)
    starts, headings = _sentences(docs, reader)
    best: Scores = (has_all * scores).sum(axis=1)
    sentences, inverse = np.unique(
        starts.searchsorted(rows[:, 0], side="right") - 1, return_inverse=True
    )
    if len(sentences):
        has = np.zeros((len(sentences) + 1, len(words)), dtype=np.bool_)
        has[inverse, rows[:, 1]] = True
        of = docs.searchsorted(starts[sentences] // _DOC)
        passage = has_all[of] | has[:-1]
        wanted = [sentences + step for step in range(1, width)] + [headings[sentences]]
        for others in wanted:
            passage |= has[_rows_of(others, sentences, of)]
        np.maximum.at(best, of, (passage * scores[of]).sum(axis=1))
    return best


def _by_word(docs: DocIds, words: Sequence[Places]) -> tuple[Mask, Int64s]:
    """(which words each document has in a field that belongs to all of its passages, shape (docs,
    words); the other occurrences: place on the line, number of the word)."""
    number = np.repeat(np.arange(len(words)), [len(places) for places in words])
    places = np.concatenate(words)
    is_of_all = np.isin(places[:, 1], _OF_ALL)
    has_all = np.zeros((len(docs), len(words)), dtype=np.bool_)
    has_all[docs.searchsorted(places[is_of_all, 0]), number[is_of_all]] = True
    rest = places[~is_of_all]
    return has_all, np.stack([rest[:, 0] * _DOC + rest[:, 2], number[~is_of_all]], axis=1)


def _sentences(docs: DocIds, reader: Reader) -> tuple[Int64s, Int64s]:
    """(where sentences begin on the line, ascending; for each the number of the last heading up to
    it, of an earlier document where there is none)."""
    marks = reader.places(docs, SENTENCE)
    starts = marks[:, 0] * _DOC + marks[:, 2]
    order = np.argsort(starts, kind="stable")
    is_heading = marks[order, 1] == _HEADING
    return starts[order], np.maximum.accumulate(np.where(is_heading, np.arange(len(order)), 0))


def _rows_of(wanted: Int64s, sentences: Int64s, of: Int64s) -> Int64s:
    """The rows of the sentences `wanted` among `sentences`, -1 for those that have no word or are
    of another document than the sentence in whose passage they are to be."""
    rows = np.minimum(sentences.searchsorted(wanted), len(sentences) - 1)
    return np.where((sentences[rows] == wanted) & (of[rows] == of), rows, -1)
