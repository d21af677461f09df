"""The vocabulary of a generation, in lines: many of them in one document, which takes a sixth of
what a document each would. A line may be in several; whoever asks gets it once."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from index.cluster.codec import to_lines
from index.cluster.mapping import line_key
from index.store import require_shape
from index.values import IndexDamaged

TOGETHER = 64
"""Lines of a document: neighbours, so that few have any that begin alike."""
MOST = 10_000
"""Lines that are asked for at once."""
_LONGEST = 300
"""Letters of a beginning that a cluster looks at; a pattern of twice as many may have 1,000."""
_SPECIAL = re.compile(r"[^0-9A-Za-z\x80-\U0010ffff]")
_NAME = "lines"


def sent(lines: Iterable[str]) -> bytes:
    """The lines of a bulk request that puts lines into an index."""
    ordered = sorted(lines)
    parts = (ordered[at : at + TOGETHER] for at in range(0, len(ordered), TOGETHER))
    return to_lines(row for part in parts for row in _indexed(part))


def _indexed(lines: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    key = line_key("\x01".join(lines))
    return {"index": {"_id": key}}, {"kind": "line", "line": lines}


def beginning(start: str, most: int) -> dict[str, Any]:
    """The body of a search for the first lines that begin so, or as a long one begins."""
    start = start[:_LONGEST]
    pattern = _SPECIAL.sub(lambda found: "\\" + found[0], start) + ".*"
    return _body({"prefix": {"line": start}}, pattern, most)


def among(lines: Sequence[str]) -> dict[str, Any]:
    """The body of a search for those of some lines, MOST at most, that are there."""
    return _body({"terms": {"line": list(lines)}}, list(lines), max(len(lines), 1))


def _body(query: dict[str, Any], include: Any, most: int) -> dict[str, Any]:
    terms = {"field": "line", "include": include, "size": most, "order": {"_key": "asc"}}
    return {
        "size": 0, "track_total_hits": False, "query": query, "aggs": {_NAME: {"terms": terms}},
    }  # fmt: skip


def told(answer: Any) -> list[str]:
    """The lines in the answer to such a search, in order."""
    try:
        buckets = require_shape(answer["aggregations"][_NAME]["buckets"], list)
        return [require_shape(bucket["key"], str) for bucket in buckets]
    except (LookupError, TypeError, ValueError):
        raise IndexDamaged("expected lines of the vocabulary, as OpenSearch answers") from None
