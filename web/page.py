"""The search page: results → what the template shows. HTML is made in templates alone."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from secrets import token_hex

from flask import Blueprint, Response, render_template, request

from index.values import parse_timezone
from search.assist import in_words
from search.contract import FILTERS, LONGEST_QUERY, MOST_EXPLAINED, Request, Results
from search.query import MOST_LEAVES, NEGATING, Offer, first_leaves, offers
from search.show import LONGEST_SNIPPET
from web.addresses import USUAL_SIZE, Addresses, Link, To, address_of
from web.cache import Answer
from web.context import web
from web.filters import FACETS, chosen, day, facet, offered
from web.parameters import accepted_languages, request_from
from web.respond import respond
from web.welcome import NEWEST, welcome

page = Blueprint("page", __name__)

_RELATED = 5
_SHOWN_PAGES = 2
_SORTS = {"relevance": "関連度順", "newest": "新しい順", "oldest": "古い順"}
_HTML = "text/html"
_TOOK = token_hex(16)
"""What stands on a new page for the time of its search: such as no reader and no post writes."""
_QUOTES = re.compile('["“”「」『』＂]')


@page.get("/")
def index() -> Response:
    """The box, or the results of `?q=…`, posts in the languages of the browser first. What has too
    many leaves is searched for by the first of them."""
    asked = request_from(request.args, USUAL_SIZE)
    query = first_leaves(asked.query)
    wanted = replace(asked, query=query, prefer=accepted_languages())
    is_cut = query != asked.query
    said = offers(query, _today()) if query else ()

    def make() -> Answer:
        results = web().searcher.search(wanted) if _is_search(wanted) else None
        shown = _context(wanted, results, said)
        if results is None:
            searcher = web().searcher
            newest = searcher.search(NEWEST)
            shown["welcome"] = welcome(newest, lambda query: bool(searcher.search(query).total))
        html = render_template("index.html", **shown, is_cut=is_cut, took=_TOOK)
        head, _, tail = html.encode("utf-8", "replace").partition(_TOOK.encode())
        if results is None:
            return Answer(_HTML, head)
        return Answer(_HTML, head, tail, results.took_ms, results.total)

    return respond((wanted, is_cut, said), make, by_language=True)


@page.get("/related")
def related() -> Response:
    """Posts that are like that of `?id=…`."""
    post_id = request.args.get("id", "")

    def make() -> Answer:
        hits = web().searcher.related(post_id, _RELATED)
        shown = {"site_title": web().settings.title, "query": "", "hits": hits}
        return Answer(_HTML, render_template("related.html", **shown).encode())

    return respond(post_id, make)


def _is_search(wanted: Request) -> bool:
    filtered = any(getattr(wanted, field) for field in FILTERS.values())
    return bool(wanted.query.strip() or filtered or wanted.first or wanted.last)


def _today() -> date:
    """The day it is where the posts are of."""
    return web().clock().astimezone(parse_timezone(web().searcher.status().timezone)).date()


def _context(
    wanted: Request, results: Results | None, said: tuple[Offer, ...]
) -> dict[str, object]:
    context: dict[str, object] = {
        "site_title": web().settings.title,
        "query": wanted.query,
        "wanted": wanted,
        "usual_size": USUAL_SIZE,
        "posts": web().searcher.status().posts,
        "results": results,
    }
    if results is not None:
        to = Addresses(wanted).to
        context |= {
            "sorts": [Link(t, to(sort=s), s == wanted.sort) for s, t in _SORTS.items()],
            "facets": [(name, FACETS[name], facet(wanted, results, name, to)) for name in FACETS],
            "chosen": list(chosen(wanted, to)),
            "offered": list(offered(wanted, said, to)),
            "pages": _pages(wanted, results, to),
            "feeds": list(_feeds(wanted)),
            "first_page": to(),
            "explained": _explained_link(wanted, to),
            "most_leaves": MOST_LEAVES,
            "suggestion": _suggestion_link(wanted, results, to),
            "ways_out": list(_ways_out(wanted, to)) if not results.total else [],
        }
    return context


def _feeds(wanted: Request) -> Iterable[Link]:
    """The feeds of this search."""
    bare = replace(wanted, sort="relevance", size=USUAL_SIZE, explain=False)
    for text, endpoint in (("Atom", "feeds.atom"), ("JSON Feed", "feeds.json_feed")):
        yield Link(text, Addresses(bare, endpoint).to())


def _explained_link(wanted: Request, to: To) -> Link | None:
    """Leads to the same with explanations or without; None where there would be too many."""
    if wanted.size > MOST_EXPLAINED:
        return None
    return Link("一致の理由", to(explain=not wanted.explain), wanted.explain)


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


def _ways_out(wanted: Request, to: To) -> Iterable[Link]:
    """What may help where nothing was found."""
    if list(chosen(wanted, to)):
        cleared = {**dict.fromkeys(FILTERS.values(), ()), "first": None, "last": None}
        yield Link("絞り込みをやめて検索する", to(**cleared))
    bare = _QUOTES.sub(" ", wanted.query).strip()
    if bare != wanted.query.strip() and bare:
        yield Link(f"引用符を外して検索する：{bare}", to(query=bare))
    words = [word for word in dict.fromkeys(bare.split()) if not word.startswith(NEGATING)]
    either = " OR ".join(words)
    if len(words) > 1 and not {"OR", "AND", "NOT"} & set(words) and len(either) <= LONGEST_QUERY:
        yield Link(f"どれか一語でも含む記事を探す：{either}", to(query=either))


@page.app_template_filter("ends_open")
def ends_open(pieces: Iterable[tuple[str, bool]]) -> bool:
    """Whether a snippet breaks off before its sentence ends: at a comma, or where it is full."""
    text = "".join(text for text, _ in pieces).rstrip()
    full = len(text) >= LONGEST_SNIPPET - 10 and not text.endswith(tuple("。．.！？!?」』）)"))
    return full or text.endswith(tuple("、，,"))


page.add_app_template_filter(in_words)
page.add_app_template_filter(day)
page.add_app_template_global(address_of, "url_for")


@page.app_template_filter("number")
def number(value: int) -> str:
    """12,345"""
    return f"{value:,}"
