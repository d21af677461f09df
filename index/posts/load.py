"""The bytes of one file → one Post."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from index.posts.front_matter import Head, fields, split_head
from index.posts.language import guess_language, post_language
from index.posts.markdown import Block, blocks, drop_repeats, plain_text
from index.posts.reading import decode
from index.posts.sites import Heading, Site
from index.posts.visibility import Verdict, is_encrypted
from index.values import Post, Section, Visibility

_DATE_PREFIX = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
_NO_PAGE = Verdict(Visibility.HIDDEN)
_SENTENCE_END, _CLAUSE_END = re.compile("[。！？]"), re.compile("[、，]|[!?,] ")
_LONGEST_HEADING, _LONGEST_ANCHOR = 500, 1_000
"""Characters of a heading of which an anchor is made, and of an anchor, which may be encoded."""
_LONGEST_OPENING = 40
"""Characters of a title that is made of a post's first words."""
_EXCERPT_KEYS = ("excerpt", "description", "summary", "short_description")


def load_post(data: bytes, post_id: str, site: Site, zone: tzinfo, now: datetime) -> Post:
    """The post in the bytes of a file, cleaned; PostError where it cannot be read. Dates without an
    offset are in `zone`; `now` is aware."""
    text, replaced = decode(data, post_id)
    head = split_head(text, post_id)
    meta = site.with_inherited(post_id, head.meta)
    parsed = _with_anchors(blocks(head.body), post_id, site)
    stated = _stated_title(meta, parsed, post_id)
    kept, _ = drop_repeats(parsed, stated)
    title = stated or _opening(parsed) or _name(post_id)
    date, complaint = fields.post_date(meta, post_id, zone)
    read, is_read = _as_read(head, data, post_id, site, meta)
    date = site.date(post_id, read, zone) or date
    categories, tags, authors = _names(meta, site)
    excerpt = plain_text(fields.first_text(meta, *_EXCERPT_KEYS))
    labels = {"category": categories, "tag": tags, "author": authors, "excerpt": (excerpt,)}
    sections = (*_sections(title, kept), *_labels(labels))
    is_page = site.is_page(post_id, head, data) and not is_encrypted(head.body)
    judged = _verdict(meta, post_id, site, (date, zone, now)) if is_page else _NO_PAGE
    page = site.page(post_id, read, title, date, categories, zone)
    complaints = (f"{post_id}: {complaint}",) if complaint else ()
    reasons = [f"{post_id}: {one}" for one in judged.complaints]
    return Post(
        id=post_id,
        title=title,
        url=site.url(page) if is_read else None,
        canonical=site.canonical(page),
        date=date,
        authors=authors,
        categories=categories,
        tags=tags,
        excerpt=excerpt,
        reading_time=fields.reading_minutes(meta, _length(sections)),
        lang=_language(meta, post_id, site, sections),
        visibility=judged.visibility,
        due=judged.due,
        reason="; ".join(reasons),
        sections=sections,
        warnings=(*replaced, *head.warnings, *complaints),
    )


def _with_anchors(parsed: Iterable[Block], post_id: str, site: Site) -> list[Block]:
    """Blocks whose headings have the anchors that their generator gives them."""
    rows = list(parsed)
    blocks_of = [row for row in rows if row.kind == "heading"]
    made = site.anchors(post_id, list(map(_heading, blocks_of)))
    usable = map(_usable, blocks_of, made)
    return [row._replace(anchor=next(usable)) if row.kind == "heading" else row for row in rows]


def _heading(block: Block) -> Heading:
    """A heading as its generator sees it; of one so long that none is written so, nothing."""
    source = block.source if len(block.source) <= _LONGEST_HEADING else ""
    return Heading(source, block.anchor, block.level)


def _usable(block: Block, anchor: str) -> str:
    """The anchor of a heading, "" for one that can stand in no address, or in none of a sensible
    length, or that is not known for the heading's length."""
    is_known = block.anchor or len(block.source) <= _LONGEST_HEADING
    return anchor if is_known and len(anchor) <= _LONGEST_ANCHOR and anchor.isprintable() else ""


def _length(sections: tuple[Section, ...]) -> int:
    """The characters that a reader reads."""
    return sum(len(section.text) for section in sections if section.field in ("body", "heading"))


