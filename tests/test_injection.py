"""No script that a stranger wrote runs in a real browser, whichever field or parameter it is in."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, Route

from index.values import leads_to_the_web
from index.whoosh_index import create_index
from tests.browsing import MILLISECONDS, browser
from tests.conftest import Blog, build, post_text, searcher
from tests.injections import payloads
from tests.serving import serving
from web.app import create_app

__all__ = ["browser"]

_SHOWN = 10
_SINGLE = ("sort", "from", "to", "size", "page", "explain", "collapse", "prefer", "x")
_ADDRESSES = (
    "javascript:ran()", "JaVaScRiPt:ran()", "java\tscript:ran()", " javascript:ran()", "//evil",
    "/\\evil", "\\\\evil", "data:text/html,x", "vbscript:x", "https:evil", "https:///evil",
    "ftp://evil", "/\t/evil", "http:\\\\evil", "blob:x", "\x01javascript:ran()", "",
)  # fmt: skip


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what a script of a stranger did in it, or tried to."""
    did: list[str] = []
    with browser.new_context() as context:
        context.expose_function("ran", lambda *number: did.append(f"ran {number}"))
        page = context.new_page()
        page.set_default_timeout(MILLISECONDS)
        page.on("dialog", lambda dialog: did.append(dialog.message))
        page.on("pageerror", lambda error: did.append(str(error)))
        page.on(
            "console",
            lambda line: did.append(line.text) if "Content Security" in line.text else None,
        )
        yield page, did


def _posts(folder: Path, texts: list[str]) -> None:
    """A post for each text, which it has in every field and in its name."""
    for number, text in enumerate(texts):
        lists = {name: [text] for name in ("tags", "categories")}
        names = ("author", "excerpt", "permalink", "url", "slug", "canonical_url", "lang")
        head = {**lists, **dict.fromkeys(names, text), "title": f"検索 {text}"}
        body = f"# {text}\n\n検索 {text}\n\n```{text}\n検索 {text}\n```\n\n<p>{text}</p>\n"
        name = "".join(char for char in text if char not in "/\0")[:60]
        (folder / f"{name}{number}.md").write_text(post_text(body, **head), encoding="utf-8")


def _addresses(text: str) -> Iterator[str]:
    """Addresses with a text in every parameter, and as a path."""
    lists = dict.fromkeys(("q", "category", "tag", "author", "lang"), text)
    yield "/?" + urlencode(lists)
    yield "/?" + urlencode({"q": f'"{text}" OR title:{text} 検索'})
    for name in _SINGLE:
        yield "/?" + urlencode({"q": "検索", name: text})
    for path in ("/related?id=", "/api/search?q=", "/api/suggest?q=", "/api/related?id=", "/"):
        yield path + quote(text)
    yield "/#" + text


def _try(page: Page, base: str, texts: list[str], most: int) -> None:
    """Visits pages that show the texts; `most` bounds those of one text."""
    for number in range(1, -(-len(texts) // _SHOWN) + 1):
        page.goto(f"{base}/?q=検索&size={_SHOWN}&explain=1&collapse=0&page={number}")
        assert page.locator(".hit").count() > 0
        for link in reversed(page.locator(".hit .to-related").all()):  # hits with links unfold
            link.click()
            link.locator("xpath=ancestor::article//section").wait_for()
    for number, text in enumerate(texts):
        addresses = list(_addresses(text))
        turned = addresses[number % len(addresses) :] + addresses
        for address in [*addresses[:1], *turned][:most]:
            page.goto(base + address, wait_until="load")
        page.goto(base)
        page.locator("#q").fill("検索 " + text[:40])
        page.wait_for_timeout(20)


def _tried(folder: Path, watched: tuple[Page, list[str]], texts: list[str], most: int) -> None:
    posts, index = folder / "posts", folder / "index"
    posts.mkdir()
    _posts(posts, texts)
    build(posts, index)
    with searcher(index) as source, serving(create_app(source)) as base:
        assert source.status().posts > len(texts) * 0.9
        page, did = watched
        _try(page, base, texts, most)
        assert did == []


def test_forty_injections_do_nothing(tmp_path: Path, watched: tuple[Page, list[str]]) -> None:
    _tried(tmp_path, watched, payloads(40), 3)


@pytest.mark.soak
def test_two_hundred_injections_do_nothing(tmp_path: Path, watched: tuple[Page, list[str]]) -> None:
    _tried(tmp_path, watched, payloads(200), 99)


def test_a_script_that_does_run_would_be_noticed(
    blog: Blog, watched: tuple[Page, list[str]]
) -> None:
    page, did = watched
    with serving(create_app(blog({"a.md": "検索"}))) as base:
        page.goto(base)
        page.evaluate("ran(1)")
        page.evaluate("document.body.innerHTML = '<img src=x onerror=ran(2)>'")
        page.wait_for_timeout(300)
    assert did[0] == "ran (1,)"
    assert "Content Security" in did[-1]


@pytest.mark.parametrize("address", _ADDRESSES)
def test_no_address_of_a_program_leads_elsewhere(tmp_path: Path, address: str) -> None:
    assert not leads_to_the_web(address)
    with create_index(tmp_path / "index").writer() as writer:
        writer.add_document(id="1", title="検索の題", body="検索", url=address)
    with searcher(tmp_path / "index") as source:
        client = create_app(source).test_client()
        assert client.get("/api/search?q=検索").get_json()["hits"][0]["url"] is None
        suggested = client.get("/api/suggest?q=検索").get_json()["suggestions"]
        assert not any(one["url"] for one in suggested)
        assert "検索</mark>の題</span>" in client.get("/?q=検索").text


@pytest.mark.parametrize("address", ["/a/", "https://a.jp/x", "HTTP://a.jp", "a/b", "?x", "/a:b"])
def test_an_address_of_the_web_is_one(address: str) -> None:
    assert leads_to_the_web(address)


def test_a_suggestion_leads_nowhere_else(blog: Blog, watched: tuple[Page, list[str]]) -> None:
    page, did = watched
    offered = [{"text": f"検索{n}", "kind": "title", "count": 1, "url": url}
               for n, url in enumerate(_ADDRESSES)]  # fmt: skip
    answer = json.dumps({"query": "検索", "suggestions": offered})

    def suggest(route: Route) -> None:
        route.fulfill(body=answer, content_type="application/json")

    page.route("**/api/suggest*", suggest)
    with serving(create_app(blog({"a.md": "検索"}))) as base:
        for number in range(len(_ADDRESSES)):
            page.goto(base)
            page.locator("#q").fill("検索")
            page.locator("#suggestions [role=option]").nth(number).click()
            assert page.locator("#q").input_value() == f"検索{number}"
            assert page.url.startswith(base)
    assert did == []
