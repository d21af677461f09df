"""Loops over the characters of a shown text, each in a plain file with C types beside it. They run
as they are and, several times faster, compiled."""

from index.compiled import choose_form

choose_form(__path__)

from search.show.kernels.letters import letters  # noqa: E402 (their form is chosen before)
from search.show.kernels.marks import marked  # noqa: E402
from search.show.kernels.windows import (  # noqa: E402
    LONGEST_SNIPPET,
    sentence_borders,
    sentence_ends,
    window_end,
    window_start,
    windows,
)

__all__ = [
    "LONGEST_SNIPPET",
    "letters",
    "marked",
    "sentence_borders",
    "sentence_ends",
    "window_end",
    "window_start",
    "windows",
]
