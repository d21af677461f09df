"""Errors of reading what is not as it was written: all that come of such bytes are IndexDamaged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from index.values import IndexDamaged, reason_of

_OF_BYTES = (LookupError, ValueError, ArithmeticError, MemoryError)
"""What bytes that are not as written make of the reading of them, beside IndexDamaged."""
Class = TypeVar("Class", bound=type)


@contextmanager
def as_written(path: Path) -> Iterator[None]:
    """Turns such an error into IndexDamaged, which names the file or folder."""
    try:
        yield
    except _OF_BYTES as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: BaseException) -> IndexDamaged:
    reason = reason_of(error) if isinstance(error, Exception) else ""
    return IndexDamaged(f"{path}: damaged: {reason}; run `sakuin reindex --full`")


def reads_as_written(cls: Class) -> Class:
    """A class whose public methods keep that promise; `path` is what it reads."""
    for name, method in list(vars(cls).items()):
        if callable(method) and not name.startswith("_"):
            setattr(cls, name, _kept(method))
    return cls


def _kept(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def kept(self: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return method(self, *arguments, **named)
        except _OF_BYTES as error:
            raise damaged(self.path, error) from error

    return kept
