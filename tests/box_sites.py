"""Sites that real generators build, with what `docs/box/` says to paste into their default themes.
Hugo has none but what `hugo new theme` makes; those from npm are installed under `.sites/`, Minima
is Debian's `jekyll-theme-minima`."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT, post_text
from tests.rendered import SITES, installed

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILLING = [f"市場の話の続き、その{n}。" for n in range(60)]
_TEXT = "\n\n".join(
    ["京都は寒い。", "## 底冷えの朝", *_FILLING, "足の裏から底冷えが上がる。", *_FILLING]
)
_HEAD = {"title": "冬の京都", "date": "2025-01-02"}
WORD, SENTENCE = "底冷え", "足の裏から"
"""What is searched for, and where it stands."""


def fences(name: str) -> tuple[list[str], str]:
    """What a page of the documentation says to paste, and the policy it says a site needs."""
    found = _FENCE.findall((ROOT / "docs" / "box" / f"{name}.md").read_text(encoding="utf-8"))
    pasted = [text for kind, text in found if kind != "text"]
    return pasted, next(text.strip() for kind, text in found if kind == "text")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _run(*command: str | Path, cwd: Path) -> None:
    told = {"DOCUSAURUS_NO_TELEMETRY": "1", "DO_NOT_TRACK": "1", "NODE_ENV": "production",
            "LC_ALL": "C.UTF-8", "JEKYLL_NO_BUNDLER_REQUIRE": "true"}  # fmt: skip
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **told}, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-3000:] + done.stderr[-3000:])
        done.check_returncode()


def _hugo(site: Path, address: str, pasted: list[str]) -> Path:
    hugo = Path(sys.executable).with_name("hugo")
    settings = f"baseURL = '{address}/'\nlocale = 'ja'\ntitle = '潮見だより'\ntheme = 'plain'\n"
    _write(site / "hugo.toml", "")
    _run(hugo, "new", "theme", "plain", cwd=site)
    _write(site / "hugo.toml", settings)
    shutil.rmtree(site / "themes" / "plain" / "content")
    header = site / "layouts" / "_partials" / "header.html"
    theirs = site / "themes" / "plain" / "layouts" / "_partials" / "header.html"
    _write(header, theirs.read_text(encoding="utf-8") + pasted[0])
    _write(site / "content" / "posts" / "kyoto.md", post_text(_TEXT, **_HEAD))
    _run(hugo, cwd=site)
    return site / "public"


def _jekyll(site: Path, address: str, pasted: list[str]) -> Path:
    theme = subprocess.check_output(
        ["ruby", "-e", "puts Gem::Specification.find_by_name('minima').gem_dir"], text=True
    )
    header = (Path(theme.strip()) / "_includes" / "header.html").read_text(encoding="utf-8")
    before, div, after = header.rpartition("</div>")
    _write(site / "_includes" / "header.html", f"{before}{pasted[0]}{div}{after}")
    _write(site / "assets" / "main.scss", pasted[1])
    settings = (
        f"url: {address}\ntitle: 潮見だより\nlang: ja\ntheme: minima\nplugins: [jekyll-feed]\n"
    )
    _write(site / "_config.yml", settings)
    _write(site / "index.md", "---\nlayout: home\n---\n")
    _write(
        site / "about.md",
        "---\nlayout: page\ntitle: この町について\npermalink: /about/\n---\n港町。\n",
    )
    _write(site / "_posts" / "2025-01-02-kyoto.md", post_text(_TEXT, layout="post", **_HEAD))
    _run("jekyll", "build", cwd=site)
    return site / "_site"


def _vitepress(site: Path, address: str, pasted: list[str]) -> Path:
    _write(site / ".vitepress" / "theme" / "index.js", pasted[0])
    settings = f"export default {{ lang: 'ja', title: '潮見だより', {pasted[1]} }}\n"
    _write(site / ".vitepress" / "config.mjs", settings)
    _write(site / "index.md", "# 潮見だより\n\n港の町の日々。\n")
    _write(site / "kyoto.md", post_text(f"# 冬の京都\n\n{_TEXT}", **_HEAD))
    (site / "node_modules").symlink_to(installed("vitepress") / "node_modules")
    shutil.copy(SITES / "vitepress" / "package.json", site)
    _run("node", "node_modules/vitepress/bin/vitepress.js", "build", cwd=site)
    return site / ".vitepress" / "dist"


def _docusaurus(site: Path, address: str, pasted: list[str]) -> Path:
    _write(site / "src" / "theme" / "SearchBar" / "index.js", pasted[0])
    settings = (
        f"module.exports = {{ title: '潮見だより', url: '{address}', baseUrl: '/',"
        " i18n: { defaultLocale: 'ja', locales: ['ja'] }, presets: ['classic'],"
        " themeConfig: { navbar: { title: '潮見だより' },"
        f" colorMode: {{ respectPrefersColorScheme: true }} }}, {pasted[1]} }};\n"
    )
    _write(site / "docusaurus.config.js", settings)
    _write(site / "src" / "pages" / "index.md", "# 潮見だより\n\n港の町の日々。\n")
    _write(site / "docs" / "intro.md", "# はじめに\n\n港の町。\n")
    _write(site / "blog" / "2025-01-02-kyoto.md", post_text(_TEXT, **_HEAD))
    (site / "node_modules").symlink_to(installed("docusaurus") / "node_modules")
    shutil.copy(SITES / "docusaurus" / "package.json", site)
    _run("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", cwd=site)
    return site / "build"


Builder = Callable[[Path, str, list[str]], Path]
BUILDERS: dict[str, Builder] = {
    "hugo": _hugo, "jekyll": _jekyll, "vitepress": _vitepress, "docusaurus": _docusaurus,
}  # fmt: skip
"""Each builds a site in an empty folder, for an address, with what is to be pasted, and gives the
folder of what it built."""
