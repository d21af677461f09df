"""`package.json`: which generators a folder has from npm."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.posts.reading import NOT_READ, load_file, read_text

_TABLES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def uses(folder: Path, package: str) -> bool:
    """Whether the `package.json` of a folder names a package among what it depends on, or as one of
    its own keys, as Hexo's does. One that cannot be read names none."""
    try:
        raw = load_file(read_text(folder / "package.json"), ".json")
    except (OSError, *NOT_READ):
        return False
    return package in raw or package in set(_named(raw))


def _named(raw: dict[str, Any]) -> Iterator[str]:
    for table in _TABLES:
        rows = raw.get(table)
        yield from rows if isinstance(rows, dict) else ()
