"""The best of many are those that sorting them all would put first."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from search.lookup.top_k import best

SMALL = st.integers(0, 40).flatmap(
    lambda size: st.tuples(
        arrays(np.int64, size, elements=st.integers(0, 4)),
        arrays(np.float64, size, elements=st.sampled_from([-1.5, 0.0, 2.0, np.inf])),
        st.permutations(range(size)).map(lambda row: np.array(row, dtype=np.int64)),
    )
)


@given(SMALL, st.integers(0, 50))
def test_the_first_of_a_whole_sort(keys: tuple[np.ndarray, ...], most: int) -> None:
    wanted = np.lexsort(keys[::-1])[:most]
    assert best(keys, most).tolist() == wanted.tolist()


@pytest.mark.parametrize("most", [1, 10, 999, 1_000, 1_001])
def test_ties_at_the_border_are_decided_by_the_next_key(most: int) -> None:
    same = np.zeros(1_000)
    falling = np.arange(1_000)[::-1].copy()
    assert best([same, falling], most).tolist() == list(range(999, -1, -1))[:most]


@given(SMALL, st.integers(0, 50))
def test_a_last_key_decides_ties_and_is_made_only_for_them(
    keys: tuple[np.ndarray, ...], most: int
) -> None:
    *others, last = keys
    asked: list[int] = []

    def made(places: np.ndarray) -> Any:
        asked.extend(places.tolist())
        return last[places]

    assert best(others, most, made).tolist() == best(keys, most).tolist()
    tied = len(set(zip(*(key.tolist() for key in others), strict=True))) < len(last)
    assert tied or not asked
