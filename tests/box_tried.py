"""The search box on built sites: `python -m tests.box_tried NAME…` builds them, indexes them,
and goes from the box to a passage in Chromium. With `SAKUIN_SHOTS` it leaves pictures there."""

import html
import os
import re
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from index.values import PostSettings
from tests.box_sites import BUILDERS, SENTENCE, WORD, fences
from tests.browsing import chromium
from tests.conftest import build, searcher
from tests.hosts import EXAMPLE, Host, hosting, watched

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"\sstyle=\"([^\"]*)\"")
_ALL = "*,*::before,*::after"
_STILL = [f"{name}transition:none!important" for name in ("-webkit-", "-moz-", "-o-", "-ms-", "")]
_OWN_STYLES = {"vitepress": [f"{_ALL}{{{';'.join(_STILL)}}}"]}
"""Style elements that a generator's own scripts put into pages."""
_SOUGHT = {"vitepress": f"{WORD}の朝"}
"""What is to be in sight, where a generator itself goes to the heading once its page is there."""
_IN_SIGHT = """text => scrollY > 0 && [...document.querySelectorAll("h2, p")].some((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return one.textContent.includes(text) && bottom > 0 && top < innerHeight;
})"""
_WIDTHS = (360, 768, 1280)


def policy(name: str, built: Path, needed: str) -> str:
    """What a site needs, and what the generator itself does: hashes of scripts and styles that it
    writes into pages."""
    pages = [path.read_text(encoding="utf-8") for path in built.rglob("*.html")]
    scripts = _hashes(one for page in pages for one in _SCRIPT.findall(page))
    written = [html.unescape(one) for page in pages for one in _STYLE.findall(page)]
    styles = _hashes(written + _OWN_STYLES.get(name, []))
    return "; ".join([
        "default-src 'self'", "img-src 'self' data:", "base-uri 'none'", "object-src 'none'",
        f"style-src 'self' 'unsafe-hashes' {styles}",
        needed.replace("script-src 'self'", f"script-src 'self' {scripts}"),
    ])  # fmt: skip


def _hashes(texts: Iterable[str]) -> str:
    def hash_of(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    return " ".join(sorted({hash_of(text) for text in texts}))


def tried(name: str, browser: Browser, folder: Path) -> None:
    """Builds a site in an empty folder and tries the box on it; AssertionError where it fails."""
    pasted, needed = fences(name)
    with searcher(folder / "index") as opened, hosting(folder / "none", opened) as host:
        site = folder / "site"
        site.mkdir()
        real = [text.replace(EXAMPLE, host.search) for text in pasted]
        host.folder = BUILDERS[name](site, host.address, real)
        host.policy = policy(name, host.folder, needed.replace(EXAMPLE, host.search))
        build(site, folder / "index", posts=PostSettings(base_url=host.address))
        for width in _WIDTHS:
            for scheme in ("light", "dark"):
                _goes(name, browser, host, width, scheme)
        _goes_without_script(browser, host)


def _goes(name: str, browser: Browser, host: Host, width: int, scheme: Any) -> None:
    size = {"width": width, "height": 780}
    with watched(browser, host, color_scheme=scheme, viewport=size) as page:
        page.goto("/")
        button = page.locator("sakuin-search [part=button]:visible")
        button.focus()
        _is_clean(page)
        picture(page, f"{name}-{width}-{scheme}-before")
        button.click()
        page.keyboard.type(WORD)
        expect(page.locator("[part=heading] , [part=section] mark").first).to_be_visible()
        _is_clean(page)
        picture(page, f"{name}-{width}-{scheme}")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[part=heading]").first).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("kyoto"))
        assert f"#{WORD}" in unquote(page.url), page.url
        page.wait_for_function(_IN_SIGHT, arg=_SOUGHT.get(name, SENTENCE))


def _goes_without_script(browser: Browser, host: Host) -> None:
    with browser.new_context(base_url=host.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        field = page.locator("sakuin-search input")
        field.fill(WORD)
        field.press("Enter")
        expect(page.locator(".hit").first).to_be_visible()
        assert page.url.startswith(host.search)


def _is_clean(page: Page) -> None:
    """No violation in the box; what a theme has of its own is not ours."""
    nodes = [
        (one["id"], node["target"])
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
    ours = [(rule, target) for rule, target in nodes if "sakuin-search" in str(target)]
    assert ours == []


def picture(page: Page, name: str) -> None:
    """Leaves a picture of a page where it is asked for."""
    if folder := os.environ.get("SAKUIN_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")


def main(names: list[str]) -> None:
    with chromium() as browser:
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                tried(name, browser, Path(folder))
            print(f"{name}: from the box to the passage")


if __name__ == "__main__":
    main(sys.argv[1:] or list(BUILDERS))
