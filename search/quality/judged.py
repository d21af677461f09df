"""Judged queries, with the posts that answer them: from a file, or made from the posts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.values import ConfigError, not_as_expected
from search.contract import Searcher

_KNOWN = 500
"""Posts from which queries are made where none are given."""


@dataclass(frozen=True)
class Judged:
    """A query, the ids of the posts that answer it, and the kind of query that it is counted with,
    "" for none."""

    query: str
    relevant: frozenset[str]
    kind: str = ""


def read_judged(path: Path) -> list[Judged]:
    """The queries of a file, one a line: JSON `{"query", "relevant": id or ids, "kind"}` or
    `query TAB id[,id…] TAB kind`, the kind optional. ConfigError, naming file and line, where it
    cannot be read, has another line or no query."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(not_as_expected(path, "queries", error)) from None
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        raise ConfigError(f"{path}: expected queries, found none")
    return [_checked(f"{path}:{number}", line) for number, line in numbered]


def _checked(place: str, line: str) -> Judged:
    """The query of a line; ConfigError, naming the place, where it has none."""
    try:
        return _judged(line)
    except (ValueError, KeyError, TypeError):
        what = '{"query", "relevant"} or query TAB id'
        raise ConfigError(f"{place}: expected {what}") from None


def _judged(line: str) -> Judged:
    """The query of a line; ValueError, KeyError or TypeError where it has none."""
    if line.lstrip().startswith("{"):
        raw = json.loads(line)
        ids = raw["relevant"] if isinstance(raw["relevant"], list) else [raw["relevant"]]
        return Judged(str(raw["query"]), _ids(map(str, ids)), str(raw.get("kind", "")))
    query, names, *kind = line.split("\t")
    return Judged(query, _ids(names.split(",")), kind[0] if kind else "")


def _ids(names: Iterable[str]) -> frozenset[str]:
    """The ids without white space around them; ValueError for none."""
    ids = frozenset(name.strip() for name in names if name.strip())
    if not ids:
        raise ValueError("no id")
    return ids


def known_items(searcher: Searcher, seed: int = 1) -> Iterator[Judged]:
    """Queries made of random posts, each answered by its post: the title, of kind `title`, and the
    first heading with the tags, of kind `heading`. The same ones for the same `seed`."""
    for post in {post.meta.id: post for post in searcher.sample(_KNOWN, seed)}.values():
        answer = frozenset((post.meta.id,))
        heading = next((text for field, text in post.sections if field == "heading"), None)
        yield Judged(post.meta.title, answer, "title")
        if heading is not None:
            yield Judged(f"{heading} {' '.join(post.meta.tags)}".strip(), answer, "heading")
