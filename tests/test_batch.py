"""Batches: occurrences are sorted in one order, however large their numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.batch import in_order

_LARGE = 1 << 54
_ROW = st.tuples(
    st.integers(0, 5) | st.integers(_LARGE, _LARGE + 3), st.integers(0, 9), st.integers(0, 255)
)


@given(st.lists(_ROW, max_size=20))
def test_occurrences_are_sorted_by_group_then_position_then_extent(
    rows: list[tuple[int, int, int]],
) -> None:
    groups, positions, extents = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    made = in_order(groups, positions, extents.astype(np.uint8))
    assert list(zip(*(column.tolist() for column in made), strict=True)) == sorted(rows)
