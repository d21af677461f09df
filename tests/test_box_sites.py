"""What the documentation says to paste for the search box. Sites of the other generators are built
by `make sites`."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.box_sites import BUILDERS, fences
from tests.box_tried import tried
from tests.browsing import browser
from tests.conftest import ROOT

__all__ = ["browser"]

_DOCUMENTED = (
    re.compile(r'(?:part(?:: | = )|link\()"([a-z]+)"'),
    re.compile("--sakuin-[a-z-]+"),
)


def test_there_is_a_page_for_each_generator_that_says_little_to_paste() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "box").glob("*.md")}
    assert pages == set(BUILDERS)
    for name in pages:
        pasted, policy = fences(name)
        assert sum(text.count("\n") for text in pasted) <= 10
        assert policy in (ROOT / "docs" / "box.md").read_text(encoding="utf-8")


def test_every_part_and_property_is_documented() -> None:
    page = (ROOT / "docs" / "box.md").read_text(encoding="utf-8")
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "web" / "box").glob("*.js"))
    for names in _DOCUMENTED:
        found = set(names.findall(scripts))
        assert found
        assert [name for name in sorted(found) if f"`{name}`" not in page] == []


@pytest.mark.unmeasured
def test_a_site_that_hugo_builds_is_searched(browser: Browser, tmp_path: Path) -> None:
    tried("hugo", browser, tmp_path)
