"""The search page: results → what the template shows. HTML is made in templates alone."""

from dataclasses import replace
from datetime import date
from secrets import token_hex

from flask import Blueprint, Response, render_template, request

from index.values import parse_timezone
from search.contract import FILTERS, Request
from search.query import first_leaves, offers
from web.addresses import USUAL_SIZE
from web.cache import Answer
from web.context import web
from web.parameters import accepted_languages, request_from
from web.respond import respond
from web.results_page import results_context
from web.template_filters import install_filters
from web.welcome import NEWEST, welcome
from web.words import Words, words_for

page = Blueprint("page", __name__)
install_filters(page)

_RELATED = 5
_HTML = "text/html"
_TOOK = token_hex(16)
"""What stands on a new page for the time of its search: such as no reader and no post writes."""


@page.get("/")
def index() -> Response:
    """The box, or the results of `?q=…`, posts in the languages of the browser first. What has too
    many leaves is searched for by the first of them."""
    asked = request_from(request.args, USUAL_SIZE)
    query = first_leaves(asked.query)
    wanted = replace(asked, query=query, prefer=accepted_languages())
    words = words_for(wanted.prefer)
    is_cut = query != asked.query
    said = offers(query, _today()) if query else ()

    def make() -> Answer:
        searcher = web().searcher
        results = searcher.search(wanted) if _is_search(wanted) else None
        shown = _shown(wanted, words) | {"results": results, "is_cut": is_cut}
        if results is not None:
            shown |= results_context(wanted, results, said, searcher, words)
        else:
            newest = searcher.search(NEWEST)
            shown["welcome"] = welcome(newest, lambda q: bool(searcher.search(q).total), words)
        html = render_template("index.html", **shown, took=_TOOK)
        head, _, tail = html.encode("utf-8", "replace").partition(_TOOK.encode())
        if results is None:
            return Answer(_HTML, head)
        return Answer(_HTML, head, tail, results.took_ms, results.total)

    return respond((wanted, is_cut, said), make, by_language=True)


@page.get("/related")
def related() -> Response:
    """Posts that are like that of `?id=…`."""
    post_id, words = request.args.get("id", ""), words_for(accepted_languages())

    def make() -> Answer:
        searcher = web().searcher
        shown = {
            "site_title": web().settings.title,
            "query": "",
            "hits": searcher.related(post_id, _RELATED),
            "title": searcher.shown(post_id).meta.title,
            "t": words,
        }
        return Answer(_HTML, render_template("related.html", **shown).encode("utf-8", "replace"))

    return respond((post_id, words), make, by_language=True)


def _shown(wanted: Request, words: Words) -> dict[str, object]:
    """What the template takes of any page."""
    return {
        "site_title": web().settings.title,
        "query": wanted.query,
        "wanted": wanted,
        "usual_size": USUAL_SIZE,
        "posts": web().searcher.status().posts,
        "t": words,
    }


def _is_search(wanted: Request) -> bool:
    filtered = any(getattr(wanted, field) for field in FILTERS.values())
    return bool(wanted.query.strip() or filtered or wanted.first or wanted.last)


def _today() -> date:
    """The day it is where the posts are of."""
    return web().clock().astimezone(parse_timezone(web().searcher.status().timezone)).date()
