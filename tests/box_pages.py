"""A blog whose pages have the search box, and such a page in a browser that watches it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import boxed
from tests.browsing import browser
from tests.hosts import Host, watched

__all__ = ["browser", "host", "page"]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with boxed.blog(tmp_path_factory.mktemp("box")) as made:
        yield made


@pytest.fixture
def page(browser: Browser, host: Host) -> Iterator[Page]:
    with watched(browser, host) as made:
        made.goto("/")
        yield made
