"""Which files Jekyll reads, and what it makes of each: a post, a document of a collection or a page
(Jekyll's documentation on the directory structure, collections and configuration)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Any

from index.posts.sites.jekyll.values import texts, truth
from index.values import cached_property

POSTS, PAGES = "posts", "pages"
_SPECIAL = (".", "_", "#", "~")
_EXCLUDED = (
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules",
    "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/",
)  # fmt: skip
DATED = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)(\.[^.]+)", re.DOTALL)
"""The name of a post: date, name, suffix."""


@dataclass(frozen=True)
class Source:
    """A file that Jekyll reads: its `kind`, which is POSTS, PAGES or the name of a collection, and
    its path as Jekyll has it: under the folder of collections, for a page under that of sources."""

    kind: str
    path: str
    draft: bool = False

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Files:
    """The files of a site by its configuration, keys in lower case."""

    config: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def source(self) -> str:
        """The folder of sources under the site's root: "" for the root itself, else with `/`."""
        return _folder(self.config, "source")

    @cached_property
    def collections_dir(self) -> str:
        """The folder of collections under that of sources, "" or with `/`."""
        return _folder(self.config, "collections_dir")

    @cached_property
    def collections(self) -> dict[str, Mapping[str, Any]]:
        """The settings of each collection by its name, whose signs Jekyll drops."""
        stated = self.config.get("collections")
        rows = stated if isinstance(stated, dict) else dict.fromkeys(texts(stated))
        names = {re.sub(r"(?i)[^a-z0-9_.-]", "", str(name)): row for name, row in rows.items()}
        return {name: row if isinstance(row, dict) else {} for name, row in names.items()}

    @cached_property
    def _included(self) -> "_Globs":
        return _Globs(texts(self.config.get("include", [".htaccess"])))

    @cached_property
    def _excluded(self) -> "_Globs":
        included = texts(self.config.get("include"))
        stated = (*texts(self.config.get("exclude")), *_EXCLUDED)
        return _Globs(one for one in stated if one not in included)

    def find(self, place: str) -> Source | None:
        """What Jekyll makes of the file at a place under the site's root; None for one that it does
        not read."""
        if place not in self._last:
            self._last.clear()
            self._last[place] = self._find(place)
        return self._last[place]

    @cached_property
    def _last(self) -> dict[str, Source | None]:
        """The file at the last place that was asked for, since one is asked for several times."""
        return {}

    def _find(self, place: str) -> Source | None:
        if not place.startswith(self.source):
            return None
        path = place.removeprefix(self.source)
        post = self._post(path)
        if post is not None and post.draft and not self.shows_drafts:
            return self._page(path) or post
        return self._document(path) or post or self._page(path)

    @property
    def shows_drafts(self) -> bool:
        """Whether drafts are published."""
        return truth(self.config.get("show_drafts"))

    def is_included(self, path: str) -> bool:
        """Whether the owner's `include` names a file, or its name in any folder."""
        return self._included.match(path) or self._included.match(path.rpartition("/")[2])

    def _document(self, path: str) -> Source | None:
        """A document of a collection that is written."""
        for name, settings in self.collections.items():
            above = f"{self.collections_dir}_{name}/"
            if name in (POSTS, "data") or not path.startswith(above):
                continue
            if truth(settings.get("output")) and self._is_read(f"_{name}/", path[len(above) :]):
                return Source(name, path.removeprefix(self.collections_dir))
        return None

    def _post(self, path: str) -> Source | None:
        """A post or draft: in a folder `_posts` or `_drafts` of one that is entered."""
        parts = path.split("/")
        for at, part in enumerate(parts[:-1]):
            if part not in ("_posts", "_drafts"):
                continue
            above, below = "/".join(parts[:at]), "/".join(parts[at + 1 :])
            if not f"{above}/".startswith(self.collections_dir) or not self._is_entered(above):
                continue
            named = part == "_drafts" or DATED.fullmatch(parts[-1])
            if named and self._is_read("/".join(parts[: at + 1]) + "/", below):
                path = path.removeprefix(self.collections_dir)
                return Source(POSTS, path, part == "_drafts")
        return None

    def _page(self, path: str) -> Source | None:
        above, _, name = path.rpartition("/")
        if self._is_entered(above) and self._is_read(above and f"{above}/", name):
            return Source(PAGES, path)
        stated = texts(self.config.get("include"))
        return Source(PAGES, path) if path in (one.lstrip("/") for one in stated) else None

    def _is_entered(self, folder: str) -> bool:
        """Whether a folder is one in which pages are looked for."""
        parts = folder.split("/") if folder else []
        if f"{folder}/".startswith(_folder(self.config, "destination") or "\n"):
            return False
        befores = ("".join(f"{one}/" for one in parts[:at]) for at in range(len(parts)))
        return all(map(self._is_read, befores, parts, [True] * len(parts)))

    def _is_read(self, base: str, entry: str, is_folder: bool = False) -> bool:
        """Whether an entry of the folder `base` passes Jekyll's filter."""
        name = entry.rpartition("/")[2]
        if entry.endswith("."):
            return False
        included = self._included.match(entry, is_folder) or self._included.match(name)
        if included or self._excluded.match(base + entry, is_folder):
            return included
        return (
            not entry.startswith(_SPECIAL) and not name.startswith(_SPECIAL) and entry[-1:] != "~"
        )


class _Globs:
    """Patterns of `include` and `exclude`: each names what it matches as a glob, whose `*` runs
    over `/`, and what begins with it."""

    def __init__(self, stated: Iterable[str]) -> None:
        patterns = [re.sub("/{2,}", "/", one).removeprefix("/") for one in stated]
        self._starts = tuple(one for one in patterns if one)
        globs = [translate(one) for one in self._starts if re.search(r"[*?\[]", one)]
        self._glob = re.compile("|".join(globs)) if globs else None

    def match(self, entry: str, is_folder: bool = False) -> bool:
        """Whether one of the patterns names an entry."""
        begins = entry.startswith(self._starts)
        if begins or (is_folder and f"{entry}/" in self._starts):
            return True
        return self._glob is not None and self._glob.match(entry) is not None


def _folder(config: Mapping[str, Any], key: str) -> str:
    """The folder that a key names, under that of sources: "" or with `/` at its end."""
    parts = [part for part in str(config.get(key) or "").split("/") if part not in ("", ".")]
    return "".join(f"{part}/" for part in parts)
