"""What the search box says and how it looks: languages, errors, colours, what a page changes."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import boxed
from tests.box_pages import browser, host, page
from tests.boxed import opened
from tests.hosts import Host, watched

__all__ = ["browser", "host", "page"]

_NONE = {"total": 0, "hits": [], "partial": [], "suggestion": None}
_LIGHT, _DARK = "rgb(251, 250, 246)", "rgb(23, 24, 27)"


def _styles(page: Page, part: str, name: str) -> str:
    found: str = page.locator(f"[part={part}]").first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )
    return found


@pytest.mark.parametrize(
    ("lang", "label", "field", "count"),
    [("ja", "検索", "記事を検索", "2件"), ("ja-JP", "検索", "記事を検索", "2件"),
     ("en", "Search", "Search", "2 results"), ("", "Search", "Search", "2 results"),
     ("jam", "Search", "Search", "2 results")],
)  # fmt: skip
def test_it_speaks_the_language_of_the_page(
    page: Page, host: Host, lang: str, label: str, field: str, count: str
) -> None:
    host.write("lang/index.html", boxed.page(lang=lang))
    page.goto("/lang/")
    expect(page.get_by_role("button", name=label)).to_be_visible()
    opened(page, "検索窓")
    expect(page.get_by_role("combobox", name=field)).to_be_focused()
    expect(page.get_by_role("dialog", name=field)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(count)


def test_its_own_language_and_label_count_before_those_of_the_page(page: Page, host: Host) -> None:
    host.write(
        "own/index.html", boxed.page('<sakuin-search lang="en" label="Find"></sakuin-search>')
    )
    page.goto("/own/")
    expect(page.get_by_role("button", name="Find")).to_be_visible()
    opened(page, "京都")
    expect(page.get_by_role("status")).to_have_text("1 result")
    page.evaluate("document.querySelector('sakuin-search').lang = 'ja'")
    page.keyboard.press("Escape")
    expect(page.locator("[part=dialog]")).to_be_hidden()
    opened(page, "京都")
    expect(page.get_by_role("status")).to_have_text("1件")
    expect(page.locator("[part=dialog]")).to_have_count(1)


_ERRORS = [
    (429, "too_many_requests", "ja", "混み合っています。7秒ほど待って"),
    (429, "too_many_requests", "en", "Try again in 7 seconds."),
    (503, "no_index", "ja", "検索の準備をしています"), (503, "no_index", "en", "being prepared"),
    (503, "too_costly", "ja", "時間がかかりすぎます"), (503, "too_costly", "en", "too long"),
    (400, "bad_parameter", "ja", "検索できない形です"), (400, "bad_parameter", "en", "fewer words"),
    (500, "internal", "ja", "検索につながりません"), (500, "internal", "en", "cannot be reached"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "code", "lang", "told"), _ERRORS)
def test_errors_are_told(
    page: Page, host: Host, status: int, code: str, lang: str, told: str
) -> None:
    host.write("lang/index.html", boxed.page(lang=lang))
    page.goto("/lang/")
    boxed.answer(page, {"error": {"code": code, "message": ""}}, status, **{"Retry-After": "7"})
    opened(page).fill("京都")
    expect(page.get_by_role("status")).to_contain_text(told)
    expect(page.locator("[part=all]")).to_have_attribute(
        "href", f"{host.search}/?q=%E4%BA%AC%E9%83%BD"
    )
    page.unroute_all()
    page.keyboard.press("Enter")
    expect(page.locator("[part=title]").first).to_be_focused()


def test_a_reader_without_a_connection_is_told(page: Page) -> None:
    field = opened(page, "京都")
    page.context.set_offline(True)
    field.fill("検索")
    expect(page.get_by_role("status")).to_contain_text("オフラインです")
    expect(page.locator("[part=hit]")).to_have_count(0)
    page.context.set_offline(False)
    page.route("**/api/search?*", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("検索につながりません")


def test_a_site_that_may_not_ask_leads_to_the_search_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("other")
    with boxed.blog(folder, cors=False) as host, watched(browser, host) as page:
        page.goto("/")
        opened(page).fill("京都")
        expect(page.get_by_role("status")).to_contain_text("検索につながりません")
        page.locator("[part=all]").click()
        expect(page.locator(".hit").first).to_be_visible()
        expect(page).to_have_url(f"{host.search}/?q=%E4%BA%AC%E9%83%BD")


def test_a_server_below_a_path_is_asked_there(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("below")
    with boxed.blog(folder, prefix="/search") as host, watched(browser, host) as page:
        page.goto("/")
        opened(page, "京都")
        page.locator("[part=all]").click()
        expect(page).to_have_url(f"{host.search}/?q=%E4%BA%AC%E9%83%BD")
        expect(page.locator(".hit").first).to_be_visible()


@pytest.mark.parametrize("how", ["", "async", 'type="module"'])
def test_it_may_be_loaded_in_any_way(page: Page, host: Host, how: str) -> None:
    host.write("way/index.html", boxed.page().replace("defer></script>", f"{how}></script>"))
    page.goto("/way/")
    expect(page.locator("[part=button]")).to_be_visible()
    opened(page, "京都")


def test_an_emptied_field_empties_the_dialog(page: Page) -> None:
    field = opened(page, "検索")
    field.fill(" ")
    expect(page.locator("[part=hit]")).to_have_count(0)
    expect(page.locator("[part=suggestions]")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("")


def test_other_fields_of_the_form_hold_for_each_search(page: Page, host: Host) -> None:
    form = boxed.BOX.replace("<button>", '<input type="hidden" name="tag" value="旅"><button>')
    host.write("tag/index.html", boxed.page(form))
    page.goto("/tag/")
    with page.expect_request("**/api/search?*") as asked:
        opened(page).fill("京都")
    assert "&tag=%E6%97%85&" in asked.value.url
    expect(page.get_by_role("status")).to_have_text("見つかりませんでした")


@pytest.mark.parametrize(("scheme", "expected"), [("light", _LIGHT), ("dark", _DARK)])
def test_it_is_as_dark_as_the_page(
    browser: Browser, host: Host, scheme: Any, expected: str
) -> None:
    with watched(browser, host, color_scheme=scheme) as page:
        page.goto("/")
        opened(page)
        assert _styles(page, "dialog", "backgroundColor") == expected
        page.evaluate("document.documentElement.style.colorScheme = 'light'")
        assert _styles(page, "dialog", "backgroundColor") == _LIGHT


def test_a_page_that_knows_no_dark_has_a_light_dialog(browser: Browser, host: Host) -> None:
    host.write("plain/style.css", "")
    host.write("plain/index.html", boxed.page().replace("/style.css", "/plain/style.css"))
    with watched(browser, host, color_scheme="dark") as page:
        page.goto("/plain/")
        opened(page)
        assert _styles(page, "dialog", "backgroundColor") == _LIGHT


def test_the_page_sets_colours_and_styles_parts(page: Page, host: Host) -> None:
    host.write(
        "theme.css",
        "sakuin-search { --sakuin-paper: rgb(1, 2, 3); --sakuin-title-font: monospace; }"
        "sakuin-search::part(title) { color: rgb(4, 5, 6); }"
        "sakuin-search::part(button) { border-bottom-width: 9px; }",
    )
    host.write("theme/index.html", boxed.page().replace("/style.css", "/theme.css"))
    page.goto("/theme/")
    opened(page, "京都")
    assert _styles(page, "dialog", "backgroundColor") == "rgb(1, 2, 3)"
    assert _styles(page, "title", "fontFamily") == "monospace"
    assert _styles(page, "title", "color") == "rgb(4, 5, 6)"
    assert _styles(page, "button", "borderBottomWidth") == "9px"


def test_it_stays_still_and_keeps_forced_colours_where_asked_to(
    browser: Browser, host: Host
) -> None:
    with watched(browser, host, reduced_motion="reduce", forced_colors="active") as page:
        page.goto("/")
        opened(page, "検索")
        assert _styles(page, "results", "transitionDuration") == "0s"
        page.keyboard.press("ArrowDown")
        chosen = page.locator("[aria-selected=true]")
        colours = chosen.evaluate(
            "(option) => { option.parentElement.append(option.cloneNode());"
            "const other = option.parentElement.lastChild; other.ariaSelected = 'false';"
            "return [option, other].map((one) => getComputedStyle(one).backgroundColor); }"
        )
        assert colours[0] != colours[1]
