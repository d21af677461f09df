"""Filters on the page: those in force, and those that words of the query may stand for."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from index.text import label_key
from index.values import own_name
from search.contract import FILTERS, Request, Results
from search.query import Offer
from web.addresses import Link, To
from web.words import Words

FACETS = ("category", "tag", "author", "lang", "year")
"""The facets in the order in which the page has them."""


def facet(wanted: Request, results: Results, name: str, to: To) -> list[Link]:
    """The values of a facet, each a link that adds it or takes it away."""
    return [_facet_link(wanted, name, v.value, v.count, to) for v in results.facets.get(name, ())]


def _facet_link(wanted: Request, name: str, value: str, count: int, to: To) -> Link:
    if name == "year":
        first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        on = (wanted.first, wanted.last) == (first, last)
        days = {"first": None, "last": None} if on else {"first": first, "last": last}
        return Link(value, to(**days), on, count)
    field = FILTERS[name]
    values: tuple[str, ...] = getattr(wanted, field)
    same = [v for v in values if label_key(v) == label_key(value)]
    others = tuple(v for v in values if v not in same) if same else (*values, value)
    text, lang = (own_name(value), value) if name == "lang" else (value, "")
    return Link(text, to(**{field: others}), bool(same), count, lang)


def chosen(wanted: Request, to: To, words: Words) -> Iterable[Link]:
    """Filters in force, each a link that takes it away."""
    for name, field in FILTERS.items():
        values: tuple[str, ...] = getattr(wanted, field)
        for value in values:
            rest = tuple(v for v in values if v != value)
            text = own_name(value) if name == "lang" else value
            yield Link(f"{words(name)}：{text}", to(**{field: rest}), True)
    if wanted.first or wanted.last:
        yield Link(_span(wanted.first, wanted.last, words), to(first=None, last=None), True)


def _span(first: date | None, last: date | None, words: Words) -> str:
    if first and last and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return words.year(first.year)
        begins, ends = words.month(first), words.month(last)
        return begins if begins == ends else f"{begins}〜{ends.removeprefix(f'{first.year}年')}"
    if first and first == last:
        return words.day(first)
    return f"{first or ''}〜{last or ''}"


def offered(wanted: Request, offers: Sequence[Offer], to: To, words: Words) -> Iterable[Link]:
    """Filters that words of the query may stand for, each a link that puts it in place of them;
    none that are in force."""
    for offer in offers:
        if offer.days:
            first, last = offer.days.first, offer.days.last
            if (wanted.first, wanted.last) != (first, last):
                span = _span(first, last, words)
                text = span if span == offer.typed else f"{offer.typed}（{span}）"
                yield Link(text, to(query=offer.rest, first=first, last=last))
            continue
        field = FILTERS[offer.label]
        values: tuple[str, ...] = getattr(wanted, field)
        if offer.value not in values:
            text = f"{words(offer.label)}：{offer.value}"
            yield Link(text, to(query=offer.rest, **{field: (*values, offer.value)}))
