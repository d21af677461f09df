"""What a hit shows: highlights, the slices that matched, snippets around them, and the sections
that they are in. Pure."""

from search.show.candidates import MarkedSection, candidates
from search.show.highlights import make_highlights
from search.show.hits import HitMaker, bare_hit
from search.show.kernels import LONGEST_SNIPPET
from search.show.sections import make_sections, with_text_below
from search.show.snippets import make_opening, make_snippets, pieces_of
from search.show.text_fragments import passage_address

__all__ = [
    "LONGEST_SNIPPET",
    "HitMaker",
    "MarkedSection",
    "bare_hit",
    "candidates",
    "make_highlights",
    "make_opening",
    "make_sections",
    "make_snippets",
    "passage_address",
    "pieces_of",
    "with_text_below",
]
