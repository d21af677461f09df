"""A folder → the post files in it."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdx")
_PASSED_OVER = {"_site", "public", "node_modules"}


def walk(root: Path) -> list[tuple[str, Path]]:
    """(id, path) of every post file under `root`, sorted by id.

    Hidden folders and built sites are passed over. A link is followed only where it leads to
    a file inside `root`; linked folders are not entered.
    """
    return sorted((_post_id(root, path), path) for path in _files(root) if _inside(root, path))


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in _PASSED_OVER and not f.startswith(".")]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)


def _inside(root: Path, path: Path) -> bool:
    if not path.is_symlink():
        return path.is_file()
    target = path.resolve()
    return target.is_file() and target.is_relative_to(root.resolve())


def _post_id(root: Path, path: Path) -> str:
    raw = path.relative_to(root).as_posix()
    named = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", named)
