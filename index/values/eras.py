"""Japanese eras, and numbers in kanji as dates have them."""

import re
import unicodedata
from datetime import date

ERAS = {
    "明治": date(1868, 10, 23), "大正": date(1912, 7, 30), "昭和": date(1926, 12, 25),
    "平成": date(1989, 1, 8), "令和": date(2019, 5, 1),
}  # fmt: skip
"""The first day of each era (改元の政令; 明治 by its proclamation); an era ends on the day before
the next one begins."""
SHORT_ERAS = dict(zip("MTSHR", ERAS, strict=True))
_NUMERAL = re.compile("[〇一二三四五六七八九十]+")
_DIGITS = {char: digit for digit, char in enumerate("〇一二三四五六七八九")}


def western_year(era: str, year: str) -> int:
    """The western year of a year of an era, given in digits or as 元."""
    return ERAS[era].year + (1 if year == "元" else int(year)) - 1


def in_digits(text: str) -> str:
    """A text with its width folded and its numerals in kanji as digits."""
    plain = unicodedata.normalize("NFKC", text)
    return _NUMERAL.sub(lambda match: str(_number(match[0])), plain)


def _number(kanji: str) -> int:
    """The value of a number below one hundred (七, 十一, 三十一) or of a row of digits
    (二〇二五)."""
    tens, ten, ones = kanji.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[char]) for char in kanji))
    digits = [_DIGITS.get(part, 0) for part in (tens or "一", ones or "〇")]
    return digits[0] * 10 + digits[1]
