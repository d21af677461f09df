"""Dates as people write them → aware datetimes."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import PurePosixPath

from dateutil import parser

from index.values import ERAS, SHORT_ERAS, in_digits, western_year

_JAPANESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_DASH = re.compile("(?<=\\d)[\u2010-\u2015\u2212ー。](?=\\d)")
"""Characters that input methods put between the numbers of a date."""
_ERA = re.compile(
    rf"({'|'.join(ERAS)}|(?<![A-Za-z])[MTSHR])\s*(\d{{1,2}}|元)(?=\s*年|[./-]\d{{1,2}}[./-]\d)"
)
_CLOCK = re.compile(r"(\d{1,2})\s*時(?:\s*(\d{1,2})\s*分)?")
_WEEKDAY = re.compile(r"[(（][月火水木金土日](?:曜日?)?[)）]|[月火水木金土日]曜日?")
_ZONE_TWICE = re.compile(r"([+-]\d\d:?\d\d)\s*\(?[A-Z]{2,5}\)?$")
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?", re.ASCII
)
_HOUR = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")
"""2021070612, a date and an hour; seconds since 1970 do not look like that before 2033."""
_STAMP = re.compile(r"\d{10}|\d{13}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{8}")
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_./](\d{1,2})[-_./](\d{1,2})|(\d\d)(\d\d))(?!\d)"
)
_HOURS = {
    "JST": 9, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Zones by name: Japan's, and those of RFC 822."""
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """The date in a value: text, or seconds or milliseconds since 1970; None where it is no date,
    or one outside the years 1970 to 2200. Without an offset it is in `zone`. Full-width and
    Japanese dates are read too (令和6年1月2日, R6.1.2); `06/07/2021` is month first."""
    text = str(value).strip() if value is not None else ""
    if not text.isascii():
        text = in_digits(text) if "年" in text else unicodedata.normalize("NFKC", text)
        text = _DASH.sub("-", text)
    if not text:
        return None
    if _HOUR.fullmatch(text):
        text = f"{text[:8]}T{text[8:]}"
    if _STAMP.fullmatch(text):
        return _bounded(datetime.fromtimestamp(int(text[:10]), UTC))
    try:
        parsed = _parsed(text)
    except (parser.ParserError, OverflowError, ValueError, TypeError):
        return None
    if parsed is None:
        return None
    return _bounded(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def _parsed(text: str) -> datetime | None:
    if _ISO.fullmatch(text):  # what most posts have, read in C
        return datetime.fromisoformat(text)
    text = _plain(text)
    if not _YEAR.search(text):
        return None
    return parser.parse(text, tzinfos=_zone, default=datetime(1970, 1, 1))


def _plain(text: str) -> str:
    """A date with Japanese dates, eras and times in digits, without weekdays, with one offset."""
    text = _ERA.sub(lambda m: str(western_year(SHORT_ERAS.get(m[1], m[1]), m[2])), text)
    text = _WEEKDAY.sub(" ", text)
    text = _JAPANESE.sub(lambda m: f"{m[1]}-{m[2]}-{m[3] or 1} ", text)
    text = _CLOCK.sub(lambda m: f"{m[1]}:{m[2] or '00'}", text)
    return _ZONE_TWICE.sub(r"\1", text.strip())


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The time zone of an offset in seconds, else of a name; None where that is unknown."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _HOURS.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))


def _bounded(moment: datetime) -> datetime | None:
    """The moment itself; None for years no post has, and for impossible offsets."""
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def date_in_name(post_id: str, zone: tzinfo) -> datetime | None:
    """The date in a path, in `zone`, None without one: `2025-11-04-title.md`,
    `2025/11/04/title.md`, `20200731.md`."""
    for part in (PurePosixPath(post_id).name, post_id):
        if match := _IN_NAME.search(part):
            try:
                year, month, day = (int(group) for group in match.groups() if group)
                return datetime(year, month, day, tzinfo=zone)
            except ValueError:
                continue
    return None
