"""Searches to follow: any query as an Atom or JSON feed, and what tells a browser how to ask."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote, urljoin

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]
from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import escape
from werkzeug.urls import iri_to_uri

from search.contract import Hit, Request, Results, encode
from web.addresses import Addresses
from web.cache import Answer
from web.context import web
from web.parameters import request_from
from web.respond import respond

feeds = Blueprint("feeds", __name__)

_ENTRIES = 20
"""Posts of a feed where no `size` is asked for."""
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""When a post without a date was changed: Atom wants to know (RFC 4287, 4.2.15), and a time that
changed would have readers told of it anew."""
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has not."""
_LANGUAGE = "ja"


@dataclass(frozen=True)
class _Feed:
    """A feed of any form: its title, its own address, that of the page with the same hits, and the
    hits."""

    title: str
    address: str
    page: str
    hits: tuple[Hit, ...]


@feeds.get("/feed.atom")
def atom() -> Response:
    """The newest posts that a query finds, as Atom (RFC 4287)."""
    return _answered("application/atom+xml", _atom)


@feeds.get("/feed.json")
def json_feed() -> Response:
    """The same as a JSON Feed (version 1.1 of https://www.jsonfeed.org)."""
    return _answered("application/feed+json", lambda feed: encode(_json(feed)) + b"\n")


@feeds.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser asks here (OpenSearch 1.1)."""
    title = web().settings.title
    addresses = {"page": _page_address(), "feed": url_for("feeds.atom", _external=True)}
    text = render_template("opensearch.xml", title=title, **addresses)
    return Response(text, mimetype="application/opensearchdescription+xml")


def _answered(mimetype: str, write: Callable[[_Feed], bytes]) -> Response:
    wanted = request_from(request.args, _ENTRIES)
    wanted = replace(wanted, sort=request.args.get("sort") or "newest", explain=False)

    def make() -> Answer:
        results = web().searcher.search(wanted)
        return Answer(mimetype, write(_feed(wanted, results)), total=results.total)

    return respond((wanted, request.url), make)  # addresses are whole ones: they name the host


def _feed(wanted: Request, results: Results) -> _Feed:
    title = web().settings.title
    shown = Addresses(replace(wanted, sort="relevance", size=10)).to()
    page = iri_to_uri(urljoin(request.url, shown))
    named = f"{wanted.query} - {title}" if wanted.query else title
    return _Feed(named, iri_to_uri(request.url), page, results.hits)


def _atom(feed: _Feed) -> bytes:
    made = Atom1Feed(
        title=_xml(feed.title), link=feed.page, description=None, language=_LANGUAGE,
        feed_url=feed.address, feed_guid=feed.address, author_name=_xml(web().settings.title),
    )  # fmt: skip
    for hit in feed.hits:
        meta, when = hit.meta, _when(hit)
        made.add_item(
            title=_xml(meta.title), link=_link(hit), unique_id=_id(hit), pubdate=when,
            updateddate=when or _UNDATED, author_name=_xml("、".join(meta.authors)) or None,
            categories=list(map(_xml, (*meta.categories, *meta.tags))),
            description=str(escape(_xml(_summary(hit)))),
        )  # fmt: skip
    text: str = made.writeString("utf-8")
    return text.encode()


def _json(feed: _Feed) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": _LANGUAGE,
        "items": list(map(_item, feed.hits)),
    }


def _item(hit: Hit) -> dict[str, object]:
    meta = hit.meta
    optional = {
        "date_published": meta.date,
        "language": meta.lang,
        "authors": [{"name": name} for name in meta.authors],
    }
    return {
        "id": _id(hit), "url": _link(hit), "title": meta.title, "content_text": _summary(hit),
        "tags": [*meta.categories, *meta.tags], **{k: v for k, v in optional.items() if v},
    }  # fmt: skip


def _when(hit: Hit) -> datetime | None:
    return datetime.fromisoformat(hit.meta.date) if hit.meta.date else None


def _link(hit: Hit) -> str:
    """The whole address of a post; where it has none, of a search for its title."""
    if hit.meta.url:
        return urljoin(request.url, hit.meta.url)
    title = quote(f'title:"{hit.meta.title}"')
    return f"{_page_address()}?q={title}"


def _id(hit: Hit) -> str:
    """What a post is known by in all feeds."""
    return urljoin(request.url_root, hit.meta.url or f"#{quote(hit.meta.id)}")


def _page_address() -> str:
    return url_for("page.index", _external=True)


def _summary(hit: Hit) -> str:
    """The best snippet of a post, without marks."""
    return "".join(text for text, _ in hit.snippets[0]) if hit.snippets else hit.meta.excerpt


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
