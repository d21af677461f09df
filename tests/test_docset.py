"""Docsets, against dictionaries."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.expand.kinds import Kind
from search.match.docset import NOTHING, DocSet, apart, best, both, either, filled, passed

Plain = dict[int, tuple[int, float]]
"""(kinds, score) by document."""
PLAIN = st.dictionaries(
    st.integers(0, 12), st.tuples(st.sampled_from(list(Kind)), st.integers(0, 9).map(float))
)


def _docset(plain: Plain) -> DocSet:
    docs = sorted(plain)
    return DocSet(
        np.array(docs, dtype=np.int32),
        np.array([plain[doc][0] for doc in docs], dtype=np.uint8),
        np.array([plain[doc][1] for doc in docs], dtype=np.float32),
    )


def _plain(docset: DocSet) -> Plain:
    docs = docset.docs.tolist()
    assert docs == sorted(set(docs))
    values = zip(docset.kinds.tolist(), docset.score.tolist(), strict=True)
    return dict(zip(docs, values, strict=True))


@given(PLAIN, PLAIN)
def test_and_is_documents_of_both_with_all_kinds_and_the_sum(left: Plain, right: Plain) -> None:
    assert _plain(both(_docset(left), _docset(right))) == {
        doc: (left[doc][0] | right[doc][0], left[doc][1] + right[doc][1])
        for doc in left.keys() & right.keys()
    }


@pytest.mark.parametrize(("joined", "score"), [(either, lambda a, b: a + b), (best, max)])
@given(left=PLAIN, right=PLAIN)
def test_or_is_documents_of_either_with_the_better_kind(
    left: Plain,
    right: Plain,
    joined: Callable[[DocSet, DocSet], DocSet],
    score: Callable[[float, float], float],
) -> None:
    assert _plain(joined(_docset(left), _docset(right))) == left | right | {
        doc: (min(left[doc][0], right[doc][0]), score(left[doc][1], right[doc][1]))
        for doc in left.keys() & right.keys()
    }


@given(PLAIN, PLAIN)
def test_a_literal_fills_in_and_adds_a_share_where_words_are(words: Plain, literal: Plain) -> None:
    assert _plain(filled(_docset(words), _docset(literal), 0.5)) == literal | {
        doc: (kinds, score + 0.5 * literal[doc][1] if doc in literal else score)
        for doc, (kinds, score) in words.items()
    }


@given(PLAIN, st.sets(st.integers(0, 12)))
def test_words_apart_match_by_a_part_with_a_share(words: Plain, together: set[int]) -> None:
    docs = np.array(sorted(together), dtype=np.int32)
    assert _plain(apart(_docset(words), docs, 0.5)) == {
        doc: (kinds, score) if doc in together else (kinds | Kind.PART, score / 2)
        for doc, (kinds, score) in words.items()
    }


@given(st.lists(st.booleans()))
def test_a_filter_passes_documents_without_kind_or_score(mask: list[bool]) -> None:
    assert _plain(passed(np.array(mask, dtype=np.bool_))) == {
        doc: (0, 0) for doc, holds in enumerate(mask) if holds
    }


def test_nothing_has_no_documents() -> None:
    assert [len(NOTHING.docs), len(NOTHING.kinds), len(NOTHING.score)] == [0, 0, 0]
