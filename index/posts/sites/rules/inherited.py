"""What posts inherit besides their own front matter, from whatever their generator has for that."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from index.posts.visibility import flag
from index.values import below, globbed

_SET = re.compile(r"(\[[!^]?[^\]/]+\])")


@dataclass(frozen=True)
class Inherited:
    """`values` that posts in the folder `under` inherit, if `path` and `kind` are given only those
    whose place matches that regular expression and that are of that kind. `final` values count
    before a post's own, except in a post whose own key `unless` is true."""

    under: str
    values: Mapping[str, Any]
    path: str = ""
    kind: str = ""
    final: bool = False
    unless: str = ""

    def is_for(self, place: str) -> bool:
        """Whether the post at a place, its path under the site's root, inherits."""
        return (
            place.startswith(self.under)
            and (not self.path or re.fullmatch(self.path, place) is not None)
            and (not self.kind or self.kind in _kinds(place))
        )


def merged(rules: Iterable[Inherited], place: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of the post at a place: its own values over those it inherits, of which later
    ones count before earlier ones; final ones over all."""
    meta: dict[str, Any] = {}
    final: dict[str, Any] = {}
    for one in rules:
        if one.is_for(place) and not (one.unless and flag(own.get(one.unless)) is True):
            (final if one.final else meta).update(one.values)
    return {**meta, **own, **final}


def _kinds(place: str) -> set[str]:
    """The kinds, in the words of Jekyll, of the post at a place."""
    folders = PurePosixPath(place).parts[:-1]
    collections = {folder[1:] for folder in folders if folder.startswith("_")}
    return collections or {"pages"}


def fits(pattern: str, path: str) -> bool:
    """Whether a glob, which may have sets such as `[^_]`, is for a path."""
    parts = _SET.split(pattern)
    parts[::2] = map(globbed, parts[::2])
    parts[1::2] = map(_set, parts[1::2])
    with suppress(re.error):
        return re.fullmatch("".join(parts), path) is not None
    return False


def _set(glob: str) -> str:
    """The regular expression of one of a set of characters, or of none of them."""
    negated, inside = glob[1] in "!^", glob[1:-1].lstrip("!^")
    plain = re.sub(r"([\\\[&~|^])", r"\\\1", inside)
    return f"[^/{plain}]" if negated else f"[{plain}]"


def left_out(stated: object, root: str = "") -> Iterator[Inherited]:
    """Takes out the files under `root` that globs, a list of them or one, name."""
    for one in stated if isinstance(stated, list) else [stated]:
        if isinstance(one, str) and one.strip():
            yield from out(below(root + one.strip("/")))


def out(path: str) -> Iterator[Inherited]:
    """Takes out the files whose places match a regular expression, if it is one."""
    with suppress(re.error):
        re.compile(path)
        yield Inherited("", {"published": "false"}, path, final=True)
