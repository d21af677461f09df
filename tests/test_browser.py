"""The page in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browsing import MILLISECONDS, browser

__all__ = ["browser"]

NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, address: str) -> Iterator[NewPage]:
    """Gives pages of a context of their own, with its options."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        contexts.append(browser.new_context(base_url=address, **{"locale": "ja-JP", **options}))
        contexts[-1].set_default_timeout(MILLISECONDS)
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Iterator[Page]:
    """A page that fails the test where the browser complains or a script goes astray."""
    opened = new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    yield opened
    opened.close()
    assert complaints == []


def test_a_search_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("京都")
    with page.expect_event("load"):  # the address alone may be there already, typing sets it too
        page.keyboard.press("Enter")
    expect(page).to_have_url("/?q=%E4%BA%AC%E9%83%BD")
    expect(page.locator(".hit mark").first).to_have_text("京都")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit h2 a").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hit h2 a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()


def test_results_appear_while_typing(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("検索")
    expect(page.locator(".count")).to_contain_text("件")
    expect(page).to_have_url("/?q=%E6%A4%9C%E7%B4%A2")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator(".hit").count() > 1


def test_half_typed_kana_never_flashes_no_hits(page: Page) -> None:
    page.goto("/?q=京都")
    before = page.locator("#results").inner_text()
    page.locator("#q").fill("京都ｋ")
    expect(page.locator("#results")).to_have_class("stale")
    assert page.locator("#results").inner_text() == before


def _compose(page: Page, kind: str, data: str) -> None:
    page.evaluate(
        "([kind, data]) => document.getElementById('q').dispatchEvent("
        "new CompositionEvent(kind, {data, bubbles: true}))",
        [kind, data],
    )


def test_nothing_happens_during_composition_not_even_on_enter(page: Page) -> None:
    asked: list[str] = []

    def count(route: Route) -> None:
        if "/?q=" in route.request.url:
            asked.append(route.request.url)
        route.continue_()

    page.goto("/")
    page.route("**/*", count)
    _compose(page, "compositionstart", "")
    page.evaluate(
        "() => { const q = document.getElementById('q'); q.value = 'けんさk';"
        "q.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));"
        "const enter = new KeyboardEvent('keydown', {key: 'Enter', isComposing: true,"
        " bubbles: true, cancelable: true}); window.stopped = !q.dispatchEvent(enter); }"
    )
    page.wait_for_timeout(500)
    assert asked == []
    assert page.evaluate("window.stopped") is True
    page.locator("#q").fill("検索")
    _compose(page, "compositionend", "検索")
    expect(page.locator(".count")).to_contain_text("件")
    assert asked != []


def test_a_real_ime_composition_searches_once_it_is_committed(page: Page) -> None:
    page.goto("/")
    page.locator("#q").focus()
    session = page.context.new_cdp_session(page)
    for text in ("け", "けん", "けんさ", "けんさく", "検索"):
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    page.wait_for_timeout(400)
    assert page.url.endswith("/")
    session.send("Input.insertText", {"text": "検索"})
    expect(page).to_have_url("/?q=%E6%A4%9C%E7%B4%A2")


def test_suggestions_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("kens")  # at once: letter by letter, more lists may follow the first
    options = page.locator("#suggestions [role=option]")
    expect(options.first).to_contain_text("検索")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("検索")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page).to_have_url("/?q=%E6%A4%9C%E7%B4%A2")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Backspace")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("検")


def test_suggestions_by_mouse_and_no_violation(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("とうk")
    option = page.locator("#suggestions [role=option]").first
    expect(option).to_be_visible()
    results = Axe().run(page, "form")  # results are dimmed while what is typed finds nothing
    assert results.violations_count == 0, results.generate_report()
    text = option.locator("span").first.inner_text()
    option.click()
    expect(page.locator("#q")).to_have_value(text)
    expect(page.locator(".hit mark").first).to_be_visible()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_suggestions_follow_an_ime_and_leave_it_its_keys(page: Page) -> None:
    page.goto("/")
    page.locator("#q").focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": "けんs", "selectionStart": 3, "selectionEnd": 3}
    )
    expect(page.locator("#suggestions [role=option]").first).to_contain_text("検索")
    stopped = page.evaluate(
        "() => !document.getElementById('q').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ArrowDown', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert stopped is False
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    assert page.url.endswith("/")


def test_related_posts_unfold_at_their_hit(page: Page) -> None:
    page.goto("/?q=京都")
    link = page.locator(".hit .to-related").first
    link.click()
    expect(page.locator(".hit .related .hit").first).to_be_visible()
    assert page.url.endswith("/?q=%E4%BA%AC%E9%83%BD") or page.url.endswith("/?q=京都")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    link.click()
    expect(page.locator(".hit .related")).to_have_count(0)


def test_all_of_it_works_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.locator("#q").fill("検索")
    page.locator("button[type=submit]").click()
    expect(page.locator(".count")).to_contain_text("件")
    page.locator(".facets a").first.click()
    expect(page.locator(".chosen a")).to_have_count(1)
    page.locator(".sorts a", has_text="新しい順").click()
    expect(page.locator(".sorts a[aria-current]")).to_have_text("新しい順")
    page.locator(".chosen a").click()
    expect(page.locator(".chosen")).to_have_count(0)
    page.goto("/?q=の&size=5")
    page.locator(".pages a", has_text="2").click()
    expect(page.locator(".pages a[aria-current]")).to_have_text("2")


def test_a_post_with_script_and_onerror_is_harmless(page: Page) -> None:
    page.goto("/?q=%3Cscript%3E 題名")
    expect(page.locator(".hit h2").first).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".hit script, .hit img, .hit [onerror]").count() == 0
