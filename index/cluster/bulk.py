"""What a cluster did not take of a bulk request."""

from collections.abc import Iterator
from typing import Any

from index.cluster.codec import from_json
from index.values import IndexDamaged, MachineError, printable

_LATER = (429, 503)
"""Statuses of what it takes when it has room."""
_LONGEST = 300


def refused_of(answer: Any, lines: bytes, place: str) -> tuple[bytes, str]:
    """The lines of a request that are to be sent again, b"" for none, and why; MachineError names
    what is refused for good."""
    if not isinstance(answer, dict) or "errors" not in answer:
        raise IndexDamaged(f"{place}: expected the answer to a bulk request")
    if not answer["errors"]:
        return b"", ""
    again, reason = [], ""
    for item, action in zip(answer["items"], _actions(lines), strict=True):
        (done,) = item.values()
        if error := done.get("error"):
            reason = printable(f"{error.get('type')}: {error.get('reason')}")[:_LONGEST]
            if done["status"] not in _LATER:
                raise MachineError(f"{place}: {_id(action)}: {done['status']} {reason}")
            again.append(action)
    return b"".join(again), reason


def _actions(lines: bytes) -> Iterator[bytes]:
    """Each action with its document."""
    rest = iter(lines.splitlines(keepends=True))
    for action in rest:
        yield action if "delete" in from_json(action) else action + next(rest)


def _id(action: bytes) -> str:
    (what,) = from_json(action.partition(b"\n")[0]).values()
    return printable(str(what.get("_id")))
