"""Where a build writes to: a small protocol that each engine implements in its own way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from index.values import Contents, Documents, Receipt

Pack = Callable[[Documents], Any]
"""Documents → what a Session takes, in the engine's own form. It is called in the processes that
analyse posts, so it is a function of a module, and what it gives can be pickled."""


class Session(Protocol):
    """The next generation, while it is made. As a context it gives up its work when left without
    `publish`; what was in force stays so until then."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def add(self, packed: Any) -> None:
        """Adds documents that `Writer.pack` made."""
        ...

    def delete(self, post_id: str) -> None:
        """Takes out a post of the last generation, if it is there."""
        ...

    def publish(self, contents: Contents) -> Receipt:
        """Puts the generation in force in one step; MachineError where there is no room."""
        ...


class Writer(Protocol):
    """One index as it is written."""

    @property
    def pack(self) -> Pack: ...

    @property
    def version(self) -> str:
        """Of what it writes: what another version wrote is built anew."""
        ...

    def exclusive(self, now: datetime) -> AbstractContextManager[None]:
        """Holds the index for writing; LockHeld where another does, MachineError where the machine
        would not."""
        ...

    def last(self) -> tuple[Receipt | None, str | None]:
        """(what is in force, why it cannot be built upon); NotOurs where a program owns it."""
        ...

    def begin(self, base: Receipt | None) -> Session:
        """The next generation, empty, or beginning with all that `base`, the last one, holds.
        IndexDamaged where that cannot be built upon."""
        ...
