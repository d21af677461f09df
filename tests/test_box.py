"""The search box of a static site of another origin, in a real browser under a strict policy."""

import gzip
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route, expect

from index.values import ServerSettings
from search.embedded import EmbeddedSearcher
from tests import boxed
from tests.box_pages import browser, host, page
from tests.boxed import opened
from tests.hosts import Host, watched
from tests.injections import payloads
from tests.passages import IN_SIGHT
from web.app import create_app

__all__ = ["browser", "host", "page"]

_SCRIPTS = ("/sakuin-search.js", "/sakuin-search/dialog.js")
_MOST_BYTES = 8_000


def test_both_scripts_take_eight_kilobytes(client: FlaskClient) -> None:
    plain = [client.get(path) for path in _SCRIPTS]
    sent = [client.get(path, headers={"Accept-Encoding": "br, gzip"}) for path in _SCRIPTS]
    assert sum(len(one.data) for one in sent) <= _MOST_BYTES
    for one, other in zip(plain, sent, strict=True):
        assert (one.headers.get("Content-Encoding"), other.headers["Content-Encoding"]) == (
            None,
            "gzip",
        )
        assert gzip.decompress(other.data) == one.data
        assert one.headers["Vary"] == other.headers["Vary"] == "Accept-Encoding"
        assert one.headers["ETag"] != other.headers["ETag"]


