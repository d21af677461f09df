"""A cluster that is none: what the searcher asks of one, answered from documents in memory, which
are those that the writer sends."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self, cast

from index.cluster import Client
from index.cluster.address import parse_address
from index.cluster.manifest import written
from index.cluster.mapping import post_key
from index.cluster.packing import ClusterBatch, pack
from index.cluster.vocabulary import sent
from index.values.documents import Documents
from index.values.receipt import Contents, Receipt
from index.values.snapshot import Snapshot
from tests.pretend_clauses import Doc, holds, score

Docs = dict[str, Doc]


class PretendCluster:
    """Answers as the Client of a cluster."""

    address = parse_address("opensearch://localhost/pretended")
    seconds = 5.0

    def __init__(self) -> None:
        self.indexes: dict[str, Docs] = {}
        self.alias, self.shards = "", 1

    def search(self, index: str, body: Mapping[str, Any]) -> Any:
        docs = list(self.indexes[index].values())
        query = body.get("query", {"match_all": {}})
        matching = [doc for doc in docs if holds(doc, query)]
        hits = [doc for doc in matching if holds(doc, body.get("post_filter", {"match_all": {}}))]
        draw = random.Random(str(query.get("function_score", {}).get("random_score")))
        scored = [
            (draw.random() if "function_score" in query else score(doc, query), doc)
            for doc in sorted(hits, key=lambda doc: str(doc.get("id")))
        ]
        rows = [_row(one, doc, body.get("sort", ())) for one, doc in scored]
        rows.sort(key=lambda row: row["key"])
        after = body.get("search_after")
        rows = rows if after is None else rows[[r["sort"] for r in rows].index(after) + 1 :]
        first = body.get("from", 0)
        answer: dict[str, Any] = {"_shards": {"total": self.shards}}
        answer |= {"hits": {"total": {"value": len(hits)}, "hits": rows[first:][: body["size"]]}}
        if "aggs" in body:
            answer["aggregations"] = _counted(matching, body["aggs"])
        return answer

    def msearch(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        return [self.search(index, body) for body in bodies]

    def get_many(self, index: str, ids: Sequence[str]) -> list[Doc | None]:
        return [self.indexes[index].get(one) for one in ids]

    def request(self, method: str, path: str, *_: Any, **named: Any) -> Any:
        said = {"settings": {"index": {"uuid": self.alias}}}
        return {self.alias: said} if path.endswith("/index.uuid") and self.alias else None

    def close(self) -> None: ...


def _row(points: float, doc: Doc, sort: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    key: list[Any] = []
    shown: list[Any] = []
    for one in sort:
        [(field, order)] = one.items()
        value: Any = points if field == "_score" else doc.get(field)
        down = (order["order"] if isinstance(order, Mapping) else order) == "desc"
        lacks = value is None
        key.append((lacks, 0 if lacks else -value if down else value))
        shown.append(value)
    return {"key": key, "sort": shown}


def _counted(docs: Sequence[Doc], aggs: Mapping[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for name, agg in aggs.items():
        if "filter" in agg:
            some = [doc for doc in docs if holds(doc, agg["filter"])]
            answers[name] = _counted(some, agg["aggs"])
        elif "terms" in agg:
            said = agg["terms"]
            each = (v for doc in docs for v in _values(doc, said["field"]))
            counts = Counter(v for v in each if _included(v, said.get("include")))
            some_rows = sorted(counts.items()) if "order" in said else counts.most_common()
            rows = [(k, n) for k, n in some_rows if n >= said.get("min_doc_count", 1)]
            buckets = [{"key": key, "doc_count": number} for key, number in rows]
            answers[name] = {"buckets": buckets[: said["size"]]}
        else:
            [(kind, said)] = agg.items()
            values = [doc[said["field"]] for doc in docs if said["field"] in doc]
            whole = max(values, default=None) if kind == "max" else None
            mean = sum(values) / len(values) if values and kind == "avg" else whole
            answers[name] = {"value": mean}
    return answers


def _included(value: Any, include: str | Sequence[str] | None) -> bool:
    if isinstance(include, str):
        return re.fullmatch(include, value, re.DOTALL) is not None
    return include is None or value in include


def _values(doc: Doc, field: str) -> Sequence[Any]:
    value = doc.get(field, ())
    return value if isinstance(value, list | tuple) else [value]


class PretendWriter:
    """Writes generations into a PretendCluster."""

    pack: Callable[[Documents], ClusterBatch] = staticmethod(pack)
    version = "pretended"

    def __init__(self, cluster: PretendCluster) -> None:
        self.cluster = cluster
        self._last: Receipt | None = None
        self._number = 0

    @contextmanager
    def exclusive(self, now: datetime) -> Iterator[None]:
        yield

    def last(self) -> tuple[Receipt | None, str | None]:
        return self._last, None

    def snapshot(self) -> Snapshot | None:
        return None

    def keep(self, snapshot: Snapshot) -> None: ...

    def begin(self, base: Receipt | None) -> "PretendSession":
        self._number += 1
        docs = dict(self.cluster.indexes[base.generation]) if base else {}
        return PretendSession(self, f"pretended-{self._number:06d}", docs)

    def publish(self, name: str, docs: Docs, receipt: Receipt) -> None:
        self.cluster.indexes[name], self.cluster.alias, self._last = docs, name, receipt


class PretendSession:
    """The next generation."""

    def __init__(self, writer: PretendWriter, name: str, docs: Docs) -> None:
        self._writer, self._name, self._docs = writer, name, docs
        self._fresh: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def add(self, packed: ClusterBatch) -> None:
        self._take(packed.posts)
        self._fresh += packed.ids
        self._add_lines(packed.lines)

    def _add_lines(self, lines: Set[str]) -> None:
        self._take(sent(lines))

    def _take(self, lines: bytes) -> None:
        rows = [json.loads(line) for line in lines.splitlines()]
        for action, doc in zip(rows[::2], rows[1::2], strict=True):
            self._docs[action["index"]["_id"]] = doc

    def delete(self, post_id: str) -> None:
        self._docs.pop(post_key(post_id), None)

    def publish(self, contents: Contents) -> Receipt:
        for lines in written(self._name, self._name, contents, self._fresh):
            self._take(lines)
        receipt = Receipt(self._name, contents)
        self._writer.publish(self._name, self._docs, receipt)
        return receipt


def as_client(cluster: PretendCluster) -> Client:
    """The cluster as what the searcher asks."""
    return cast(Client, cluster)
