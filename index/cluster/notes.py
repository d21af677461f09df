"""What shares of one build tell each other, in documents beside the generations: the first, what is
built and how it ended; each of the others, that it is at work, and how its part ended."""

import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from index.cluster.client import Client
from index.store import require_shape
from index.values import ClusterAway, Conflict, IndexDamaged, LockHeld, SakuinError, printable

AT_WORK, DONE, FAILED, ANEW = "at work", "done", "failed", "anew"
"""How a part, or the whole, stands: `anew` asks all to begin again without the last generation."""
PUBLISHED, UNCHANGED = "published", "unchanged"
_BUILD = "build"
_LONGEST = 300

T = TypeVar("T")
Note = TypeVar("Note", "Build", "Part")


@dataclass(frozen=True)
class Patience:
    """Seconds in which all shares have to come; after which one without a sign of life has ended;
    between two signs; between two looks; that shares have to rest after a failure."""

    come: float = 600.0
    silent: float = 60.0
    sign: float = 5.0
    look: float = 1.0
    rest: float = 15.0


PATIENCE = Patience()


@dataclass(frozen=True)
class Build:
    """A build of so many `shares`: the `token` tells it from others, `lock` is that of the lock it
    holds; it makes `index` from the generation `base`, "" for none; `outcome` is how it ended."""

    token: str
    lock: str
    index: str
    base: str
    shares: int
    since: str
    outcome: str = AT_WORK
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """A share of the `build`: `token` is its process, which is `holder`; `signs` are those of its
    life; `changed` tells whether it has anything that the last generation had not."""

    build: str
    token: str
    holder: str
    signs: int = 0
    state: str = AT_WORK
    changed: bool = True
    reason: str = ""

    @property
    def is_at_rest(self) -> bool:
        return self.state != AT_WORK


_SHAPES: dict[type[Any], dict[str, Any]] = {
    Build: {"token": str, "lock": str, "index": str, "base": str, "shares": int, "since": str,
            "outcome": str, "reason": str},
    Part: {"build": str, "token": str, "holder": str, "signs": int, "state": str, "changed": bool,
           "reason": str},
}  # fmt: skip


def patiently(ask: Callable[[], T], patience: Patience) -> T:
    """What is asked for, again and again while the cluster is away for a moment."""
    until = time.monotonic() + patience.silent
    while True:
        try:
            return ask()
        except ClusterAway:
            if time.monotonic() >= until:
                raise
        time.sleep(patience.look)


def holder() -> str:
    """Who this is, for people."""
    return f"{socket.gethostname()}:{os.getpid()}"


def read_build(client: Client) -> Build | None:
    """The last build of shares; None where there was none."""
    found = client.request("GET", _path(client, _BUILD), absent=True) or {}
    return _note(Build, found.get("_source"))


def last_together(client: Client) -> str:
    """The index that shares made last, "" for none."""
    build = read_build(client)
    return build.index if build else ""


def is_held(client: Client, build: Build) -> bool:
    """Whether the lock that a build began under is held."""
    found = client.request("GET", _path(client, "lock"), absent=True) or {}
    said = found.get("_source") or {}
    until = said.get("until")
    return bool(
        said.get("token") == build.lock and isinstance(until, int | float) and until > time.time()
    )


def write_build(client: Client, build: Build) -> None:
    """Tells the shares of a build how it stands."""
    short = replace(build, reason=build.reason[:_LONGEST])
    client.request("PUT", _path(client, _BUILD), asdict(short))


def claim(client: Client, number: int, part: Part) -> None:
    """Takes a share of a build; LockHeld where another process has it."""
    path = _path(client, f"share-{number}")
    found = client.request("GET", path, absent=True) or {}
    before = _note(Part, found.get("_source"))
    if before and before.build == part.build and before.token != part.token:
        raise _taken(client, number, before.holder)
    place = "?op_type=create"
    if "_seq_no" in found:
        place = f"?if_seq_no={found['_seq_no']}&if_primary_term={found['_primary_term']}"
    try:
        client.request("PUT", path + place, asdict(part))
    except Conflict:
        # an attempt that timed out may have been heard
        found = client.request("GET", path, absent=True) or {}
        now = _note(Part, found.get("_source"))
        if now is None or now.token != part.token:
            raise _taken(client, number, now.holder if now else "") from None


def write_part(client: Client, number: int, part: Part) -> None:
    """Tells how a share stands that this process has."""
    short = replace(part, reason=part.reason[:_LONGEST])
    client.request("PUT", _path(client, f"share-{number}"), asdict(short))


def read_parts(client: Client, build: Build) -> dict[int, Part]:
    """The shares that have come to a build, without the first, by their numbers."""
    numbers = range(2, build.shares + 1)
    keys = [f"share-{number}" for number in numbers]
    notes = (_note(Part, said) for said in client.get_many(f"{client.address.name}-state", keys))
    parts = zip(numbers, notes, strict=True)
    return {number: part for number, part in parts if part and part.build == build.token}


def _note(kind: type[Note], said: Any) -> Note | None:
    """What a document says; None of one that says nothing."""
    try:
        found: Note = kind(**require_shape(dict(said or {}), _SHAPES[kind]))
    except (TypeError, ValueError):
        return None
    return found


def _taken(client: Client, number: int, who: str) -> LockHeld:
    by = f": {printable(who)[:_LONGEST]}" if who else ""
    return LockHeld(f"{client.address}: another process has share {number} of this build{by}")


def _path(client: Client, key: str) -> str:
    return f"/{client.address.name}-state/_doc/{key}"


def outcome_of(raised: Sequence[object], has_base: bool) -> tuple[str, str]:
    """How something stands that ended with what was raised, as `__exit__` is told, and why."""
    error = next((one for one in raised if isinstance(one, BaseException)), None)
    state = ANEW if isinstance(error, IndexDamaged) and has_base else FAILED
    return state, str(error) if isinstance(error, SakuinError) else type(error).__name__
