"""A real browser for tests."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.conftest import PATIENCE

_FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MILLISECONDS = PATIENCE * 1_000
expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, "the browser tests need Chromium: `make test` installs it where it may"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=_FLAGS, timeout=MILLISECONDS
        )
        yield opened
        opened.close()
