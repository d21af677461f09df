"""The values of written numbers: 12,000, 1万2千 and 一万二千 are equal."""

import re
from fractions import Fraction

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"千": 1000, "百": 100, "十": 10}
_GREAT = {"兆": 10**12, "億": 10**8, "万": 10**4}
_KANJI = "".join([*_DIGITS, *_SMALL, *_GREAT])
_LONGEST = 24
IN_NUMERAL = f"0-9{_KANJI}"
"""Characters that a number begins and ends with."""
BEHIND_FIRST = (
    f"(?<=[{IN_NUMERAL}])(?<![0-9A-Za-z.,数何幾].)[{IN_NUMERAL},.]*[{IN_NUMERAL}](?![0-9])"
)
"""The rest, behind its first character, of a text of two characters or more that may be one
number."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PART = re.compile("|".join((_GROUPED.pattern, _PLAIN.pattern, f"[{_KANJI}]")))
_LEAST_PLACES = 3
"""Kanji digits in a row that are a number even without 〇: 二三 means two or three."""


def value_of(text: str) -> str | None:
    """The whole number that a text stands for, in digits; None where it is no such number, or
    plain digits already."""
    if len(text) > _LONGEST or (text.isascii() and not _GROUPED.fullmatch(text)):
        return None
    parts = _PART.findall(text)
    if "".join(parts) != text:
        return None
    value = _positional(parts) if len(parts) > 1 else None
    value = _summed(parts) if value is None else value
    if value is None or value.denominator > 1:
        return None
    return str(value.numerator)


def _positional(parts: list[str]) -> Fraction | None:
    """The value of kanji digits in a row, as in 二〇二五; None for all else."""
    if not all(part in _DIGITS for part in parts):
        return None
    if len(parts) < _LEAST_PLACES and not {"〇", "零"} & set(parts):
        return None
    return Fraction("".join(str(_DIGITS[part]) for part in parts))


def _summed(parts: list[str]) -> Fraction | None:
    """The value of a number with units, as in 1万2千 or 千二百; None where a unit is not smaller
    than the one before, and where two digits meet."""
    total = section = Fraction(0)
    pending: Fraction | None = None
    small, great = 10**4, 10**16
    for part in parts:
        if part in _GREAT:
            section += pending or 0
            if not section or _GREAT[part] >= great:
                return None
            great = _GREAT[part]
            total, section, pending, small = total + section * great, Fraction(0), None, 10**4
        elif part in _SMALL:
            if _SMALL[part] >= small:
                return None
            small = _SMALL[part]
            section, pending = section + (1 if pending is None else pending) * small, None
        elif pending is not None:
            return None
        elif part in _DIGITS:
            pending = Fraction(_DIGITS[part])
        else:
            pending = Fraction(part.replace(",", ""))
    return total + section + (pending or 0)
