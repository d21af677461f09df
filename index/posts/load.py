"""The bytes of one file → one Post."""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from index.posts.front_matter import Head, fields, split_head
from index.posts.markdown import Block, blocks, drop_repeats
from index.posts.reading import decode
from index.posts.sites import Site
from index.posts.visibility import Verdict, is_encrypted
from index.values import Post, Section, Visibility

_DATE_PREFIX = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
_EXCERPT_KEYS = ("excerpt", "description", "summary", "short_description")


def load_post(data: bytes, post_id: str, site: Site, zone: tzinfo, now: datetime) -> Post:
    """The post in the bytes of a file, cleaned; PostError where it cannot be read. Dates without an
    offset are in `zone`; `now` is aware."""
    text, replaced = decode(data, post_id)
    head = split_head(text, post_id)
    meta = site.with_inherited(post_id, head.meta)
    parsed = blocks(head.body)
    title = _title(meta, parsed, post_id)
    kept, _ = drop_repeats(parsed, title)
    date, complaint = fields.post_date(meta, post_id, zone)
    spaced = site.generator.spaced_categories and isinstance(meta.get("categories"), str)
    categories = fields.names(meta, "categories", "category", spaces=spaced)
    tags = fields.names(meta, "tags", "topics", "keywords", "tag", spaces=_spaced_tags(meta))
    authors = fields.names(meta, "author", "authors")
    excerpt = fields.first_text(meta, *_EXCERPT_KEYS)
    labels = {"category": categories, "tag": tags, "author": authors, "excerpt": (excerpt,)}
    sections = (*_sections(title, kept), *_labels(labels))
    shown = sum(len(section.text) for section in sections if section.field in ("body", "heading"))
    released = site.generator.released(date, meta, zone)
    judged = _verdict(head, meta, post_id, site, (released, zone, now))
    complaints = (f"{post_id}: {complaint}",) if complaint else ()
    reasons = [f"{post_id}: {one}" for one in judged.complaints]
    return Post(
        id=post_id,
        title=title,
        url=site.url(site.page(post_id, meta, title, date, categories, zone)),
        date=date,
        authors=authors,
        categories=categories,
        tags=tags,
        excerpt=excerpt,
        reading_time=fields.reading_minutes(meta, shown),
        visibility=judged.visibility,
        due=judged.due,
        reason="; ".join(reasons),
        sections=sections,
        warnings=(*replaced, *head.warnings, *complaints),
    )


def _verdict(
    head: Head,
    meta: dict[str, Any],
    post_id: str,
    site: Site,
    times: tuple[datetime | None, tzinfo, datetime],
) -> Verdict:
    """Whether the post may be found; `times` are when it is released, the site's time zone
    and now."""
    if not head.meta and site.needs_head(post_id):
        return Verdict(Visibility.HIDDEN)
    if is_encrypted(head.body):
        return Verdict(Visibility.HIDDEN)
    return fields.verdict(meta, post_id, *times)


def _title(meta: dict[str, Any], parsed: Sequence[Block], post_id: str) -> str:
    """The title in the front matter, else the first heading of level 1, else the file's name."""
    # it may have entities, since generators put it into a page as it is
    stated = html.unescape(fields.first_text(meta, "title", "linktitle"))
    heading = next((b.text for b in parsed if b.kind == "heading" and b.level == 1), "")
    name = PurePosixPath(post_id).stem
    if name in ("index", "_index", "README") and "/" in post_id:
        name = PurePosixPath(post_id).parent.name
    return stated or " ".join(heading.split()) or _DATE_PREFIX.sub("", name) or name


def _spaced_tags(meta: dict[str, Any]) -> bool:
    """Whether tags are one text, in which Jekyll and Qiita separate them by spaces."""
    return isinstance(meta.get("tags"), str)


_FIELD_OF = {"text": "body", "table": "body", "link": "link", "code": "code", "heading": "heading"}


def _sections(title: str, kept: Iterable[Block]) -> list[Section]:
    """The title, then each heading and code block, and what is between them of one field as one
    section."""
    sections = [Section("title", title)]
    for field, blocks_of in groupby(kept, key=lambda block: _FIELD_OF[block.kind]):
        if field in ("body", "link"):
            sections.append(_joined(field, list(blocks_of)))
        else:
            sections += [Section(field, block.text, block.readings) for block in blocks_of]
    return sections


def _joined(field: str, parts: Sequence[Block]) -> Section:
    """Blocks as one section, a line each."""
    readings, position = [], 0
    for block in parts:
        readings += [(start + position, end + position, k) for start, end, k in block.readings]
        position += len(block.text) + 1
    return Section(field, "\n".join(block.text for block in parts), tuple(readings))


def _labels(labels: dict[str, tuple[str, ...]]) -> list[Section]:
    """A section for each value that is not empty."""
    return [Section(field, text) for field, texts in labels.items() for text in texts if text]
