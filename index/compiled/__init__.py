"""Which form of the kernels runs: compiled where the build could, else plain, the same files as
they are. Each folder of kernels asks here before anything in it is imported."""

from index.compiled.forms import choose_form, form

__all__ = ["choose_form", "form"]
