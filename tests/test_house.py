"""The laws of the house that can be read off the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.house import files, longest, rooms, table

PACKAGES = ("index", "search", "web")
ROOMS = {
    "index": (
        "compiled", "values", "posts", "text", "store", "cluster", "whoosh_index", "pipeline",
    ),
    "index.posts": ("reading", "visibility", "front_matter", "sites", "language", "markdown"),
    "index.posts.sites": ("rules", "platforms", "hugo", "jekyll", "npm"),
    "index.store": ("kernels", "format"),
    "index.text": ("kernels",),
    "web": ("", "mcp"),
    "search": (
        "contract", "query", "lookup", "expand", "match", "show", "assist", "quality", "embedded",
        "cluster",
    ),
    "search.lookup": ("kernels",),
    "search.match": ("kernels",),
    "search.show": ("kernels",),
}  # fmt: skip
"""The rooms in each package or room, in the order in which they may use each other; what lies
beside them (`cli.py`, `load.py`) may use them all."""
OWNERS = {
    "flask": ("web",),
    "feedgenerator": ("web",),
    "waitress": ("web",),
    "granian": ("web",),
    "prometheus_client": ("web",),
    "mcp": ("web/mcp",),
    "pydantic": ("web/mcp",),
    "uvicorn": ("web/mcp",),
    "msgspec": ("search/contract", "index/cluster"),
    "opensearchpy": ("index/cluster",),
    "urllib3": ("index/cluster",),
    "fugashi": ("index/text",),
    "frontmatter": ("index/posts",),
    "yaml": ("index/posts",),
    "cmarkgfm": ("index/posts",),
    "emoji": ("index/posts",),
    "selectolax": ("index/posts",),
    "whoosh": ("index/whoosh_index",),
    "subprocess": ("index/posts/history.py", "index/text/tagger.py"),
}
STORELESS = ("search.contract", "search.query", "search.quality", "index.pipeline")
"""Rooms that any engine serves: they know no store."""
_MOST_IMPORTED = 12


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _module(path: Path) -> str:
    """`index.store.batch`; of a face the room itself."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def _own_imports(path: Path) -> set[str]:
    return {name for name in _imports(path) if name.split(".")[0] in PACKAGES}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_arrow_points_from_web_to_search_to_index() -> None:
    for path in _files():
        package = path.relative_to(ROOT).parts[0]
        later = PACKAGES[PACKAGES.index(package) + 1 :]
        for name in _own_imports(path):
            assert name.split(".")[0] not in later, f"{path} imports {name}"


def _place(module: str, house: str) -> int | None:
    """The number of the room of `house` that a module is in; for what lies beside the rooms that of
    "", else the one after the last; None elsewhere."""
    if module != house and not module.startswith(f"{house}."):
        return None
    rooms = ROOMS[house]
    room = module.removeprefix(house).lstrip(".").split(".")[0]
    beside = rooms.index("") if "" in rooms else len(rooms)
    return rooms.index(room) if room in rooms else beside


@pytest.mark.parametrize("house", ROOMS)
def test_a_room_uses_only_rooms_above_it(house: str) -> None:
    for path in _files():
        mine = _place(_module(path), house)
        if mine is None:
            continue
        for name in _own_imports(path):
            other = _place(name, house)
            is_face = name == house and mine >= len(set(ROOMS[house]) - {""})
            assert other is None or is_face or other <= mine, f"{path} imports {name}"


def test_every_folder_is_a_room_of_its_house() -> None:
    for path in _files():
        folder = path.parent
        if path.name == "__init__.py" and folder.parent != ROOT:
            house = _module(folder.parent / "__init__.py")
            assert folder.name in ROOMS.get(house, ()), folder


def test_a_room_is_entered_by_its_face() -> None:
    """From another room nothing inside of it is imported; the rooms of posts/ and store/ are used
    by these alone."""
    rooms = [f"{house}.{room}" for house, names in ROOMS.items() for room in names]
    for path in _files():
        module = _module(path)
        for name in _own_imports(path):
            inside = [room for room in rooms if name.startswith(f"{room}.") and name not in rooms]
            inside += [r for r in rooms if r.count(".") > 1 and (name == r)]
            for room in inside:
                home = room if name != room else room.rpartition(".")[0]
                assert f"{module}.".startswith(f"{home}."), f"{path} imports {name}"


@pytest.mark.parametrize("room", STORELESS)
def test_what_any_engine_serves_knows_no_store(room: str) -> None:
    for path in _files():
        if _module(path).startswith(room):
            stores = {"index.store", "index.cluster", "index.whoosh_index"}
            stores |= {"search.embedded", "search.cluster"}
            assert not stores & _own_imports(path), path


def test_no_file_leans_on_too_many() -> None:
    for path in _files():
        if path.name != "__init__.py":
            assert len(_own_imports(path)) <= _MOST_IMPORTED, path


def test_a_library_is_known_to_one_room() -> None:
    for path in _files():
        place = path.relative_to(ROOT).as_posix()
        for name in _imports(path):
            owners = OWNERS.get(name.split(".")[0])
            assert owners is None or place.startswith(owners), f"{place} imports {name}"


def test_html_exists_only_in_templates() -> None:
    for path in _files():
        if "posts" in path.parts:
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
        ] + [
            n.target.id
            for n in tree.body
            if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
        ]
        assert "__all__" in names, path


def test_no_file_outgrows_the_house() -> None:
    beside = [path for name in ("tests", "benchmarks") for path in (ROOT / name).rglob("*.py")]
    for path in (*_files(), *beside):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, path


@pytest.mark.parametrize("path", sorted((ROOT / "tests").glob("test_*.py")), ids=lambda p: p.name)
def test_tests_are_flat_and_hold_no_clock(path: Path) -> None:
    for name in _imports(path):
        assert name not in ("time", "timeit"), f"{path} measures time"


def test_the_table_of_rooms_is_as_it_is() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    said = page.partition("<!-- rooms -->\n")[2].partition("<!-- /rooms -->")[0]
    assert said.split("\n")[:-1] == table(), "run `python -m tests.house --write`"


def test_the_pages_name_files_that_are_there() -> None:
    for page in (
        ROOT / "README.md",
        ROOT / "docs" / "architecture.md",
        ROOT / "docs" / "whoosh.md",
    ):
        for name in re.findall(r"`((?:index|search|web|tests)/[\w/.]+)`", page.read_text("utf-8")):
            assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_rooms_stand_in_no_circle() -> None:
    assert longest(rooms(files())) <= len(rooms(files()))
