"""Results → what the template shows of them."""

from collections.abc import Iterable
from dataclasses import replace

from search.contract import MOST_EXPLAINED, SORTS, Request, Results, Searcher
from search.query import MOST_LEAVES, Offer
from web.addresses import USUAL_SIZE, Addresses, Link, To
from web.charts import HEIGHT, WIDTH, bars
from web.filters import FACETS, chosen, facet, offered
from web.no_hits import nearest, ways_out
from web.words import Words

_SHOWN_PAGES = 2


def results_context(
    wanted: Request, results: Results, said: tuple[Offer, ...], searcher: Searcher, t: Words
) -> dict[str, object]:
    """What the template takes of a page of results; `said` are filters that words of the query may
    stand for."""
    to = Addresses(wanted).to
    is_found = results.total > 0
    return {
        "sorts": [Link(t(f"by_{s}"), to(sort=s), s == wanted.sort) for s in SORTS],
        "facets": [(name, facet(wanted, results, name, to)) for name in FACETS],
        "bars": bars(wanted, results, to, t),
        "chart_size": (WIDTH, HEIGHT),
        "chosen": list(chosen(wanted, to, t)),
        "offered": list(offered(wanted, said, to, t)),
        "pages": _pages(wanted, results, to),
        "feeds": list(_feeds(wanted)),
        "first_page": to(),
        "explained": _explained_link(wanted, to, t),
        "most_leaves": MOST_LEAVES,
        "suggestion": _suggestion_link(wanted, results, to),
        "ways_out": [] if is_found else list(ways_out(wanted, to, t)),
        "nearest": [] if is_found else list(nearest(wanted, searcher)),
    }


def _feeds(wanted: Request) -> Iterable[Link]:
    """The feeds of this search."""
    bare = replace(wanted, sort="relevance", size=USUAL_SIZE, explain=False)
    for text, endpoint in (("Atom", "feeds.atom"), ("JSON Feed", "feeds.json_feed")):
        yield Link(text, Addresses(bare, endpoint).to())


def _explained_link(wanted: Request, to: To, t: Words) -> Link | None:
    """Leads to the same with explanations or without; None where there would be too many."""
    if wanted.size > MOST_EXPLAINED:
        return None
    text = t("hide_why" if wanted.explain else "why")
    return Link(text, to(explain=not wanted.explain), wanted.explain)


def _pages(wanted: Request, results: Results, to: To) -> list[Link | None]:
    """Links to pages near this one, the first and the last; None where some are left out."""
    last = -(-results.total // results.size)
    if last < 2:
        return []
    near = range(max(1, wanted.page - _SHOWN_PAGES), min(last, wanted.page + _SHOWN_PAGES) + 1)
    links: list[Link | None] = []
    before = 0
    for number in sorted({1, *near, last}):
        if number == before + 2:
            links.append(Link(str(before + 1), to(page=before + 1)))
        elif number > before + 2:
            links.append(None)
        links.append(Link(str(number), to(page=number), number == wanted.page))
        before = number
    return links


def _suggestion_link(wanted: Request, results: Results, to: To) -> Link | None:
    """What may have been meant."""
    text = results.suggestion
    return Link(text, to(query=text)) if text else None
