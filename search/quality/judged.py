"""Queries and the posts that answer them: from a file, or made of the posts themselves."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.values import ConfigError
from search.contract import Searcher

_KNOWN = 500
"""Posts that queries are made of where none are given."""


@dataclass(frozen=True)
class Judged:
    """A query, the ids of the posts that answer it, and its kind, by which figures are kept; ""
    for none of its own."""

    query: str
    relevant: frozenset[str]
    kind: str = ""


def read_judged(path: Path) -> list[Judged]:
    """JSON lines `{"query", "relevant": id or ids, "kind"}` or `query TAB id[,id…] TAB kind`; the
    kind may be left out. ConfigError, naming the line, for anything else."""
    found: list[Judged] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: expected queries: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_judged(line))
            except (ValueError, KeyError, TypeError):
                what = '{"query", "relevant"} or query TAB id'
                raise ConfigError(f"{path}:{number}: expected {what}") from None
    if not found:
        raise ConfigError(f"{path}: expected queries, found none")
    return found


def _judged(line: str) -> Judged:
    if line.lstrip().startswith("{"):
        raw = json.loads(line)
        ids = raw["relevant"] if isinstance(raw["relevant"], list) else [raw["relevant"]]
        return Judged(str(raw["query"]), _ids(map(str, ids)), str(raw.get("kind", "")))
    query, names, *kind = line.split("\t")
    return Judged(query, _ids(names.split(",")), kind[0] if kind else "")


def _ids(names: Iterable[str]) -> frozenset[str]:
    found = frozenset(name.strip() for name in names if name.strip())
    if not found:
        raise ValueError("no id")
    return found


def known_items(searcher: Searcher, seed: int = 1) -> Iterator[Judged]:
    """Queries that a post is known to answer: its title, and a heading and its tags together."""
    for post in {post.id: post for post in searcher.sample(_KNOWN, seed)}.values():
        answer = frozenset((post.id,))
        heading = next((text for field, text in post.sections if field == "heading"), None)
        yield Judged(post.title, answer, "title")
        if heading is not None:
            yield Judged(f"{heading} {' '.join(post.tags)}".strip(), answer, "heading")
