"""Loops over the texts of posts and over docsets, each in a plain file with C types beside it. They
run as they are and, several times faster, compiled."""

from index.compiled import choose_form

choose_form(__path__)

from search.match.kernels.shares import NEARBY, shares  # noqa: E402 (its form is chosen before)

__all__ = ["NEARBY", "shares"]
