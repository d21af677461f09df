"""Astro's content collections: which files are in one, and the id that an entry has."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.posts.reading import read_text
from index.posts.sites.npm.js_config import calls
from index.posts.sites.npm.js_values import Table
from index.posts.sites.rules import first_file, fits, github_slug

_SUFFIXES = ("mjs", "js", "mts", "ts")


@dataclass(frozen=True)
class Collection:
    """The files under `folder`, with `/` at its end, that one of the `globs` is for."""

    folder: str
    globs: tuple[str, ...] = ("**/[^_]*.{md,mdx}",)

    def entry(self, place: str) -> str | None:
        """The path under the folder of a file of the collection; None for other files."""
        below = place.removeprefix(self.folder)
        read = below.endswith((".md", ".mdx")) and not re.search("[#?]", below)
        if not place.startswith(self.folder) or not read:
            return None
        wanted = [glob for glob in self.globs if not glob.startswith("!")]
        unwanted = [glob[1:] for glob in self.globs if glob.startswith("!")]
        return below if _fits(wanted, below) and not _fits(unwanted, below) else None


def _fits(globs: list[str], path: str) -> bool:
    return any(fits(glob.removeprefix("./"), path) for glob in globs)


def collections(folder: Path, source: str) -> Iterator[Collection]:
    """The collections of the site in a folder whose sources are in `source`, as far as their
    configuration tells them plainly; else all that is where collections are by custom."""
    names = [f"{source}content.config.{one}" for one in _SUFFIXES]
    path = first_file(folder, *names, *(f"{source}content/config.{one}" for one in _SUFFIXES))
    text = read_text(path, "replace") if path else ""
    told = [_collection(one) for one in calls(text, "glob")]
    yield from (one for one in told if one is not None)
    if calls(text, "docsLoader"):
        yield Collection(f"{source}content/docs/")
    elif not told or None in told:
        yield Collection(f"{source}content/")


def _collection(options: Table) -> Collection | None:
    """The collection that `glob` is called for; None where that is not told plainly."""
    base, stated = options.text("base", "."), options.get("pattern")
    globs = stated if isinstance(stated, list) else [stated]
    if base is None or not all(isinstance(glob, str) for glob in globs):
        return None
    folder = posixpath.normpath(base.strip("/"))
    return Collection("" if folder == "." else f"{folder}/", tuple(globs))


def entry_id(entry: str) -> str:
    """The id of an entry by its path: each name in lower case, blanks as `-`, without signs."""
    parts = PurePosixPath(entry).with_suffix("").parts
    return "/".join(map(github_slug, parts)).removesuffix("/index")
