"""The date that Hexo gives a post: it reads YAML's timestamps and whatever JavaScript reads, and
writes an address on the clock of the machine, which is taken to be that of the site."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo

from index.posts.reading import parse_date

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?"
    r"(?:[ \t]*(?:(?P<utc>Z)|(?P<sign>[-+])(?P<hours>\d\d?)(?::(?P<minutes>\d\d))?))?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def post_date(value: str, in_name: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """The date that `date:` of a post states, else that its file's name has, with the clock of its
    address; None without one: Hexo then takes the time at which the file was made."""
    return _stated(value, zone) or _of_name(in_name, zone)


def _stated(value: str, zone: tzinfo) -> datetime | None:
    with suppress(ValueError, OverflowError):
        if match := _TIMESTAMP.fullmatch(value):
            return _clock_of(match, zone)
        if _NUMBER.fullmatch(value):  # milliseconds, as JavaScript takes a number
            return datetime.fromtimestamp(float(value) / 1000, UTC).astimezone(zone)
        if value.isascii():
            date = parse_date(value, zone)
            return date.astimezone(zone) if date else None
    return None


def _clock_of(match: re.Match[str], zone: tzinfo) -> datetime:
    """A timestamp of YAML. One with an offset has the clock of UTC: Hexo takes all for local."""
    date = datetime(*(int(part) for part in match.groups()[:6]))  # type: ignore[arg-type]
    if match["sign"]:
        ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        date = date - ahead if match["sign"] == "+" else date + ahead
    return date.replace(tzinfo=zone)


def _of_name(parts: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """The day that the parts of a file's name state."""
    month, day = (parts.get(key) or parts.get(f"i_{key}") for key in ("month", "day"))
    with suppress(ValueError):
        if parts.get("year") and month and day:
            return datetime(int(parts["year"]), int(month), int(day), tzinfo=zone)
    return None
