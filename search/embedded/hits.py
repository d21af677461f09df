"""Documents that were found → hits: what is listed of each, highlights and snippets."""

from collections.abc import Callable

from index.store import Reader
from search.contract import Explanation, Hit
from search.lookup import Columns
from search.match import QuerySpans
from search.show import ShownSection, make_highlights, make_snippets, pieces_of


def bare_hit(doc: int, score: float, reader: Reader, columns: Columns) -> Hit:
    """A hit in which nothing is matched."""
    meta = reader.stored(doc).meta
    title = pieces_of(meta.title, 0, len(meta.title), ())
    return Hit(meta, score, title, snippets=(), day=columns.day(doc))


class HitMaker:
    """Makes the hits of one query; `explain` says why a document was found, `duplicates` for which
    others it stands."""

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

    def hit(self, doc: int, score: float) -> Hit:
        """A hit with what the query matched in it."""
        post = self._spans.post(doc)
        meta = post.stored.meta
        highlights = make_highlights(post, self._spans.leaves)
        sections = [ShownSection(s.field, post.text_of(s)) for s in post.sections]
        pairs = list(zip(sections, highlights, strict=True))
        tags = [(section, marked) for section, marked in pairs if section.field == "tag" and marked]
        title = next((marked for section, marked in pairs if section.field == "title"), ())
        return Hit(
            meta=meta,
            score=score,
            title=pieces_of(meta.title, 0, len(meta.title), title),
            snippets=make_snippets(sections, highlights, meta.title),
            day=self._columns.day(doc),
            matched_tags=tuple(pieces_of(s.text, 0, len(s.text), marked) for s, marked in tags),
            explanations=self._explain(doc) if self._explain else None,
            duplicates=tuple(self._reader.stored(o).meta for o in self._duplicates(doc)),
        )
