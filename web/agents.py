"""What programs that read text are given: the posts as Markdown, and a page that tells them how to
ask (https://llmstxt.org)."""

from collections.abc import Iterator

from flask import Blueprint, Response, request, url_for

from search.contract import Hit, Request, Results
from web.cache import Answer
from web.context import web
from web.markdown import markdown
from web.respond import respond

agents = Blueprint("agents", __name__)

_NEWEST = Request(sort="newest", size=20)
_BRACKETS = str.maketrans({"[": "\\[", "]": "\\]", "\n": " "})


@agents.get("/post.md")
def post() -> Response:
    """The post of `?id=…` as Markdown."""
    post_id = request.args.get("id", "")

    def make() -> Answer:
        return _answer("text/markdown", markdown(web().searcher.shown(post_id)))

    return respond(post_id, make)


@agents.get("/llms.txt")
def llms() -> Response:
    """What is here, and how to ask for it."""

    def make() -> Answer:
        lines = _llms(web().searcher.search(_NEWEST))
        return _answer("text/plain", "\n".join(lines) + "\n")

    return respond(("llms", request.url_root), make)


def _answer(mimetype: str, text: str) -> Answer:
    return Answer(mimetype, text.encode("utf-8", "replace"))


def _llms(newest: Results) -> Iterator[str]:
    def at(endpoint: str) -> str:
        return url_for(endpoint, _external=True)

    yield f"# {web().settings.title}"
    yield ""
    posts = web().searcher.status().posts
    yield f"> Full-text search over {posts:,} posts, most of them in Japanese."
    yield ""
    yield "## Search"
    yield ""
    yield f"- [Search]({at('api.search_endpoint')}?q=): JSON; put the query behind `q=`"
    yield f"- [A post]({at('agents.post')}?id=): Markdown; put the `id` of a hit behind `id=`"
    yield f"- [Related posts]({at('api.related_endpoint')}?id=): JSON; the same"
    yield f"- [Feed]({at('feeds.atom')}?q=): Atom; the newest posts that a query finds"
    yield f"- [OpenAPI]({at('api.description')}): what the endpoints take and answer"
    yield ""
    yield "## Newest posts"
    yield ""
    yield from map(_listed, newest.hits)


def _listed(hit: Hit) -> str:
    meta = hit.meta
    when = f": {hit.day}" if hit.day else ""
    link = url_for("agents.post", id=meta.id, _external=True)
    return f"- [{meta.title.translate(_BRACKETS)}]({link}){when}"
