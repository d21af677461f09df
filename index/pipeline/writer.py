"""The protocol through which a build writes; each engine implements it in its own way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, Self

from index.values import Contents, Documents, Receipt, Snapshot

Pack = Callable[[Documents], Any]
"""Documents → what a Session takes, in the engine's own form. It is called in the processes that
analyse posts, so that it has to be a function of a module, and its results to be picklable."""


class Session(Protocol):
    """The next generation while it is made. It is a context that gives up its work when it is left
    before `publish`; until then the last generation stays the current one."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def add(self, packed: Any) -> None:
        """Adds documents that `Writer.pack` made."""
        ...

    def delete(self, post_id: str) -> None:
        """Deletes a post of the last generation, if it is there."""
        ...

    def publish(self, contents: Contents) -> Receipt:
        """Makes the generation the current one, in one step; MachineError where there is no
        room."""
        ...


class Writer(Protocol):
    """One index, opened for writing."""

    @property
    def pack(self) -> Pack:
        """The function that packs documents for `Session.add`."""
        ...

    @property
    def version(self) -> str:
        """The version of what it writes: an index of another version is built anew."""
        ...

    def exclusive(self, now: datetime) -> AbstractContextManager[None]:
        """Holds the index for writing; LockHeld where another process does, MachineError where the
        folder cannot be written."""
        ...

    def last(self) -> tuple[Receipt | None, str | None]:
        """(the current generation, why it cannot be built upon), None for none; NotOurs where a
        program owns the index."""
        ...

    def snapshot(self) -> Snapshot | None:
        """The snapshot of the folder of posts that was kept last; None where there is none."""
        ...

    def keep(self, snapshot: Snapshot) -> None:
        """Keeps a snapshot for the next build, if there is room for that."""
        ...

    def begin(self, base: Receipt | None) -> Session:
        """The next generation, empty or beginning with all that `base`, the last one, has;
        IndexDamaged where that cannot be built upon."""
        ...
