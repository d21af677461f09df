"""The house as its imports have it: `python -m tests.house` prints the table of rooms that
`docs/architecture.md` holds."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("index", "search", "web")
Graph = dict[str, set[str]]
"""What each module, or room, imports of the others."""


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Our files by module; faces (`__init__.py`) by the name of their room."""
    paths = [path for name in PACKAGES for path in sorted((root / name).rglob("*.py"))]
    return {_name(path, root): path for path in paths}


def _name(path: Path, root: Path) -> str:
    name = ".".join(path.relative_to(root).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """The names that a file imports from, with all that it imports of them: `a.b`, `a.b.c`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def files(root: Path = ROOT) -> Graph:
    """File by file; a face stands for the file inside that what is imported comes from."""
    known = modules(root)
    faces = {name: _faces(path) for name, path in known.items() if path.name == "__init__.py"}

    def origin(name: str) -> str | None:
        room, _, what = name.rpartition(".")
        if name in known and name not in faces:
            return name
        if room in faces and what in faces[room]:
            return origin(f"{faces[room][what]}.{what}") or origin(faces[room][what])
        return room if room in known and room not in faces else None

    return {
        name: {one for used in imports(path) if (one := origin(used)) and one != name}
        for name, path in known.items()
        if name not in faces
    }


def _faces(path: Path) -> dict[str, str]:
    """By what a face declares the module that it has it from."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {alias.name: str(node.module) for node in froms for alias in node.names}


def rooms(graph: Graph) -> Graph:
    """Room by room: the first two names of a module, or the first for what lies beside rooms."""
    grouped: Graph = defaultdict(set)
    for name, used in graph.items():
        mine = _room(name)
        grouped[mine] |= {_room(one) for one in used} - {mine}
    return grouped


def _room(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else parts[0]


def longest(graph: Graph) -> int:
    """How many modules the longest chain of imports holds."""

    @cache
    def below(name: str) -> int:
        return 1 + max((below(one) for one in graph[name] if one in graph), default=0)

    return max(map(below, graph))


def fan_in(graph: Graph) -> dict[str, int]:
    counts = dict.fromkeys(graph, 0)
    for used in graph.values():
        for name in used:
            counts[name] = counts.get(name, 0) + 1
    return counts


def table() -> list[str]:
    """The rooms as lines of Markdown."""
    graph = files()
    between, coming = rooms(graph), fan_in(rooms(graph))
    rows = ["| room | files | uses | used by |", "|---|---|---|---|"]
    for room in sorted(between, key=_order):
        names = [name for name, path in modules().items() if path.name != "__init__.py"]
        count = sum(_room(name) == room for name in names)
        rows.append(f"| `{room}` | {count} | {_names(between[room])} | {coming[room]} |")
    return rows


def _order(room: str) -> tuple[int, int, str]:
    from tests.test_house import ROOMS

    package, _, name = room.partition(".")
    order = ROOMS.get(package, ())
    return PACKAGES.index(package), order.index(name) if name in order else len(order), name


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names, key=_order)) or "nothing"


def write() -> None:
    """Puts the table into the page."""
    page = ROOT / "docs" / "architecture.md"
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- rooms -->\n")
    tail = rest.partition("<!-- /rooms -->")[2]
    made = "\n".join(table())
    page.write_text(f"{head}<!-- rooms -->\n{made}\n<!-- /rooms -->{tail}", encoding="utf-8")


def figures(root: Path) -> list[str]:
    """Files and arrows, of an older checkout too; of this one, whose rooms stand in no circle,
    also those of the rooms."""
    graph, lines = files(root), []
    arrows, coming = sum(map(len, graph.values())), fan_in(graph)
    most_out = max(graph, key=lambda name: len(graph[name]))
    most_in = max(coming, key=lambda name: coming[name])
    lines.append(f"{len(graph)} files, {arrows} arrows between them, chain of {longest(graph)}")
    lines.append(f"{most_out} imports from most files, {len(graph[most_out])}")
    lines.append(f"{most_in} is imported by most, {coming[most_in]}")
    if root == ROOT:
        between = rooms(graph)
        arrows = sum(map(len, between.values()))
        lines.append(f"{len(between)} rooms, {arrows} arrows, chain of {longest(between)}")
    return lines


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    root = Path(sys.argv[1]) if sys.argv[1:] not in ([], ["--write"]) else ROOT
    print("\n".join([*(table() if root == ROOT else []), "", *figures(root)]))
