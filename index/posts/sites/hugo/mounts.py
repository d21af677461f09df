"""The folders that hold the contents of a site of Hugo's (its documentation on configuration,
`contentDir` and `module.mounts`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from index.posts.front_matter import text_value
from index.posts.sites.hugo.config import Languages, config_of, table, texts
from index.posts.sites.hugo.target import is_match

_NOT = "! "


@dataclass(frozen=True)
class Mount:
    """A folder, or one file, `source`, that holds contents, and where among all contents they are:
    at `target`, in the `language` of files that name none. `files` are globs of those that count,
    with `! ` before those that do not."""

    source: str
    target: str
    language: str
    files: tuple[str, ...] = ()

    def path(self, place: str) -> str | None:
        """The path among all contents of the file at a place of the site; None for one that is
        not in this folder."""
        if place == self.source:
            return self.target or None
        below = place.removeprefix(f"{self.source}/")
        if (below == place and self.source) or not self._counts(f"/{below}"):
            return None
        return f"{self.target}/{below}" if self.target else below

    def _counts(self, path: str) -> bool:
        """Whether a file counts, by its path in the folder: the globs have to let it in, and each
        folder above it."""
        if not self.files:
            return True
        folders = list(PurePosixPath(path).parents)[:-1]
        return self._lets_in(path, False) and all(self._lets_in(str(one), True) for one in folders)

    def _lets_in(self, path: str, is_folder: bool) -> bool:
        """What the first glob that matches says; where none does, only if none asks for anything.
        A folder is asked for with what is in it."""
        asked = False
        for glob in self.files:
            bare = "/" + glob.removeprefix(_NOT).lstrip("/")
            meant = [bare, *map(str, PurePosixPath(bare).parents)] if is_folder else [bare]
            if glob.startswith(_NOT):
                if is_match(bare, path):
                    return False
                continue
            if any(is_match(one, path) for one in meant):
                return True
            asked = True
        return not asked


def mounts(config: Mapping[str, Any], languages: Languages) -> tuple[Mount, ...]:
    """The folders of contents, the deepest first."""
    found = list(_stated(config, languages)) or list(_by_language(config, languages))
    return tuple(sorted(found, key=lambda one: -len(PurePosixPath(one.source).parts)))


def _stated(config: Mapping[str, Any], languages: Languages) -> Iterator[Mount]:
    """The folders that `module.mounts` sets."""
    rows = table(config, "module").get("mounts")
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        source, target = text_value(row.get("source")), text_value(row.get("target"))
        parts = PurePosixPath(target).parts
        if parts[:1] == ("content",) and _is_inside(source):
            matrix = table(table(row, "sites"), "matrix")
            stated = [*texts(row.get("lang")), *texts(matrix.get("languages"))]
            language = stated[0].lower() if stated else languages.default
            yield Mount(_plain(source), "/".join(parts[1:]), language, _globs(row))


def _globs(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The globs of a mount, of which those to leave out had a key of their own once."""
    out = [_NOT + one for one in texts(row.get("excludefiles"))]
    return (*texts(row.get("files")), *texts(row.get("includefiles")), *out)


def _by_language(config: Mapping[str, Any], languages: Languages) -> Iterator[Mount]:
    """The folder of each language; one that is everybody's is in the default language."""
    shared = text_value(config.get("contentdir")) or "content"
    for code in languages.published:
        own = text_value(config_of(config, code).get("contentdir")) or shared
        if _is_inside(own):
            yield Mount(_plain(own), "", languages.default if own == shared else code)


def _is_inside(source: str) -> bool:
    path = PurePosixPath(source)
    return bool(source) and not path.is_absolute() and ".." not in path.parts


def _plain(source: str) -> str:
    """A folder as it begins places: without `./` and the last `/`."""
    path = str(PurePosixPath(source))
    return "" if path == "." else path
