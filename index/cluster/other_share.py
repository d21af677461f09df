"""Another share of a build than the first: it fills the generation that the first began, tells that
it is at work and what it is made of, and waits for how it ends."""

import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import Self
from uuid import uuid4

from index.cluster.client import Client
from index.cluster.filling import Filling
from index.cluster.manifest import written
from index.cluster.names import in_force_or_none
from index.cluster.notes import (
    ANEW,
    AT_WORK,
    DONE,
    PUBLISHED,
    UNCHANGED,
    Build,
    Part,
    Patience,
    claim,
    holder,
    is_held,
    outcome_of,
    patiently,
    read_build,
    write_part,
)
from index.cluster.packing import ClusterBatch
from index.cluster.parts import mark, same
from index.values import (
    ConfigError,
    Contents,
    IndexDamaged,
    MachineError,
    Receipt,
    SakuinError,
    Share,
)


class OtherSession:
    """A share of the next generation, which is published by the first."""

    def __init__(
        self, client: Client, share: Share, build: Build, base: Receipt | None, patience: Patience
    ) -> None:
        self._client, self._share, self._build, self._base = client, share, build, base
        self._patience = patience
        self._part = Part(build.token, uuid4().hex, holder())
        self._guard = threading.Lock()
        self._done = threading.Event()
        self._ended: Build | None = None
        self._require_same()
        claim(client, share.number, self._part)
        self._filling = Filling(client, build.index, base is not None, self._require_going_on)
        self._keeper = threading.Thread(target=self._keep, name="sakuin share", daemon=True)
        self._keeper.start()

    def _require_same(self) -> None:
        """Raises where the first share was told something else."""
        build, mine = self._build, self._base.generation if self._base else ""
        place = f"{self._client.address}: share {self._share}"
        if build.shares != self._share.of:
            raise ConfigError(f"{place}: expected a share of {build.shares}, as the first is")
        if build.base == mine:
            return
        if not build.base:
            raise IndexDamaged("the first share builds all anew")
        if not mine:
            hint = "the first share does not; give all the same options, settings and versions"
            raise ConfigError(f"{place}: all is to be built anew here, and {hint}")
        raise MachineError(f"{place}: another build came between; run it again")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._filling.close()
        self._done.set()
        self._keeper.join()
        if self._part.state == AT_WORK:
            state, reason = outcome_of(raised, self._base is not None)
            with suppress(SakuinError):  # the first sees that there is no sign of life any more
                self._tell(state=state, reason=reason)

    def add(self, packed: ClusterBatch) -> None:
        self._require_going_on()
        self._filling.add(packed)

    def delete(self, post_id: str) -> None:
        self._filling.delete(post_id)

    def publish(self, contents: Contents) -> Receipt:
        """The generation in force, with the records of this share; what the first share says where
        it did not come to that."""
        self._filling.send_rest()
        index, of = self._build.index, mark(self._share.number)
        samples = self._filling.samples.ids
        for lines in written(index, self._build.token, contents, samples, of):
            self._filling.send(lines)
        self._filling.wait()
        self._require_going_on()
        changed = self._base is None or not same(contents, self._base.contents)
        self._tell(state=DONE, changed=changed)
        while (ended := patiently(self._outcome, self._patience)) is None:
            time.sleep(self._patience.look)
        if ended.outcome not in (PUBLISHED, UNCHANGED):
            raise self._error(ended)
        return Receipt(index if ended.outcome == PUBLISHED else ended.base, contents)

    def _keep(self) -> None:
        """Gives signs of life, and looks whether the build goes on, until that or this ends."""
        while not self._done.wait(self._patience.sign):
            with suppress(SakuinError):
                self._tell(signs=self._part.signs + 1)
                self._ended = self._outcome()
            if self._ended:
                return

    def _tell(self, **changes: object) -> None:
        with self._guard:
            self._part = replace(self._part, **changes)  # type: ignore[arg-type]
            write_part(self._client, self._share.number, self._part)

    def _outcome(self) -> Build | None:
        """The build as it ended; None while it goes on. Where the first share has ended without a
        word, it did so after it had published, or it failed."""
        build = read_build(self._client)
        is_this = build is not None and build.token == self._build.token
        if build and is_this and (build.outcome != AT_WORK or is_held(self._client, build)):
            return build if build.outcome != AT_WORK else None
        if in_force_or_none(self._client, self._client.address.name) == self._build.index:
            return replace(self._build, outcome=PUBLISHED)
        return replace(self._build, outcome="failed", reason="it has ended without a word")

    def _require_going_on(self) -> None:
        if self._ended:
            raise self._error(self._ended)

    def _error(self, ended: Build) -> SakuinError:
        if ended.outcome == ANEW:
            return IndexDamaged(f"the first share builds all anew: {ended.reason}")
        place = f"{self._client.address}: share {self._share}"
        return MachineError(f"{place}: the first share did not publish: {ended.reason}")
