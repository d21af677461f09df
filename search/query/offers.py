"""Words of a query that may stand for a filter: 去年の夏, 先月, 令和6年, タグ:AI. They are offered,
never applied unasked."""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from search.query.dates import dated
from search.query.lexer import Lexer
from search.query.tree import Dated

_NUMBER = "[0-9０-９〇一二三四五六七八九十]"
_YEAR = (
    f"(?:{_NUMBER}{{4}}年|(?:明治|大正|昭和|平成|令和)(?:{_NUMBER}{{1,3}}|元)年"
    "|今年|本年|去年|昨年|一昨年|おととし)"
)
_DATES = re.compile(
    rf"(?P<of>{_YEAR})の?(?P<season>[春夏秋冬])(?![春夏秋冬休場]|時間)"
    rf"|(?P<year>{_YEAR})(?:の?(?P<month>{_NUMBER}{{1,2}})月(?:(?P<day>{_NUMBER}{{1,3}})日)?)?"
    r"|(?<![\d/.-])(?P<western>(?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?)(?![\d/.-])"
    "|(?P<near>今日|本日|昨日|一昨日|おととい|今週|先週|今月|先月|先々月)"
)
_GOES_ON = re.compile("[度号性版式生卒産代前後比間以末初半分頃T〜~-]|から|まで|より|こそ|ごろ")
"""What makes something else of a date: 今年度, 先月号, 2020年代, 2019年以降, 2020年から."""
_GOES_BEFORE = re.compile("第|から|より|[〜~]")
_GLUE = re.compile("[のにはを、]|中の|中に|以内")
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
"""The first month of each season of three, as the Japan Meteorological Agency has them."""
_YEARS_AGO = {"今年": 0, "本年": 0, "去年": 1, "昨年": 1, "一昨年": 2, "おととし": 2}
_MONTHS_AGO = {"今月": 0, "先月": 1, "先々月": 2}
_DAYS_AGO = {"今日": 0, "本日": 0, "昨日": 1, "一昨日": 2, "おととい": 2}
_WEEKS_AGO = {"今週": 0, "先週": 1}
_JOINING = ("or", "and", "(")
"""Tokens of a query that says more than words beside one another."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Offer:
    """What a query says in words that a filter may say: the words `typed`, the query without them,
    `rest`, and the filter, either `days` or a `value` of a `label`."""

    typed: str
    rest: str
    days: Dated | None = None
    label: str = ""
    value: str = ""


def offers(query: str, today: date) -> tuple[Offer, ...]:
    """The filters that words of a query may stand for, in their order; none for words in quotes,
    in another field, or that are not to be found, nor where words stand for each other: a filter
    would hold for all of them."""
    if any(token.kind in _JOINING for token in Lexer(query).tokens()):
        return ()
    lexer, begins, negated = Lexer(query), 0, False
    found: list[Offer] = []
    for token in lexer.tokens():
        typed = query[begins : lexer.at]
        begins, start = lexer.at, begins + len(typed) - len(typed.lstrip())
        if token.kind in ("leaf", "phrase") and not negated:
            if token.field is None and token.kind == "leaf":
                found += _in_words(query, start, lexer.at, today)
            elif token.field in ("tag", "category"):
                rest = _without(query, start, lexer.at)
                found.append(Offer(typed.strip(), rest, label=token.field, value=token.text))
        negated = token.kind in ("minus", "not")
    return tuple(found)


def _in_words(query: str, start: int, end: int, today: date) -> Iterator[Offer]:
    """The days that words between two places of a query mean."""
    for match in _DATES.finditer(query, start, end):
        before = query[max(start, match.start() - 2) : match.start()]
        alone = not (_GOES_ON.match(query, match.end()) or _GOES_BEFORE.search(before))
        days = _days(match, today) if alone else None
        if days is None:
            continue
        low, glue = match.start(), _GLUE.match(query, match.end(), end)
        high = glue.end() if glue else match.end()
        yield Offer(match[0], _without(query, low, high), days)


def _without(query: str, start: int, end: int) -> str:
    return " ".join(f"{query[:start]} {query[end:]}".split())


def _days(match: re.Match[str], today: date) -> Dated | None:
    """The days that a match of _DATES means; None for a date that there is not."""
    if match["season"]:
        year = _of_year(match["of"], today)
        return year and _season(year.first.year, match["season"])
    if match["western"]:
        return dated(match["western"])
    if match["near"]:
        return _near(match["near"], today)
    ago = _YEARS_AGO.get(match["year"])
    if ago is None:
        return dated(match[0].replace("年の", "年"))
    after = match[0][len(match["year"]) :].removeprefix("の")
    return dated(f"{today.year - ago}年{after}")


def _of_year(typed: str, today: date) -> Dated | None:
    ago = _YEARS_AGO.get(typed)
    return dated(typed) if ago is None else dated(str(today.year - ago))


def _season(year: int, name: str) -> Dated:
    """Three months; a winter goes on into the next year."""
    first, last = _SEASONS[name], (_SEASONS[name] + 1) % 12 + 1
    ends = year + (last < first)
    return Dated(date(year, first, 1), date(ends, last, calendar.monthrange(ends, last)[1]))


def _near(typed: str, today: date) -> Dated | None:
    if typed in _DAYS_AGO:
        day = today - timedelta(days=_DAYS_AGO[typed])
        return Dated(day, day)
    if typed in _WEEKS_AGO:  # from Monday on, as ISO 8601 has it
        monday = today - timedelta(days=today.weekday()) - _WEEKS_AGO[typed] * _WEEK
        return Dated(monday, monday + _WEEK - timedelta(days=1))
    months = today.year * 12 + today.month - 1 - _MONTHS_AGO[typed]
    return dated(unicodedata.normalize("NFKC", f"{months // 12:04d}-{months % 12 + 1}"))