@pytest.mark.parametrize("path", _SCRIPTS)
def test_pages_of_any_origin_may_run_them(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.getlist("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.head(path).headers["Content-Length"] == str(len(answer.data))


def test_they_are_counted_for_no_client(fixture_searcher: EmbeddedSearcher) -> None:
    settings = ServerSettings(rate="1/minute", rate_loopback=True)
    client = create_app(fixture_searcher, settings).test_client()
    assert [client.get(path).status_code for path in _SCRIPTS * 3] == [200] * 6


def test_the_dialog_is_loaded_at_the_first_focus(page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.locator("#name").focus()
    assert loaded == []
    with page.expect_response("**/sakuin-search/dialog.js"):
        page.locator("[part=button]").focus()
    expect(page.locator("[part=dialog]")).to_have_count(0)
    page.locator("[part=button]").click()
    expect(page.locator("[part=input]")).to_be_focused()
    assert len(loaded) == 1


def test_a_search_leads_from_the_box_to_the_passage(page: Page, host: Host) -> None:
    opened(page, "底冷え")
    page.keyboard.press("Enter")
    expect(page.locator("[part=title]").first).to_be_focused()
    expect(page.locator("[part=section] mark").first).to_have_text("底冷え")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[part=heading]").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kyoto/**")
    assert unquote(page.url).startswith(f"{host.address}/kyoto/#底冷えの朝:~:text=足の裏から")
    page.wait_for_function(IN_SIGHT, arg="足の裏から京都")


def test_a_passage_of_the_page_itself_is_gone_to_as_well(page: Page) -> None:
    page.goto("/kyoto/")
    opened(page, "底冷え")
    page.locator("[part=heading]").first.click()
    expect(page.locator("[part=dialog]")).to_be_hidden()
    page.wait_for_function("() => decodeURIComponent(location.hash) === '#底冷えの朝'")


def test_hits_partial_hits_and_what_may_be_meant_are_shown(page: Page) -> None:
    opened(page, "検索 窓 京都")
    expect(page.locator("[part=status]")).to_have_text("見つかりませんでした")
    expect(page.get_by_text("一部の語だけを含む記事")).to_be_visible()
    page.locator("[part=input]").fill("検作窓")
    page.locator("[part=maybe]").click()
    expect(page.locator("[part=input]")).to_have_value("検索窓")
    expect(page.locator("[part=input]")).to_be_focused()
    expect(page.locator("[part=status]")).to_have_text("2件")


def test_text_is_data(page: Page) -> None:
    opened(page, "検索 題")
    expect(page.locator("[part=title]").first).to_contain_text("<img src=x onerror=ran()>")
    assert page.locator("[part=dialog] :is(img, b, script)").count() == 0


def _hostile(text: str) -> dict[str, object]:
    """A hit that has a text wherever it has any."""
    pieces = [{"text": text, "matched": True}]
    section = {"heading": text, "url": text, "passage_url": text, "snippet": pieces}
    lists = {"title": pieces, "snippets": [pieces], "sections": [section], "categories": [text]}
    return {"url": text, "lang": text, "date": text, **lists}


def test_no_script_of_a_stranger_runs_even_without_a_policy(browser: Browser, host: Host) -> None:
    ran: list[object] = []
    hits = [_hostile(text) for text in payloads(200)]
    body = {"total": 200, "hits": hits, "partial": hits, "suggestion": payloads(1)[0]}
    policy, host.policy = host.policy, ""
    with watched(browser, host) as page:
        page.expose_function("ran", lambda *number: ran.append(number))
        page.goto("/")
        boxed.answer(page, body)
        opened(page, "検索")
        expect(page.locator("[part=hit]")).to_have_count(400)
        for link in page.locator("[part=dialog] a").all()[::40]:
            assert str(link.get_attribute("href")).startswith(("http://", "https://"))
        page.locator("[part=title]").first.hover()
        page.locator("[part=maybe]").click()
        assert ran == []
    host.policy = policy


_ADDRESSES = ("javascript:ran()", "//evil", "/\\evil", "data:text/html,x", " javascript:ran()",
              "https:evil", "", None)  # fmt: skip


@pytest.mark.parametrize("url", _ADDRESSES)
def test_where_no_address_is_to_be_followed_the_search_page_is(
    page: Page, host: Host, url: str | None
) -> None:
    section: dict[str, object] = {"heading": "x", "url": url, "passage_url": url, "snippet": []}
    hit = {
        "url": url,
        "lang": "ja",
        "title": [{"text": "題", "matched": False}],
        "sections": [section],
    }
    boxed.answer(page, {"total": 1, "hits": [hit], "partial": [], "suggestion": None})
    opened(page, "題")
    for part in ("title", "heading"):
        assert page.locator(f"[part={part}]").get_attribute("href") == f"{host.search}/?q=%E9%A1%8C"


def test_without_sections_and_snippets_a_hit_has_its_title(page: Page, host: Host) -> None:
    hit = {"url": "a/?b", "lang": None, "title": [{"text": "題", "matched": True}]}
    boxed.answer(page, {"total": 1, "hits": [hit], "partial": [], "suggestion": None})
    opened(page, "題")
    assert page.locator("[part=title]").get_attribute("href") == f"{host.address}/a/?b"
    assert page.locator("[part=hit] p, [part=section]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    browser: Browser, host: Host, width: int, scheme: Any
) -> None:
    with watched(
        browser, host, color_scheme=scheme, viewport={"width": width, "height": 780}
    ) as page:
        page.goto("/")
        _is_clean(page)
        opened(page, "京都")
        _is_clean(page)
        page.locator("[part=input]").fill("ありえないことば")
        expect(page.locator("[part=status]")).to_have_text("見つかりませんでした")
        _is_clean(page)


def _is_clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_form_inside_works_without_script(browser: Browser, host: Host) -> None:
    with browser.new_context(base_url=host.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("sakuin-search input").fill("京都")
        page.locator("sakuin-search button").click()
        expect(page).to_have_url(f"{host.search}/?q=%E4%BA%AC%E9%83%BD")
        expect(page.locator(".hit").first).to_be_visible()


def test_the_form_is_there_where_the_dialog_cannot_be_loaded(browser: Browser, host: Host) -> None:
    with watched(browser, host) as page:
        page.route("**/sakuin-search/dialog.js", lambda route: route.abort())
        page.goto("/")  # with the route, so that no cache has it
        page.keyboard.press("/")
        expect(page.locator("sakuin-search form input")).to_be_focused()


def test_a_form_in_which_someone_types_stays_until_they_leave(browser: Browser, host: Host) -> None:
    with watched(browser, host) as page:
        held: list[Route] = []
        page.route("**/sakuin-search.js", lambda route: held.append(route))
        page.goto("/", wait_until="commit")
        page.locator("sakuin-search input").fill("京都")
        held[0].continue_()
        page.wait_for_function("() => Boolean(customElements.get('sakuin-search'))")
        expect(page.locator("sakuin-search form input")).to_be_focused()
        expect(page.locator("[part=button]")).to_have_count(0)
        page.locator("#name").focus()
        page.locator("[part=button]").click()
        expect(page.locator("[part=input]")).to_have_value("京都")
        expect(page.locator("[part=hit]").first).to_be_visible()
