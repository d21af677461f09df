"""Static sites for tests of the search box: folders that are served as their hosts do, under a
policy, and what browsers report of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, send_file
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from index.values import ServerSettings
from search.contract import Searcher
from tests.browsing import MILLISECONDS
from tests.serving import serving
from web.app import create_app

EXAMPLE = "https://search.example"
"""Where the documentation has the search server."""
STRICT = (
    "default-src 'none'; script-src 'self' {search}; connect-src {search}; style-src 'self'; "
    "img-src 'self'; form-action {search}; base-uri 'none'; require-trusted-types-for 'script'"
)
_WATCH = """window.reports = [];
addEventListener("securitypolicyviolation", (event) => reports.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));"""


@dataclass
class Host:
    """A static site in `folder` at `address`, and the search server at `search`. Each response of
    the site has the policy `policy`."""

    folder: Path
    address: str = ""
    search: str = ""
    policy: str = ""

    def write(self, name: str, text: str) -> None:
        """A file of the site, in which the server of the documentation becomes the real one."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(EXAMPLE, self.search), encoding="utf-8")

    def app(self) -> Flask:
        """What serves it: `/a/` is `a/index.html`, `/a` may be `a.html`."""
        app = Flask("host", static_folder=None)

        @app.get("/")
        @app.get("/<path:path>")
        def file(path: str = "") -> Response:
            at = self.folder / path
            for one in (at, at / "index.html", at.with_name(f"{at.name}.html")):
                if one.is_file():
                    response = send_file(one)
                    response.headers["Content-Security-Policy"] = self.policy
                    return response
            return Response("nothing is here", 404)

        return app


@contextmanager
def hosting(
    folder: Path, searcher: Searcher, cors: bool = True, prefix: str = ""
) -> Iterator[Host]:
    """A site in a folder, still to be written, and a search server that it may ask, which may be
    below a path."""
    host = Host(folder)
    with serving(host.app()) as host.address:
        settings = ServerSettings(cors_origin=host.address if cors else "https://other.example")
        app = create_app(searcher, settings)
        with serving(DispatcherMiddleware(NotFound(), {prefix: app}) if prefix else app) as at:
            host.search, host.policy = f"{at}{prefix}", STRICT.format(search=at)
            yield host


@contextmanager
def watched(browser: Browser, host: Host, **options: object) -> Iterator[Page]:
    """A page on a site; nothing may be reported of it, and no script may fail."""
    context: BrowserContext = browser.new_context(base_url=host.address, **options)  # type: ignore[arg-type]
    context.set_default_timeout(MILLISECONDS)
    context.add_init_script(_WATCH)
    page, failed = context.new_page(), list[str]()
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on(
        "console",
        lambda said: failed.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    failed += page.evaluate("window.reports ?? []")
    context.close()
    assert failed == [], failed
