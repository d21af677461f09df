"""The frozen queries over the real posts and what was judged of their answers: ids alone, no text
of a post."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("judged")
_JUDGEMENTS = _FOLDER / "judgements.jsonl"


@dataclass(frozen=True)
class Typed:
    """A query as a reader typed it, its `kind`, and what the reader wants (`intent`); of a slip
    the forms that are right."""

    id: str
    kind: str
    query: str
    intent: str
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """The ids that were judged, by whether the reader would be glad to find the post among the
    first five."""

    relevant: frozenset[str]
    wrong: frozenset[str]

    @property
    def seen(self) -> frozenset[str]:
        return self.relevant | self.wrong


def read_typed() -> list[Typed]:
    """The queries, in their order."""
    rows = _lines(_FOLDER / "queries.jsonl")
    return [Typed(**row | {"right": tuple(row.get("right", ()))}) for row in rows]


def read_judgements() -> dict[str, Judgement]:
    """By the id of a query; those with a relevant post only."""
    if not _JUDGEMENTS.exists():
        return {}
    return {
        row["id"]: Judgement(frozenset(row["relevant"]), frozenset(row["wrong"]))
        for row in _lines(_JUDGEMENTS)
    }


def write_judgements(judged: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> None:
    """Adds (relevant, all seen) by query to what was judged before."""
    before = read_judgements()
    rows = []
    for one in read_typed():
        known = before.get(one.id, Judgement(frozenset(), frozenset()))
        relevant, seen = judged.get(one.id, (frozenset(), frozenset()))
        wrong = (known.wrong | seen) - relevant
        ids = {"relevant": sorted((known.relevant - seen) | relevant), "wrong": sorted(wrong)}
        if ids["relevant"]:
            rows.append({"id": one.id, "query": one.query, "kind": one.kind, **ids})
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    _JUDGEMENTS.write_text("".join(lines), encoding="utf-8")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
