"""Jekyll's `defaults`: front matter that a configuration gives files by path and type (Jekyll's
documentation on front matter defaults)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from index.posts.sites.jekyll.values import merged_tables
from index.values import globbed

_OLD_KINDS = {"page": "pages", "post": "posts", "draft": "drafts"}


@dataclass(frozen=True)
class Default:
    """One entry of `defaults`: its values, keys in lower case, and its scope: a path and a type,
    None where it states none."""

    values: Mapping[str, Any]
    path: str
    kind: str | None

    def is_for(self, path: str, kind: str, collections_dir: str) -> bool:
        """Whether a file, by its path as Jekyll has it and its kind, is in the scope."""
        if self.kind is not None and self.kind != kind:
            return False
        scope = self.path.removeprefix(collections_dir)
        if "*" not in self.path:
            return path.startswith(scope)
        pattern = re.compile(globbed(scope.rstrip("/")))
        parts = (path, *map(str, PurePosixPath(path).parents))
        return any(pattern.fullmatch(one) for one in parts)

    def counts_before(self, other: "Default | None") -> bool:
        """Whether this entry's values count before another's that was stated earlier."""
        if other is None or len(self.path) != len(other.path):
            return other is None or len(self.path) > len(other.path)
        return self.kind is not None or other.kind is None


def stated_defaults(config: Mapping[str, Any]) -> list[Default]:
    """The `defaults` of a configuration, in its order."""
    stated = config.get("defaults")
    return list(map(_default, filter(_is_default, stated if isinstance(stated, list) else [])))


def _is_default(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("values"), dict)


def _default(one: dict[str, Any]) -> Default:
    raw = one.get("scope")
    scope = raw if isinstance(raw, dict) else {}
    kind = str(scope["type"]) if "type" in scope else None
    values = {str(key).lower(): value for key, value in one["values"].items()}
    path = str(scope.get("path") or "")
    return Default(values, path, kind if kind is None else _OLD_KINDS.get(kind, kind))


def for_document(rows: Iterable[Default]) -> dict[str, Any]:
    """What a post or document inherits of entries that are for it. Each goes under or over all
    before it, by whether it counts before the last that went over."""
    merged: dict[str, Any] = {}
    last: Default | None = None
    for one in rows:
        if one.counts_before(last):
            merged, last = merged_tables(merged, one.values), one
        else:
            merged = merged_tables(one.values, merged)
    return merged


def for_page(rows: Iterable[Default]) -> dict[str, Any]:
    """What a page inherits of entries that are for it: each key from the one that counts most."""
    found: dict[str, tuple[Default, Any]] = {}
    for key, one in _by_key(rows):
        if one.counts_before(found[key][0] if key in found else None):
            found[key] = one, one.values[key]
    return {key: value for key, (_, value) in found.items()}


def _by_key(rows: Iterable[Default]) -> Iterator[tuple[str, Default]]:
    return ((key, one) for one in rows for key in one.values)
