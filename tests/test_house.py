"""The laws of the house that can be read off the code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("index", "search", "web")
OWNERS = {
    "flask": ("web",),
    "waitress": ("web",),
    "fugashi": ("index",),
    "frontmatter": ("index",),
    "yaml": ("index",),
    "whoosh": ("index/store", "search"),
}
MAY_USE = {"posts": {"posts"}, "text": {"text"}, "store": {"store"}}
PLAIN = {
    "index.vocabulary",
    "index.signature",
    "index.eras",
    "index.errors",
    "index.config",
    "index.gram",
    "index.post",
}


def _files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_arrow_points_from_web_to_search_to_index() -> None:
    for path in _files():
        room = path.relative_to(ROOT).parts[0]
        later = ROOMS[ROOMS.index(room) + 1 :]
        for name in _imports(path):
            assert name.split(".")[0] not in later, f"{path} imports {name}"


def test_posts_text_and_store_do_not_use_each_other() -> None:
    for room in MAY_USE:
        for path in sorted((ROOT / "index" / room).glob("*.py")):
            for name in _imports(path):
                if name.startswith("index.") and name not in PLAIN:
                    assert name.split(".")[1] in MAY_USE[room], f"{path} imports {name}"


def test_a_library_is_known_to_one_room() -> None:
    for path in _files():
        place = path.relative_to(ROOT).as_posix()
        for name in _imports(path):
            owners = OWNERS.get(name.split(".")[0])
            assert owners is None or place.startswith(owners), f"{place} imports {name}"


def test_html_exists_only_in_templates() -> None:
    for path in _files():
        if path.parent.name == "posts":
            continue  # the reader of Markdown
        text = path.read_text(encoding="utf-8")
        for tag in ("<mark", "<div", "<p>", "<a ", "Markup(", "|safe"):
            assert tag not in text, f"{path} holds {tag}"
    for template in sorted((ROOT / "web" / "templates").glob("*.html")):
        text = template.read_text(encoding="utf-8")
        assert "safe" not in text.replace("_safe", "")
        assert "autoescape" not in text


def test_importing_opens_nothing() -> None:
    program = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == 'open' else None)\n"
        "import web.cli, index, search, web\n"
        "code = ('.py', '.pyc', '.so', '.pyi')\n"
        "own = [p for p in opened if not p.endswith(code) and ('sakuin' in p or 'dic' in p)]\n"
        "assert not own, own\n"
        "assert 'fugashi' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_each_room_says_what_it_is_for_and_declares_its_names() -> None:
    for path in _files():
        if path.name != "__init__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        names = [
            t.id
            for n in tree.body
            if isinstance(n, ast.Assign)
            for t in n.targets
            if isinstance(t, ast.Name)
        ]
        assert "__all__" in names, path


def test_no_file_outgrows_the_house() -> None:
    for path in _files():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, path


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("test_*.py")), ids=lambda p: p.name)
def test_tests_are_flat_and_hold_no_clock(path: Path) -> None:
    for name in _imports(path):
        assert name not in ("time", "timeit"), f"{path} measures time"
