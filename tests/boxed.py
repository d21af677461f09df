"""A small blog, and pages of it with the search box, for tests in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import build, post_text, searcher
from tests.hosts import EXAMPLE, Host, hosting

FORM = (
    f'<form action="{EXAMPLE}/" method="get" role="search">'
    '<input name="q" type="search" aria-label="記事を検索"><button>検索</button></form>'
)
PAGE = f"""<!doctype html>
<html lang="{{lang}}"><head><meta charset="utf-8"><title>潮見だより</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
<script src="{EXAMPLE}/sakuin-search.js" defer></script></head>
<body><header>{{box}}</header><main><h1>潮見だより</h1>
<p><a href="/">港の町</a>の日々。</p><p><label>名前 <input id="name"></label></p>
{{text}}</main></body></html>"""
BOX = f"<sakuin-search>{FORM}</sakuin-search>"
_SCHEMES = ":root { color-scheme: light dark; } body { background: Canvas; color: CanvasText; }"
_FILLING = [f"市場の話の続き、その{n}。" for n in range(40)]
_PARTS = ["京都は寒い。", "## 底冷えの朝", *_FILLING, "足の裏から京都の底冷えが上がる。", "## 帰り"]
_POSTS = {
    "kyoto": ("冬の京都", "\n\n".join(_PARTS)),
    "search": ("検索の仕組み", "全文検索のしくみを話す。検索窓はどこにあるか。"),
    "window": ("検索窓を置く", "検索窓をページの上に置く。"),
    "markup": ("<img src=x onerror=ran()> という題", "検索 <b>太字</b> `<script>ran()</script>`"),
}
_HEADINGS = '<h2 id="底冷えの朝">底冷えの朝</h2>'


@contextmanager
def blog(folder: Path, **how: Any) -> Iterator[Host]:
    """The blog, searched at one address and served at another."""
    site = folder / "site"
    site.mkdir()
    (site / "hugo.toml").write_text("", encoding="utf-8")
    for name, (title, text) in _POSTS.items():
        post = site / "content" / f"{name}.md"
        post.parent.mkdir(exist_ok=True)
        post.write_text(post_text(text, title=title, date="2025-01-02"), encoding="utf-8")
    build(site, folder / "index")
    (folder / "built").mkdir()
    with (
        searcher(folder / "index") as opened,
        hosting(folder / "built", opened, **how) as host,
    ):
        host.write("style.css", _SCHEMES)
        host.write("index.html", page())
        text = "".join(f"<p>{part}</p>" for part in _PARTS if not part.startswith("#"))
        host.write("kyoto/index.html", page(text=f"{_HEADINGS}{text}"))
        yield host


def page(box: str = BOX, lang: str = "ja", text: str = "") -> str:
    """A page of the blog."""
    return PAGE.replace("{box}", box).replace("{lang}", lang).replace("{text}", text)


def opened(page: Page, query: str = "") -> Locator:
    """The field of the dialog of a page, opened by its key, with a query in it and hits below."""
    page.keyboard.press("/")
    field = page.locator("sakuin-search [part=input]")
    expect(field).to_be_focused()
    if query:
        field.fill(query)
        expect(page.locator("[part=hit]").first).to_be_visible()
    return field


def answer(page: Page, body: object, status: int = 200, **headers: str) -> None:
    """Has searches of a page answered with this JSON."""

    def fulfil(route: Route) -> None:
        shared = {
            "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After",
        }  # fmt: skip
        route.fulfill(json=body, status=status, headers={**shared, **headers})

    page.route("**/api/search?*", fulfil)
