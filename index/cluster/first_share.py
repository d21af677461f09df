"""The first share of a build: it begins the generation, waits for the others, proves the whole and
publishes it."""

import random
import time
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

from index.cluster.client import Client
from index.cluster.lock import Lock
from index.cluster.manifest import read_contents, read_manifest
from index.cluster.mapping import MANIFEST, part_key
from index.cluster.notes import (
    ANEW,
    DONE,
    FAILED,
    PUBLISHED,
    UNCHANGED,
    Build,
    Part,
    Patience,
    outcome_of,
    patiently,
    read_parts,
    write_build,
)
from index.cluster.parts import joined, mark, same
from index.cluster.session import ClusterSession
from index.values import (
    ClusterSettings,
    Contents,
    IndexDamaged,
    MachineError,
    Receipt,
    SakuinError,
    counted,
)

_SAMPLES = 1_000
"""Posts that were just written and are remembered."""


class FirstSession(ClusterSession):
    """The next generation, which so many shares make."""

    def __init__(
        self,
        client: Client,
        settings: ClusterSettings,
        lock: Lock,
        base: Receipt | None,
        shares: int,
        patience: Patience,
    ) -> None:
        name = base.generation if base else None
        super().__init__(client, settings, lock, name)
        self._last, self._patience, self._is_over = base, patience, False
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._build = Build(uuid4().hex, lock.token, self._index, name or "", shares, since)
        write_build(client, self._build)

    def __exit__(self, *raised: object) -> None:
        if not self._is_over:
            with suppress(SakuinError):  # the others see that the lock is not held any more
                self._end(*outcome_of(raised, self._last is not None))
        super().__exit__(*raised)

    def publish(self, contents: Contents) -> Receipt:
        """The generation with the posts of all shares, in force, and the records of this one;
        where none has anything new, that which was in force."""
        parts = self._await()
        is_same = self._last is not None and same(contents, self._last.contents)
        if self._last and is_same and not any(part.changed for part in parts.values()):
            self._end(UNCHANGED)
            return Receipt(self._last.generation, contents)
        self._client.request("POST", f"/{self._index}/_refresh")
        whole, fresh = self._whole(contents)
        receipt = self._published(whole, fresh)
        with suppress(SakuinError):  # the others see what is in force
            self._end(PUBLISHED)
        return replace(receipt, contents=contents)

    def _whole(self, contents: Contents) -> tuple[Contents, list[str]]:
        """The contents of all shares, and some of the posts that were written; takes out what the
        others wrote of theirs."""
        known, fresh = {1: contents}, list(self._filling.samples.ids)
        for number in range(2, self._build.shares + 1):
            of = mark(number)
            said = read_manifest(self._client, self._index, of)
            known[number] = read_contents(self._client, said, of)
            fresh += said.fresh
            self._filling.drop([of + MANIFEST, *(part_key(one, of) for one in range(said.parts))])
        fresh = random.sample(fresh, min(len(fresh), _SAMPLES))
        return joined(known, str(self._client.address)), fresh

    def _await(self) -> dict[int, Part]:
        """The other shares, once all are done; MachineError where one is not, or never came."""
        began = time.monotonic()
        heard: dict[int, tuple[int, float]] = {}
        while True:
            parts = patiently(lambda: read_parts(self._client, self._build), self._patience)
            now = time.monotonic()
            for number in range(2, self._build.shares + 1):
                part = parts.get(number)
                signs = part.signs if part else -1
                if number not in heard or heard[number][0] != signs:
                    heard[number] = signs, now
                self._require(number, part, now - (heard[number][1] if part else began))
            if sum(part.state == DONE for part in parts.values()) == self._build.shares - 1:
                return parts
            self._lock.require()
            time.sleep(self._patience.look)

    def _require(self, number: int, part: Part | None, seconds: float) -> None:
        """Raises what is wrong with a share of which nothing was heard for so many seconds."""
        who = f"{self._client.address}: share {number}/{self._build.shares}"
        if part is None:
            if seconds > self._patience.come:
                limit = counted(round(self._patience.come), "second")
                raise MachineError(f"{who} did not come within {limit}; nothing is published")
        elif part.state == ANEW:
            raise IndexDamaged(f"{who}: {part.reason}")
        elif part.state == FAILED:
            raise MachineError(f"{who} failed; nothing is published: {part.reason}")
        elif not part.is_at_rest and seconds > self._patience.silent:
            limit = counted(round(self._patience.silent), "second")
            raise MachineError(f"{who} gave no sign of life for {limit}; nothing is published")

    def _end(self, outcome: str, reason: str = "") -> None:
        """Tells the others how it ended."""
        self._is_over = True
        write_build(self._client, replace(self._build, outcome=outcome, reason=reason))

    def _give_up(self) -> None:
        """Drops the generation once nobody sends to it; else the next build does."""
        until = time.monotonic() + self._patience.rest
        with suppress(SakuinError):
            while not self._are_at_rest():
                if time.monotonic() > until:
                    return
                time.sleep(self._patience.look)
            super()._give_up()

    def _are_at_rest(self) -> bool:
        parts = read_parts(self._client, self._build)
        return all(part.is_at_rest for part in parts.values())
