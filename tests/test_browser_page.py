"""The page of results in a real browser: filters, the sheet, what it remembers, how it looks."""

import re
from threading import Event

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browsing import browser
from tests.test_browser import NewPage, new_page, page

__all__ = ["browser", "new_page", "page"]

_SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""


def test_a_facet_by_keyboard_keeps_its_place(page: Page) -> None:
    page.goto("/?q=の")
    value = page.locator(".facets details[open] li a").first
    name = value.locator("span").first.inner_text()
    value.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(1)
    focused = page.locator(".facets a:focus")
    expect(focused.locator("span").first).to_have_text(name)
    expect(focused).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chosen a")).to_have_count(1)


def test_sorting_by_keyboard_keeps_its_place_and_the_box_carries_it_on(page: Page) -> None:
    page.goto("/?q=の")
    page.locator(".sorts a", has_text="新しい順").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sorts a:focus")).to_have_text("新しい順")
    expect(page.locator(".box input[name=sort]")).to_have_value("newest")


def test_a_filter_that_is_taken_away_leaves_the_focus_at_the_count(page: Page) -> None:
    page.goto("/?q=の&tag=旅")
    page.locator(".chosen a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_have_count(0)
    expect(page.locator(".count")).to_be_focused()


def _slowly(route: Route) -> None:
    Event().wait(0.4)
    route.continue_()


def test_filters_chosen_one_after_the_other_both_hold(page: Page) -> None:
    page.goto("/?q=の")
    page.route("**/*category=*", _slowly)
    lists = page.locator(".facets details[open]")
    lists.nth(0).locator("li a").first.click()
    lists.nth(1).locator("li a").first.click()
    expect(page.locator(".chosen a")).to_have_count(2)


def test_what_is_typed_while_a_filter_comes_is_searched_with_it(page: Page) -> None:
    page.goto("/?q=京")
    page.route("**/*tag=*", _slowly)
    page.locator(".facets details", has_text="タグ").first.locator("li a").first.click()
    page.locator("#q").fill("京都")
    expect(page).to_have_url(re.compile("q=%E4%BA%AC%E9%83%BD.*tag="))
    expect(page.locator("#q")).to_have_value("京都")
    expect(page.locator(".chosen a")).to_have_count(1)


def test_a_double_click_chooses_once(page: Page) -> None:
    page.goto("/?q=の")
    page.locator(".facets details[open] li a").first.dblclick()
    expect(page.locator(".chosen a")).to_have_count(1)
    page.wait_for_timeout(300)
    expect(page.locator(".chosen a")).to_have_count(1)


def test_escape_keeps_the_query_that_is_shown(page: Page) -> None:
    page.goto("/?q=京都")
    page.locator("#q").press("End")
    page.keyboard.type("ｋ")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("京都")


def test_filters_on_a_phone_are_a_sheet(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 780})
    page.goto("/?q=の")
    expect(page.locator(".facets")).to_be_hidden()
    page.locator(".to-facets").click()
    expect(page.locator(".facets")).to_be_visible()
    box = page.locator(".facets").bounding_box()
    assert box and box["y"] + box["height"] == pytest.approx(780, abs=1)
    results = Axe().run(page, ".facets")
    assert results.violations_count == 0, results.generate_report()
    page.locator(".facets details[open] li a").first.click()
    expect(page.locator(".chosen a")).to_have_count(1)
    expect(page.locator(".facets")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".facets")).to_be_hidden()


def test_the_sheet_works_without_javascript(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page.goto("/?q=の")
    page.locator(".to-facets").click()
    expect(page.locator(".facets")).to_be_visible()
    page.locator(".facets .close").click()
    expect(page.locator(".facets")).to_be_hidden()


def test_a_phone_shows_one_snippet_and_the_others_on_demand(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 780})
    page.goto("/?q=検索")
    hit = page.locator(".hit", has=page.locator(".second")).first
    expect(hit.locator(".second")).to_be_hidden()
    hit.locator(".more summary").click()
    expect(hit.locator(".second")).to_be_visible()


def test_a_year_of_the_chart_is_a_filter(page: Page) -> None:
    page.goto("/?q=の")
    bar = page.locator(".chart a").first
    said = bar.get_attribute("aria-label") or ""
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_contain_text(said.split()[0])
    expect(page.locator(".chart a")).not_to_have_count(0)
    days = page.locator(".when input[type=date]")
    expect(days.nth(0)).to_have_value(f"{said[:4]}-01-01")
    days.nth(0).fill(f"{said[:4]}-02-01")
    page.locator(".when button").click()
    expect(page.locator(".chosen a")).to_contain_text(f"{said[:4]}年2月")


def test_the_last_searches_are_offered_in_an_empty_box(page: Page) -> None:
    for query in ("京都", "ぬるぽほげ", "検索"):
        page.goto(f"/?q={query}")
    page.goto("/")
    page.locator("#q").click()
    options = page.locator("#suggestions [role=option]")
    expect(options).to_have_count(3)
    expect(options.nth(0)).to_contain_text("検索")
    expect(options.nth(1)).to_contain_text("京都")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("検索")
    page.goto("/")
    page.locator("#q").click()
    options.nth(2).click()
    page.goto("/")
    page.locator("#q").click()
    expect(options).to_have_count(0)


def test_to_an_english_reader_all_of_it_is_english(new_page: NewPage) -> None:
    page = new_page(locale="en-GB")
    page.goto("/?q=京都")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".sorts a[aria-current]")).to_have_text("Best first")
    page.locator("#q").fill("けんs")
    expect(page.locator("#suggestions")).to_have_attribute("aria-label", "Suggestions")


@pytest.mark.parametrize("path", ["/", "/?q=京都"])
def test_nothing_moves_while_the_page_loads(new_page: NewPage, path: str) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(path)
    assert page.evaluate(_SHIFT) == 0


def test_in_print_there_are_results_alone(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?q=京都")
    page.emulate_media(media="print")
    expect(page.locator(".hit").first).to_be_visible()
    for part in (".facets", ".sorts", ".box button"):
        expect(page.locator(part)).to_be_hidden()


def test_forced_colours_and_less_motion_change_nothing_but_that(new_page: NewPage) -> None:
    page = new_page(forced_colors="active", reduced_motion="reduce")
    page.goto("/?q=京都")
    expect(page.locator(".hit mark").first).to_be_visible()
    expect(page.locator(".chart a").first).to_be_visible()
    page.locator("#results").evaluate("(results) => results.classList.add('stale')")
    lasts = "(results) => getComputedStyle(results).transitionDuration"
    assert page.locator("#results").evaluate(lasts) == "0s"


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["/", "/?q=京都", "/?q=検索 港 遠足", "/?q=の&explain=1", "/?q=京都ほげ", "/nowhere"],
)
def test_axe_finds_no_violation(new_page: NewPage, path: str, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 780})
    page.goto(path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", ["/", "/?q=京都", "/?q=https PostgreSQL OR C%2B%2B"])
def test_no_page_scrolls_sideways(new_page: NewPage, path: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 780})
    page.goto(path)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
