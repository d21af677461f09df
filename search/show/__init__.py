"""What a hit shows: which slices were matched, and the snippets around them. Pure."""

from search.show.highlights import make_highlights
from search.show.snippets import LONGEST_SNIPPET, ShownSection, make_snippets, pieces_of

__all__ = ["LONGEST_SNIPPET", "ShownSection", "make_highlights", "make_snippets", "pieces_of"]
