"""Loops over words and characters, each in a plain file with C types beside it. They run as they
are and, several times faster, compiled."""

from index.compiled import choose_form

choose_form(__path__)

from index.text.kernels.nodes import COMPILED, Nodes  # noqa: E402 (its form is chosen before)

__all__ = ["COMPILED", "Nodes"]
