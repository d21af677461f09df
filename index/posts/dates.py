"""Dates as people write them → aware datetimes."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import PurePosixPath

from dateutil import parser

_JAPANESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CLOCK = re.compile(r"(\d{1,2})\s*時\s*(\d{1,2})?\s*分?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{8}")
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])[-_./]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_ZONES = {"JST": timezone(timedelta(hours=9)), "UTC": UTC, "GMT": UTC}
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """The date in `value` (text, or seconds or milliseconds since 1970), None if there is none.

    A date without an offset is in `zone`. `06/07/2021` is month first, as software writes it.
    """
    text = str(value).strip() if value is not None else ""
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    text = _CLOCK.sub(r"\1:\2", _JAPANESE.sub(r"\1-\2-\3 ", text)).replace(": ", ":00 ")
    if not _YEAR.search(text):
        return None
    try:
        parsed = parser.parse(text, tzinfos=_ZONES, default=datetime(1970, 1, 1))
    except (parser.ParserError, OverflowError, ValueError, TypeError):
        return None
    return _bounded(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def _bounded(moment: datetime) -> datetime | None:
    """None for years no post has, and for offsets no clock has."""
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def date_in_name(post_id: str, zone: tzinfo) -> datetime | None:
    """The date that a path carries: `2025-11-04-title.md`, `2025/11/04/title.md`, `20200731.md`."""
    for part in (PurePosixPath(post_id).name, post_id):
        if match := _IN_NAME.search(part):
            try:
                return datetime(*map(int, match.groups()), tzinfo=zone)  # type: ignore[misc,arg-type]
            except ValueError:
                continue
    return None
