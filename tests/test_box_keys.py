"""The search box by keyboard and by input methods, whichever order a browser tells events in."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests import boxed
from tests.box_pages import browser, host, page
from tests.boxed import opened
from tests.hosts import Host

__all__ = ["browser", "host", "page"]

_PRESS = """([name, key, more]) => {
  const field = document.querySelector("sakuin-search").shadowRoot.querySelector("input");
  const made = new KeyboardEvent("keydown",
    { key, ...more, bubbles: true, cancelable: true, composed: true });
  const end = new CompositionEvent("compositionend",
    { data: "検索", bubbles: true, composed: true });
  if (name === "safari") field.dispatchEvent(end);
  const untouched = field.dispatchEvent(made);
  if (name !== "safari") field.dispatchEvent(end);
  return untouched;
}"""
_TAKEN = """window.taken = []; document.addEventListener("keydown", (event) => {
  if (["/", "k"].includes(event.key)) taken.push(event.defaultPrevented);
})"""
_ORDERS = {"chromium": {"isComposing": True, "keyCode": 229}, "safari": {"keyCode": 229}}
"""What a key is told as that ends a composition: within it, or after its end."""


def _composed(page: Page, text: str) -> CDPSession:
    """An input method that has composed this."""
    session = page.context.new_cdp_session(page)
    place = {"selectionStart": len(text), "selectionEnd": len(text)}
    session.send("Input.imeSetComposition", {"text": text, **place})
    return session


def _press(page: Page, order: str, key: str) -> bool:
    """Whether what a browser does at a composing key is left to it, in its order of events."""
    done: bool = page.evaluate(_PRESS, [order, key, _ORDERS[order]])
    return done


def test_hits_and_suggestions_follow_an_input_method(page: Page) -> None:
    opened(page)
    session = _composed(page, "けんs")
    option = page.locator("[part=suggestion]").first
    expect(option).to_contain_text("検索")
    _composed(page, "検索")
    expect(page.locator("[part=hit]").first).to_be_visible()
    _composed(page, "ｑｗｘ")
    expect(page.locator("[part=results]")).to_have_class("stale")
    expect(page.locator("[part=hit]").first).to_be_visible()
    session.send("Input.insertText", {"text": "検索"})
    expect(page.locator("[part=results]")).not_to_have_class("stale")
    expect(page.locator("[part=input]")).to_have_value("検索")
    expect(page.locator("[part=input]")).to_be_focused()


@pytest.mark.parametrize("order", _ORDERS)
def test_no_composing_key_does_anything_of_ours(page: Page, order: str) -> None:
    field = opened(page, "検索")
    suggestion = page.locator("[part=suggestion]").first
    expect(suggestion).to_have_text("検索窓")
    for key in ("ArrowDown", "ArrowUp", "Enter", "/"):
        assert _press(page, order, key)
        expect(field).to_be_focused()
        expect(suggestion).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    expect(suggestion).to_have_attribute("aria-selected", "true")
    assert _press(page, order, "Enter")
    expect(field).to_have_value("検索")


@pytest.mark.parametrize("order", _ORDERS)
def test_escape_that_ends_a_composition_closes_nothing(page: Page, order: str) -> None:
    field = opened(page, "検索")
    assert not _press(page, order, "Escape")
    expect(field).to_be_focused()


@pytest.mark.parametrize("order", _ORDERS)
def test_no_composing_key_opens_it(page: Page, order: str) -> None:
    assert page.evaluate(
        "([key, more]) => document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key, ...more, bubbles: true, cancelable: true }))",
        ["/", _ORDERS[order]],
    )


def test_suggestions_by_keyboard(page: Page) -> None:
    field = opened(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("検")
    options = page.locator("[part=suggestion]")
    expect(options.nth(1)).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "s1")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    taken = options.first.inner_text()
    page.keyboard.press("Enter")
    expect(field).to_have_value(taken)
    expect(page.locator("[part=hit]").first).to_be_visible()
    options.first.click()
    expect(field).not_to_have_value(taken)
    expect(field).to_be_focused()


def test_arrows_go_through_hits_and_sections(page: Page) -> None:
    field = opened(page, "京都")
    expect(page.locator("[part=suggestion]")).to_have_count(0)
    for part in ("title", "heading"):
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"[part={part}]").first).to_be_focused()
    for part in ("title", "input"):
        page.keyboard.press("ArrowUp")
        expect(page.locator(f"[part={part}]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[part=title]").first).to_be_focused()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    assert page.evaluate(
        "() => { const { shadowRoot } = document.querySelector('sakuin-search');"
        "const { selectionStart, selectionEnd, value } = shadowRoot.activeElement;"
        "return value.slice(selectionStart, selectionEnd); }"
    ) == "京都"  # fmt: skip


def test_enter_searches_at_once(page: Page) -> None:
    opened(page)
    page.keyboard.type("京都")
    page.keyboard.press("Enter")
    expect(page.locator("[part=title]").first).to_be_focused()


def test_focus_goes_back_and_stays_inside_meanwhile(page: Page) -> None:
    page.locator("#name").focus()
    page.keyboard.press("Control+k")
    expect(page.locator("[part=input]")).to_be_focused()
    page.keyboard.type("京都")
    expect(page.locator("[part=hit]").first).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") in ("SAKUIN-SEARCH", "BODY")
    page.keyboard.press("Control+k")
    expect(page.locator("[part=input]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[part=dialog]")).to_be_hidden()
    expect(page.locator("#name")).to_be_focused()
    page.locator("[part=button]").click()
    page.locator("[part=close]").click()
    expect(page.locator("[part=button]")).to_be_focused()
    page.locator("[part=button]").click()
    page.mouse.click(2, 2)
    expect(page.locator("[part=dialog]")).to_be_hidden()


def test_a_slash_is_typed_where_one_types(page: Page) -> None:
    page.evaluate(_TAKEN)
    page.evaluate(
        "document.querySelector('main').append(...['textarea', 'select', 'div'].map((tag) =>"
        " Object.assign(document.createElement(tag), { className: 'x' })));"
        "document.querySelector('div.x').contentEditable = 'true'"
    )
    for place in ("#name", "textarea.x", "select.x", "div.x"):
        page.locator(place).focus()
        page.keyboard.press("/")
    assert page.evaluate("taken") == [False] * 4
    expect(page.locator("#name")).to_have_value("/")
    for key, place in (("Meta+k", "div.x"), ("/", "[part=button]")):
        page.locator(place).focus()
        page.keyboard.press(key)
        expect(page.locator("[part=input]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("[part=dialog]")).to_be_hidden()
    assert page.evaluate("taken")[4:] == [True] * 2


def test_the_page_hears_no_key_that_is_typed_in_the_dialog(page: Page) -> None:
    page.evaluate(
        "window.heard = []; for (const kind of ['keydown', 'keypress', 'keyup'])"
        " document.addEventListener(kind, (event) => heard.push(event.key))"
    )
    opened(page)
    before = page.evaluate("heard.splice(0)")
    page.keyboard.type("s/?")
    expect(page.locator("[part=input]")).to_have_value("s/?")
    assert (set(before), page.evaluate("heard")) == ({"/"}, [])


def test_keys_can_be_off(page: Page, host: Host) -> None:
    host.write("quiet/index.html", boxed.page("<sakuin-search keys=off></sakuin-search>"))
    page.goto("/quiet/")
    expect(page.locator("[part=key]")).to_be_hidden()
    page.evaluate(_TAKEN)
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    assert page.evaluate("taken") == [False, False]