def _names(meta: dict[str, Any], site: Site) -> tuple[tuple[str, ...], ...]:
    """(categories, tags, authors). Where one text has them all, Jekyll and Qiita separate tags by
    spaces, and some generators categories too."""
    spaced = site.generator.spaced_categories and isinstance(meta.get("categories"), str)
    categories = fields.names(meta, "categories", "category", spaces=spaced)
    spaced_tags = isinstance(meta.get("tags"), str)
    tags = fields.names(meta, "tags", "topics", "keywords", "tag", spaces=spaced_tags)
    shown = tuple(dict.fromkeys(map(plain_text, tags)))
    return categories, shown, fields.names(meta, "author", "authors")


def _as_read(
    head: Head, data: bytes, post_id: str, site: Site, meta: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """(the front matter as the generator itself reads it, with what is inherited; whether it can):
    slips that are mended in `meta` may be none to it."""
    own = site.as_read(post_id, head, data)
    if own is None or own is head.meta:
        return meta, own is not None
    return site.with_inherited(post_id, own), True


def _verdict(
    meta: dict[str, Any], post_id: str, site: Site, times: tuple[datetime | None, tzinfo, datetime]
) -> Verdict:
    """Whether the post may be found; `times` are its date, the site's time zone and now."""
    date, zone, now = times
    released = site.released(post_id, date, meta, zone)
    return fields.verdict(meta, site.is_draft(post_id), released, zone, now)


def _language(meta: dict[str, Any], post_id: str, site: Site, sections: Sequence[Section]) -> str:
    """The language of a post of these sections, "" where it is not known."""
    text = guess_language(sections)
    placed, default = site.language(post_id), site.default_language
    return post_language(meta, site.prefix + post_id, text, placed, default)


def _stated_title(meta: dict[str, Any], parsed: Sequence[Block], post_id: str) -> str:
    """The title in the front matter, else the first heading of level 1, else any first heading,
    else the file's name if that is Japanese, as a title is; "" without one."""
    stated = plain_text(fields.first_text(meta, "title", "linktitle"))
    headings = [block for block in parsed if block.kind == "heading"]
    heading = next((b.text for b in headings if b.level == 1), headings[0].text if headings else "")
    name = _name(post_id)
    return stated or " ".join(heading.split()) or ("" if name.isascii() else name)


def _name(post_id: str) -> str:
    """The name of a post's file, without a date before it; of an index file, its folder's."""
    name = PurePosixPath(post_id).stem
    if name in ("index", "_index", "README") and "/" in post_id:
        name = PurePosixPath(post_id).parent.name
    return _DATE_PREFIX.sub("", name) or name


def _opening(parsed: Sequence[Block]) -> str:
    """The first words of the text: its first sentence, or clauses of it; "" without text."""
    text = next((block.text for block in parsed if block.kind in ("text", "table")), "")
    line = text.split("\n", 1)[0].strip()
    line = line[: end.end()] if (end := _SENTENCE_END.search(line)) else line
    if len(line) <= _LONGEST_OPENING:
        return line
    clauses = [end.end() for end in _CLAUSE_END.finditer(line, 8, _LONGEST_OPENING)]
    return line[: clauses[-1]] if clauses else line[:_LONGEST_OPENING] + "…"


_FIELD_OF = {"text": "body", "table": "body", "link": "link", "code": "code", "heading": "heading"}


def _sections(title: str, kept: Iterable[Block]) -> list[Section]:
    """The title, then each heading and code block, and what is between them of one field as one
    section."""
    sections = [Section("title", title)]
    for field, blocks_of in groupby(kept, key=lambda block: _FIELD_OF[block.kind]):
        if field in ("body", "link"):
            sections.append(_joined(field, list(blocks_of)))
        else:
            sections += [Section(field, one.text, one.annotations, one.anchor) for one in blocks_of]
    return sections


def _joined(field: str, parts: Sequence[Block]) -> Section:
    """Blocks as one section, a line each."""
    if len(parts) == 1:
        return Section(field, parts[0].text, parts[0].annotations)
    annotations, position = [], 0
    for block in parts:
        annotations += [(low + position, high + position, k) for low, high, k in block.annotations]
        position += len(block.text) + 1
    return Section(field, "\n".join(block.text for block in parts), tuple(annotations))


def _labels(labels: dict[str, tuple[str, ...]]) -> list[Section]:
    """A section for each value that is not empty."""
    return [Section(field, text) for field, texts in labels.items() for text in texts if text]
