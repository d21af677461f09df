"""Documents that matched → hits: what is listed of each, highlights and snippets."""

from collections.abc import Callable

from index.store import Reader, StoredText
from search.contract import Explanation, Hit, spend
from search.lookup import Columns
from search.match import QuerySpans
from search.show.candidates import MarkedSection, candidates
from search.show.highlights import make_highlights
from search.show.sections import make_sections, with_text_below
from search.show.snippets import make_opening, make_snippets, pieces_of

_HIT, _HIGHLIGHT = 150, 4
"""Work of a hit, and of each of its highlights with the window around it."""


def bare_hit(doc: int, score: float, reader: Reader, columns: Columns) -> Hit:
    """A hit without highlights and snippets."""
    meta = reader.stored(doc).meta
    title = pieces_of(meta.title, 0, len(meta.title), ())
    return Hit(meta, score, title, snippets=(), day=columns.day(doc))


class HitMaker:
    """Makes the hits of one query. `explain(doc)` gives the explanations of a document, None for
    none; `duplicates(doc)` the documents that are collapsed into it."""

    def __init__(
        self,
        reader: Reader,
        columns: Columns,
        spans: QuerySpans,
        explain: Callable[[int], tuple[Explanation, ...]] | None,
        duplicates: Callable[[int], list[int]],
    ) -> None:
        self._reader, self._columns, self._spans = reader, columns, spans
        self._explain, self._duplicates = explain, duplicates

    def hit(self, doc: int, score: float, missing: tuple[str, ...] = ()) -> Hit:
        """The hit of a document that lacks the words `missing`, with highlights and snippets."""
        post = self._spans.post(doc)
        meta, text = post.stored.meta, post.stored.text
        marked = [
            MarkedSection(number, *_section(text, number), some)
            for number, some in make_highlights(post, self._spans.leaves).items()
        ]
        spend(_HIT + _HIGHLIGHT * sum(len(one.highlights) for one in marked))
        title = next((one.highlights for one in marked if one.field == "title"), ())
        tags = [one for one in marked if one.field == "tag"]
        windows = candidates(marked)
        sections = make_sections(windows, text, meta.url)
        snippets = make_snippets(windows, meta.title)
        if sections and all(one.section.field == "heading" for one in windows):
            snippets = with_text_below(snippets, sections)
        return Hit(
            meta=meta,
            score=score,
            title=pieces_of(meta.title, 0, len(meta.title), title),
            snippets=snippets or make_opening(_sections(text), meta.title),
            day=self._columns.day(doc),
            matched_tags=tuple(pieces_of(s.text, 0, len(s.text), s.highlights) for s in tags),
            explanations=self._explain(doc) if self._explain else None,
            missing=missing,
            sections=sections,
            duplicates=tuple(self._reader.stored(o).meta for o in self._duplicates(doc)),
        )


def _section(text: StoredText, number: int) -> tuple[str, str]:
    """The field and the shown text of section number `number`."""
    field, start, end = text.span(number)
    return field, text.shown[start:end]


def _sections(text: StoredText) -> list[tuple[str, str]]:
    return [_section(text, number) for number in range(len(text.begins))]
