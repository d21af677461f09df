"""Metadata, all text → typed values. Keys are in lower case here."""

import re
from datetime import datetime, tzinfo
from typing import Any

from index.posts.reading import date_in_name, parse_date
from index.posts.visibility import Verdict, judged
from index.values import Visibility

_DATE_KEYS = (
    "date", "published_at", "publishedat", "published", "pubdate", "pub_date", "publishdate",
    "created_at", "createdat", "created", "datepublished", "createdtimeoverride", "posted",
)  # fmt: skip
_LATE_DATE_KEYS = ("ms.date", "lastupdated", "updated_at", "updated", "lastmod", "modified")
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_NAME_KEYS = ("name", "title", "value", "slug")
_EMPTY = {"", "~", "null", "none"}


def text_value(value: object) -> str:
    """A value as one line of text without control characters; "" for null, lists and tables."""
    if value is None or isinstance(value, list | dict):
        return ""
    if not isinstance(value, str | int | float):
        return str(value)
    safe = _UNSHOWN.sub("", str(value).encode("utf-8", "ignore").decode())
    text = " ".join(safe.split())
    return "" if text.lower() in _EMPTY else text


def first_text(meta: dict[str, Any], *keys: str) -> str:
    """The text of the first of `keys` that has any, "" without one."""
    return next((text for key in keys if (text := text_value(meta.get(key)))), "")


def names(meta: dict[str, Any], *keys: str, spaces: bool = False) -> tuple[str, ...]:
    """The values of all `keys`: lists, comma (or, with `spaces`, space) separated text, tables
    with a `name`; each once, in order."""
    values: dict[str, None] = {}
    for key in keys:
        for name in _names_in(meta.get(key), spaces):
            values.setdefault(name)
    return tuple(values)


def _names_in(value: object, spaces: bool) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [name for item in value for name in _names_in_item(item)]
    if isinstance(value, dict):
        named = any(key in value for key in _NAME_KEYS)
        return _names_in_item(value) if named else [text_value(key) for key in value]
    text = text_value(value)
    parts = re.split(r"\s*[,、，;]\s*", text) if re.search("[,、，;]", text) else [text]
    if spaces and len(parts) == 1:
        parts = text.split(" ")
    return [part for part in parts if part]


def _names_in_item(item: object) -> list[str]:
    if isinstance(item, dict):
        name = next((item[key] for key in _NAME_KEYS if key in item), None)
        name = next(iter(item), None) if name is None else name
        return [text] if (text := text_value(name)) else []
    return [text] if (text := text_value(item)) else []


def post_date(meta: dict[str, Any], post_id: str, zone: tzinfo) -> tuple[datetime | None, str]:
    """(date, complaint): the date is that of a key, else of the path, else of the last change, else
    None; the complaint is about a `date` that is no date, "" without one."""
    complaint = ""
    for key in _DATE_KEYS:
        if date := parse_date(meta.get(key), zone):
            return date, ""
        if key == "date" and (text := text_value(meta.get(key))):
            complaint = f"date: expected a date, found {text[:40]!r}"
    late = (parse_date(meta.get(key), zone) for key in _LATE_DATE_KEYS)
    return date_in_name(post_id, zone) or next(filter(None, late), None), complaint


def verdict(
    meta: dict[str, Any], is_draft: bool, date: datetime | None, zone: tzinfo, now: datetime
) -> Verdict:
    """Whether a post may be found, by its front matter, its place, which makes it a draft or not,
    and its date; `now` is aware."""
    verdict_of_head = judged(meta, zone, now)
    later = date if date is not None and date > now else None
    due = min(filter(None, (verdict_of_head.due, later)), default=None)
    state = verdict_of_head.visibility
    if state in (Visibility.LISTED, Visibility.FUTURE) and is_draft:
        state = Visibility.DRAFT
    if state is Visibility.LISTED and later is not None:
        state = Visibility.FUTURE
    return Verdict(state, due, verdict_of_head.complaints)


def reading_minutes(meta: dict[str, Any], characters: int) -> int:
    """The reading time in minutes: that of the front matter, else at 500 characters a minute, the
    usual figure for Japanese."""
    match = re.search(r"\d+", text_value(meta.get("reading_time") or meta.get("readingtime")))
    stated = int(match[0][:4]) if match else 0
    return stated if 0 < stated < 1000 else max(1, round(characters / 500))
