"""Sections of a text with highlights given by hand, and the snippets of them."""

from collections.abc import Sequence
from typing import NamedTuple

from search.contract.results import Pieces
from search.show.candidates import MarkedSection, candidates
from search.show.highlights import Highlights
from search.show.snippets import make_opening, make_snippets


class ShownSection(NamedTuple):
    """A section of a post as it is shown."""

    field: str
    text: str


def snippets_of(
    sections: Sequence[ShownSection], highlights: Sequence[Highlights], title: str
) -> tuple[Pieces, ...]:
    """The snippets of a post, of which `highlights[i]` are those of `sections[i]`."""
    pairs = enumerate(zip(sections, highlights, strict=True))
    marked = [MarkedSection(number, *section, some) for number, (section, some) in pairs if some]
    return make_snippets(candidates(marked), title) or make_opening(sections, title)
