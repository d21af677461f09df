"""Values of YAML as Jekyll, which is Ruby, takes them: what is no text unless quoted, and dates."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from index.posts.reading import Quoted, parse_date

_NULL = ("", "~", "null", "Null", "NULL")
_TRUE, _FALSE = ("yes", "true", "on"), ("no", "false", "off")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(\.\d+)?")
_TIME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?")
"""What YAML takes for a time; without an offset it is in UTC."""
_DAY = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"\d[\d/.:T -]*")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def is_null(value: object) -> bool:
    """Whether a value is none."""
    return value is None or (not isinstance(value, Quoted) and value in _NULL)


def truth(value: object) -> bool:
    """Whether Ruby takes a value for true: all but null and false."""
    plain = not isinstance(value, Quoted)
    return not is_null(value) and not (plain and str(value).lower() in _FALSE)


def texts(value: object) -> list[str]:
    """The texts of a list, [] for anything else; lists and nulls in it do not count."""
    rows = value if isinstance(value, list) else []
    return [str(one) for one in rows if isinstance(one, str | int | float) and not is_null(one)]


def ruby_text(value: object) -> str:
    """A value as Ruby writes it: `1.10` as 1.1, `yes` as true, what is quoted as it is."""
    text = "" if is_null(value) else str(value)
    if isinstance(value, Quoted):
        return text
    if (match := _NUMBER.fullmatch(text)) and match[1]:
        return str(float(text))
    word = text.lower()
    return "true" if word in _TRUE else "false" if word in _FALSE else text


def text_of(values: Mapping[str, object], key: str) -> str:
    """A value as text, "" for none, lists and tables."""
    value = values.get(key)
    return "" if is_null(value) or isinstance(value, list | dict) else str(value)


def lowered(text: str) -> str:
    """A text in lower case, letter by letter as Ruby has it: a Σ at the end is σ."""
    return "".join(char.lower() for char in text)


def merged_tables(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    """Two tables as one: values of the second count, except for null; tables in both are merged."""
    both = dict(first)
    for key, value in second.items():
        old = first.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            both[key] = merged_tables(old, value)
        elif key not in first or not is_null(value):
            both[key] = value
    return both


def moment(value: object, zone: tzinfo) -> datetime | None:
    """The moment that a `date` is for Jekyll, None where it is none. Without an offset it is in the
    site's zone, but in UTC where it has seconds and is not quoted. A 30th of February is the first
    of March."""
    text = str(value).strip()
    in_utc = not isinstance(value, Quoted) and _TIME.fullmatch(text) is not None
    text = _DAY_FIRST.sub(r"\3-\2-\1", text, count=1)
    if match := _DAY.match(text):
        day = _day(*map(int, match.groups()))
        text = f"{day}{text[match.end() :]}" if day else text
    digits = _DIGITS.match(text)  # behind them may be the name of a zone, which Ruby passes over
    found = parse_date(text, UTC if in_utc else zone) or parse_date(digits and digits[0], zone)
    return found.astimezone(zone) if found and in_utc else found


def _day(year: int, month: int, day: int) -> str | None:
    """A day as text: one of the next month where its own has fewer; None where it is no day."""
    century = 0 if year > 99 else 2000 if year < 69 else 1900
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    first = datetime(century + year, month, 1)
    return f"{first + timedelta(days=day - 1):%Y-%m-%d}"
