"""Loops over the bytes of a segment, each in a plain file with C types beside it. They run as they
are and, several times faster, compiled."""

from index.compiled import choose_form

choose_form(__path__)

from index.store.kernels.doclists import documents  # noqa: E402 (their form is chosen before)
from index.store.kernels.numbers import columns, total  # noqa: E402
from index.store.kernels.occurrences import places, slices  # noqa: E402
from index.store.kernels.pair_places import common, lines  # noqa: E402
from index.store.kernels.scan import find  # noqa: E402
from index.store.kernels.shown import ShownText  # noqa: E402
from index.store.kernels.units import units  # noqa: E402

__all__ = [
    "ShownText", "columns", "common", "documents", "find", "lines", "places", "slices", "total",
    "units",
]  # fmt: skip
