"""The anchors that the real generators give the headings of `tests/sites/headings.md`:
`python -m tests.anchors NAME…` asks them and writes `tests/golden/anchors.json`, where each
generator has the ids of all headings in order, null for one without an id. Headings that a
generator cannot build are not in the text that it gets."""

import json
import re
import sys
import tempfile
from html import unescape
from pathlib import Path

from index.posts.markdown.blocks import blocks
from index.posts.sites.hugo.hugo import Hugo
from index.posts.sites.jekyll.jekyll import Jekyll
from index.posts.sites.npm.astro import Astro
from index.posts.sites.npm.docusaurus import Docusaurus
from index.posts.sites.npm.hexo import Hexo
from index.posts.sites.npm.vitepress import VitePress
from index.posts.sites.platforms.zenn import Zenn
from index.posts.sites.rules.anchors import Heading
from index.posts.sites.rules.generator import Generator
from tests.conftest import ROOT
from tests.rendered import rendered

HEADINGS = ROOT / "tests" / "sites" / "headings.md"
GOLDEN = ROOT / "tests" / "golden" / "anchors.json"
GENERATORS: dict[str, Generator] = {
    "astro": Astro(), "docusaurus": Docusaurus(), "hexo": Hexo(), "hugo": Hugo(),
    "jekyll": Jekyll(), "vitepress": VitePress(), "zenn": Zenn(),
}  # fmt: skip
_TAG, _ID = re.compile(r"<h[1-6](?=[\s>])[^>]*>"), re.compile(r"\sid=\"?([^\">]*)")
_NOT_BUILT = {
    "docusaurus": re.compile(r"^.*(?:!\[|<|\{:|\{ #|\{\{|\{\.).*\n", re.MULTILINE),  # code to MDX
    "hexo": re.compile(r"^.*\{\{.*\n", re.MULTILINE),  # its templates are filled in before
    "hugo": re.compile(r"^<.*\n", re.MULTILINE),  # it leaves HTML out, and Zenn shows its source
    "zenn": re.compile(r"^<.*\n", re.MULTILINE),
}
Anchors = list[str | None]


def text_for(name: str) -> str:
    """The headings that a generator gets."""
    text = HEADINGS.read_text(encoding="utf-8")
    return _NOT_BUILT[name].sub("", text) if name in _NOT_BUILT else text


def ours(name: str) -> list[tuple[str, str]]:
    """(heading as written, our anchor) of each heading that a generator gets."""
    found = [block for block in blocks(text_for(name)) if block.kind == "heading"]
    headings = [Heading(one.source, one.anchor, one.level) for one in found]
    made = GENERATORS[name].anchors(headings)
    return [(one.written, anchor) for one, anchor in zip(headings, made, strict=True)]


def golden() -> dict[str, Anchors]:
    """What the real generators make, by name."""
    kept: dict[str, Anchors] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return kept


def real(name: str, folder: Path) -> Anchors:
    """What the real generator makes, in an empty folder; CalledProcessError where it fails."""
    found = [_ID.search(tag) for tag in _TAG.findall(rendered(name, text_for(name), folder))]
    return [unescape(one[1]) if one else None for one in found]


def _write(names: list[str]) -> None:
    kept = golden() if GOLDEN.exists() else {}
    for name in names or list(GENERATORS):
        print(name, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            kept[name] = real(name, Path(folder))
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
    GOLDEN.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    _write(sys.argv[1:])
