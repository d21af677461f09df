"""One file → the document that the index holds of it, or why it holds none."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from index.config import Settings
from index.deadline import deadline
from index.errors import PostError
from index.plan import Source
from index.posts import Post, Section, Site, Visibility, load_post, read_bytes
from index.store import FIELD_MARKS, LEFT_OUT, Document, FileRecord, Meta, ShownSection, join_folded
from index.text import Tokens, analyse, border_grams, compounds, grams, literal

_LONGEST = 20
"""Seconds for one post: text made to stall a parser costs no more than that."""
_MARKS = frozenset(FIELD_MARKS.values())


@dataclass(frozen=True)
class Context:
    """What reading a post depends on besides its file. `now` is aware."""

    settings: Settings
    site: Site
    now: datetime


@dataclass(frozen=True)
class Prepared:
    """A file's record for the manifest and, where the post is listed, its document."""

    id: str
    record: FileRecord
    document: Document | None


def prepare(source: Source, context: Context) -> Prepared:
    """Reads, cleans and analyses one file; a post that cannot be read becomes a reason."""
    settings = context.settings
    try:
        with deadline(_LONGEST):
            data = read_bytes(source.path, source.id, settings.posts.max_bytes)
            post = load_post(data, source.id, context.site, settings.tz, context.now)
    except TimeoutError:
        return _left_out(source, f"{source.id}: expected a post that is read within {_LONGEST} s")
    except PostError as error:
        return _left_out(source, str(error))
    except Exception as error:
        # one post of a stranger must not stop the others, whatever a parser made of it
        return _left_out(source, f"{source.id}: could not be read: {type(error).__name__}: {error}")
    state = _allowed(post.visibility, settings)
    due = post.date.isoformat() if state is Visibility.FUTURE and post.date else None
    record = FileRecord(source.content, state.value, "", due, post.warnings)
    return Prepared(source.id, record, document(post) if state is Visibility.LISTED else None)


def _left_out(source: Source, reason: str) -> Prepared:
    return Prepared(source.id, FileRecord(source.content, LEFT_OUT, reason), None)


def _allowed(visibility: Visibility, settings: Settings) -> Visibility:
    asked = {Visibility.DRAFT: settings.posts.drafts, Visibility.FUTURE: settings.posts.future}
    return Visibility.LISTED if asked.get(visibility) else visibility


def document(post: Post) -> Document:
    """The analysis of a post, field by field."""
    words: dict[str, Counter[str]] = {}
    lengths: Counter[str] = Counter()
    shown = []
    for section in post.sections:
        tokens = analyse(section.text)
        counts = words.setdefault(section.field, Counter())
        counts.update(tokens.terms)
        counts.update(term for term, _, _ in compounds(tokens))
        lengths[section.field] += len(tokens)
        shown.append(_shown(section, tokens))
    folded = join_folded((section.field, literal(section.text)) for section in post.sections)
    return Document(
        meta=_meta(post, lengths),
        words=words,
        grams=sorted(_grams(folded, words)),
        folded=folded,
        sections=shown,
    )


def _grams(folded: str, words: Mapping[str, Iterable[str]]) -> set[str]:
    inside = {gram for gram in grams(folded) if not _MARKS.intersection(gram)}
    return inside.union(*(border_grams(terms) for terms in words.values()))


def _shown(section: Section, tokens: Tokens) -> ShownSection:
    return ShownSection(
        section.field, section.text, tokens.terms,
        tokens.starts.tolist(), tokens.ends.tolist(), tokens.glued.tolist(),
    )  # fmt: skip


def _meta(post: Post, lengths: Counter[str]) -> Meta:
    return Meta(
        id=post.id,
        title=post.title,
        url=post.url,
        date=post.date.isoformat() if post.date else None,
        authors=post.authors,
        categories=post.categories,
        tags=post.tags,
        excerpt=post.excerpt,
        reading_time=post.reading_time,
        lang=post.lang,
        lengths=dict(lengths),
    )
