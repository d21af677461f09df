"""A folder → the post files in it."""

import os
import unicodedata
from collections.abc import Iterator, Set
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdown", ".mdx")
PASSED_OVER = frozenset({"_site", "public", "node_modules"})
"""Names of folders with built sites and libraries."""


def walk(
    root: Path, unread: dict[str, OSError] | None = None, passed_over: Set[str] = PASSED_OVER
) -> list[tuple[str, Path]]:
    """(id, path) of every post file under `root`, sorted by id, no id twice. Of folders that
    cannot be read now `unread` gets the id, with `/` at its end, and why.

    Hidden folders and those named in `passed_over` are left out. A link is followed only where it
    leads to a file inside `root`; linked folders are not entered.
    """
    files: dict[str, Path] = {}
    found = _files(root, {} if unread is None else unread, passed_over)
    named = [(_post_id(raw), raw, path) for raw, path in found]
    for name, raw, path in sorted(named, key=lambda one: (one[0], one[1] != one[0], one[1])):
        files[_as_it_is(raw) if name in files else name] = Path(path)
    return sorted(files.items())


def _files(
    root: Path, unread: dict[str, OSError], passed_over: Set[str]
) -> Iterator[tuple[str, str]]:
    """(path under `root`, path) of each post file; a folder that cannot be read has none."""
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
            elif entry.name.lower().endswith(SUFFIXES) and _inside(root, entry):
                yield under + entry.name, entry.path


def _inside(root: Path, entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file, or a link to one, inside `root`."""
    if not entry.is_symlink():
        return entry.is_file()
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # of a link to itself
        return False
    return target.is_file() and target.is_relative_to(root.resolve())


def _post_id(raw: str) -> str:
    """The id of a path under the folder: NFC, with � for bytes that are no text."""
    named = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", named)


def _as_it_is(raw: str) -> str:
    """The id of a second file with an id: its name as it is, which differs from the first one's in
    code points, or in bytes that are no text, which are escaped."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
