"""A folder → the post files in it."""

import os
import unicodedata
from array import array
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values import Int64s, Packed

SUFFIXES = (".md", ".markdown", ".mdown", ".mdx")
PASSED_OVER = frozenset({"_site", "public", "node_modules"})
"""Names of folders with built sites and libraries."""

Status = tuple[int, int, int, int]
"""Of a file: its size in bytes; when its content, and when anything of it was changed last, in ns
since 1970; its inode."""
_MOST = (1 << 63) - 1
"""The largest number in a column; of an inode, the bits that are kept."""
_UNKNOWN = (-1, _MOST, _MOST, -1)
"""The status of a file that the machine does not tell: it may always have been changed."""


@dataclass(frozen=True, eq=False)
class Files:
    """The post files in the folder `root`, by id in order: `ids`, `names`, their paths under
    `root`, and `stats`, shape (files, 4), the Status of each."""

    root: str
    ids: Packed
    names: Packed
    stats: Int64s

    def __len__(self) -> int:
        return len(self.ids)

    def path(self, row: int) -> Path:
        """Where a file is."""
        return Path(self.root, self.names[row])

    def take(self, rows: NDArray[Any]) -> "Files":
        """The files in some rows, which ascend."""
        if len(rows) == len(self):
            return self
        return Files(self.root, self.ids.take(rows), self.names.take(rows), self.stats[rows])


def walk(
    root: Path, unread: dict[str, OSError] | None = None, passed_over: Set[str] = PASSED_OVER
) -> list[tuple[str, Path]]:
    """(id, path) of every post file under `root`, as in `files_in`."""
    files = files_in(root, {} if unread is None else unread, passed_over)
    return [(post_id, files.path(row)) for row, post_id in enumerate(files.ids)]


def files_in(root: Path, unread: dict[str, OSError], passed_over: Set[str] = PASSED_OVER) -> Files:
    """Every post file under `root`, sorted by id, no id twice. Of folders that cannot be read now
    `unread` gets the id, with `/` at its end, and why.

    Hidden folders and those named in `passed_over` are left out. A link is followed only where it
    leads to a file inside `root`; linked folders are not entered.
    """
    raws: list[str] = []
    stats = array("q")
    for raw, status in _found(root, unread, passed_over):
        raws.append(raw)
        stats.extend(status)
    names = [raw if raw.isascii() else _post_id(raw) for raw in raws]
    order = sorted(range(len(raws)), key=raws.__getitem__)
    order.sort(key=lambda row: names[row] != raws[row])  # those named as their id come first
    ids: dict[str, int] = {}
    for row in order:
        ids[_as_it_is(raws[row]) if names[row] in ids else names[row]] = row
    chosen = sorted(ids)
    rows = [ids[name] for name in chosen]
    paths = [raws[row] for row in rows]
    packed = Packed.of(chosen)
    table = np.array(stats, dtype=np.int64).reshape(-1, 4)[rows]
    return Files(os.fspath(root), packed, packed if paths == chosen else Packed.of(paths), table)


def _found(
    root: Path, unread: dict[str, OSError], passed_over: Set[str]
) -> Iterator[tuple[str, Status]]:
    """(path under `root`, status) of each post file; a folder that cannot be read has none."""
    folders = [("", os.fspath(root))]
    while folders:
        under, folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            continue  # gone since it was listed
        except OSError as error:
            unread[_post_id(under)] = error
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in passed_over:
                    folders.append((f"{under}{entry.name}/", entry.path))
            elif entry.name.lower().endswith(SUFFIXES):
                status = _status(root, entry)
                if status is not None:
                    yield under + entry.name, status


def _status(root: Path, entry: os.DirEntry[str]) -> Status | None:
    """The status of a file, or of the one inside `root` that a link leads to; None for all else."""
    if not entry.is_file(follow_symlinks=False) and not _leads_inside(root, entry):
        return None
    try:
        found = entry.stat()
    except OSError:
        return _UNKNOWN
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _MOST


def _leads_inside(root: Path, entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a file inside `root`."""
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # of a link to itself
        return False
    return entry.is_symlink() and target.is_file() and target.is_relative_to(root.resolve())


def _post_id(raw: str) -> str:
    """The id of a path under the folder: NFC, with � for bytes that are no text."""
    named = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", named)


def _as_it_is(raw: str) -> str:
    """The id of a second file with an id: its name as it is, which differs from the first one's in
    code points, or in bytes that are no text, which are escaped."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
