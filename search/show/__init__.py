"""What a hit shows: highlights, the slices that matched, and snippets around them. Pure."""

from search.show.highlights import make_highlights
from search.show.kernels import LONGEST_SNIPPET
from search.show.snippets import MarkedSection, make_opening, make_snippets, pieces_of

__all__ = [
    "LONGEST_SNIPPET",
    "MarkedSection",
    "make_highlights",
    "make_opening",
    "make_snippets",
    "pieces_of",
]
