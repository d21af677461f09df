"""Generations: each is a folder of its own, never changed once published. The file `CURRENT` names
the current one and is replaced by one rename."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.store.format import Folder
from index.store.manifest import NAME
from index.values import IndexDamaged, MachineError, NoIndex, reason_of

_CURRENT = "CURRENT"
_FOLDER = "generations"
_NUMBER = re.compile(r"[0-9]{6,18}")
_MOST = 100
"""Bytes of `CURRENT`, at most."""


def current(index: Path) -> str | None:
    """The name of the current generation, None where there is none; IndexDamaged where the file
    that names it is not as written."""
    name = _named(index)
    if name is None or _is_there(index, name):
        return name
    name = _named(index)  # again: that one was dropped, if a newer one is in force since
    if name is None or _is_there(index, name):
        return name
    raise _damaged(index)


def _named(index: Path) -> str | None:
    """The name in `CURRENT`, None where that is not there."""
    path = pointer_of(index)
    try:
        pointer = Folder(index).read(_CURRENT, _MOST)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise IndexDamaged(f"{path}: cannot be read: {reason_of(error)}") from None
    except ValueError:
        raise _damaged(index) from None
    name = str(pointer, "ascii", "replace").split(" ")[0]
    if not _NUMBER.fullmatch(name) or pointer != _pointer(name):
        raise _damaged(index)
    return name


def _damaged(index: Path) -> IndexDamaged:
    reason = "damaged: expected a generation; run `sakuin reindex`"
    return IndexDamaged(f"{pointer_of(index)}: {reason}")


def _is_there(index: Path, name: str) -> bool:
    return _generations(index).has_folder(name)


def _pointer(name: str) -> bytes:
    """What `CURRENT` holds: a name and its CRC-32, so that a flipped bit names no other."""
    return f"{name} {zlib.crc32(name.encode()):08x}\n".encode()


def _known(index: Path) -> str | None:
    """As `current`, but None where the file is damaged, as a new build replaces it."""
    try:
        return current(index)
    except IndexDamaged:
        return None


def require_current(index: Path) -> str:
    """As `current`; NoIndex where there is none."""
    name = current(index)
    if name is None:
        raise NoIndex(f"{index}: no index here yet; run `sakuin reindex` first")
    return name


def identity(index: Path) -> tuple[str, int, int] | None:
    """(name, inode and mtime in ns of its manifest) of the current generation, None where there is
    none: it differs even from a generation of the same name in an index made anew. IndexDamaged
    where there is no manifest."""
    name = current(index)
    if name is None:
        return None
    folder = folder_of(index, name)
    try:
        status = folder.status(NAME)
    except OSError as error:
        raise IndexDamaged(f"{folder.path / NAME}: cannot be opened: {reason_of(error)}") from None
    return name, status.st_ino, status.st_mtime_ns


def pointer_of(index: Path) -> Path:
    """The file that names the current generation of an index: replaced by each new one, and never
    written otherwise."""
    return index / _CURRENT


def modified(index: Path) -> float:
    """When the generation in force was made, in seconds since 1970; NoIndex without one."""
    return folder_of(index, require_current(index)).status(NAME).st_mtime


def _generations(index: Path) -> Folder:
    return Folder(index).folder(_FOLDER)


def folder_of(index: Path, name: str) -> Folder:
    """The folder of a generation."""
    return _generations(index).folder(name)


def before(index: Path, name: str) -> str | None:
    """The generation before one, None where that is gone."""
    older = [other for other in _names(index) if int(other) < int(name)]
    return older[-1] if older and _is_there(index, older[-1]) else None


def begin(index: Path, copy_from: str | None) -> tuple[str, Folder]:
    """(name, new folder) of the next generation. It is empty, or with `copy_from` holds links to
    the files of that generation, which never change, besides its manifest."""
    discard_leftovers(index)
    last = max(map(int, _names(index)), default=0)
    name = f"{last + 1:06d}"
    folder = folder_of(index, name)
    folder.make()
    if copy_from is not None:
        source = folder_of(index, copy_from)
        for file in source.names():
            if file != NAME:
                source.link(file, folder)
    return name, folder


def publish(index: Path, name: str) -> None:
    """Writes a generation through to the disk, makes it the current one, and drops all but it and
    the one before."""
    folder = folder_of(index, name)
    folder.sync(*folder.names())
    for step in (folder, _generations(index), Folder(index)):
        step.sync()  # what it is in has its name before `CURRENT` does
    last = _known(index)
    Folder(index).replace(_CURRENT, _pointer(name))
    _drop(index, keep={name, last or name})


def discard_leftovers(index: Path) -> None:
    """Drops generations that were never published; none where that is unknown, as `CURRENT` is
    damaged."""
    name = _known(index)
    if name is not None:
        _drop(index, keep={name, before(index, name) or name})
    elif _CURRENT not in Folder(index).names():
        _drop(index, keep=set())


def _names(index: Path) -> list[str]:
    """The names of all generations on disk, ascending."""
    names = [name for name in _generations(index).names() if _NUMBER.fullmatch(name)]
    return sorted(names, key=int)


def _drop(index: Path, keep: set[str]) -> None:
    for name in _names(index):
        if name not in keep:
            _generations(index).drop(name)


@contextmanager
def machine_errors(index: Path) -> Iterator[None]:
    """Turns an OSError, as of a full disk or a missing permission, or a want of memory into a
    MachineError."""
    try:
        yield
    except (OSError, MemoryError) as error:
        raise MachineError(f"{index}: cannot write: {reason_of(error)}") from error
