"""The Writer of a share of an index on a cluster: several processes or machines, each with a share
of the posts, make one generation together. The first holds the lock and publishes; the others join
the build that it began, and learn how it ended."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from index.cluster.client import Client
from index.cluster.first_share import FirstSession
from index.cluster.names import in_force_or_none
from index.cluster.notes import AT_WORK, PATIENCE, Build, Patience, is_held, patiently, read_build
from index.cluster.other_share import OtherSession
from index.cluster.writer import ClusterWriter
from index.values import ClusterSettings, LockHeld, MachineError, Receipt, Share


class ShareWriter(ClusterWriter):
    """The Writer of a share of the index at a client's address."""

    def __init__(
        self,
        client: Client,
        settings: ClusterSettings,
        share: Share,
        patience: Patience = PATIENCE,
    ) -> None:
        super().__init__(client, settings)
        self._share, self._patience = share, patience

    @contextmanager
    def exclusive(self, now: datetime) -> Iterator[None]:
        """Holds the index if this is the first share; the others work beside it."""
        if self._share.is_first:
            with super().exclusive(now):
                yield
            return
        in_force_or_none(self._client, self._client.address.name)
        yield

    def last(self) -> tuple[Receipt | None, str | None]:
        """The generation in force, as if it were of the posts of this share alone."""
        receipt, wrong = super().last()
        if receipt is None:
            return None, wrong
        files = receipt.contents.files
        mine = files.take(self._share.rows(files.ids))
        return Receipt(receipt.generation, replace(receipt.contents, files=mine)), wrong

    def begin(self, base: Receipt | None) -> FirstSession | OtherSession:  # type: ignore[override]
        """The next generation of all shares; MachineError where the first does not begin it,
        ConfigError where it was told something else, IndexDamaged where it builds all anew."""
        client, patience = self._client, self._patience
        if not self._share.is_first:
            return OtherSession(client, self._share, self._build(), base, patience)
        if self._lock is None:
            raise LockHeld(f"{client.address}: expected to hold the lock of the index")
        return FirstSession(client, self._settings, self._lock, base, self._share.of, patience)

    def _build(self) -> Build:
        """The build that the first share began, which is waited for."""
        until = time.monotonic() + self._patience.come
        while True:
            if build := patiently(self._begun, self._patience):
                return build
            if time.monotonic() >= until:
                break
            time.sleep(self._patience.look)
        first = f"share 1/{self._share.of}"
        hint = f"expected {first} to begin a build within {self._patience.come:.0f} seconds"
        raise MachineError(f"{self._client.address}: {hint}; run that too, beside this one")

    def _begun(self) -> Build | None:
        """The build that is under way, if one is."""
        build = read_build(self._client)
        is_on = build is not None and build.outcome == AT_WORK and is_held(self._client, build)
        return build if is_on else None
