"""Generations: each is a folder of its own, never changed once published. The file `CURRENT` names
the current one and is replaced by one rename."""

import os
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.store.manifest import NAME
from index.values import IndexDamaged, MachineError, NoIndex, reason_of

_CURRENT = "CURRENT"
_FOLDER = "generations"
_NUMBER = re.compile(r"\d{6,}")


def current(index: Path) -> str | None:
    """The name of the current generation, None where there is none; IndexDamaged where the file
    that names it is not as written."""
    path = pointer_of(index)
    try:
        pointer = path.read_text(encoding="ascii")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise IndexDamaged(f"{path}: cannot be read: {reason_of(error)}") from None
    except UnicodeDecodeError as error:
        raise IndexDamaged(f"{path}: damaged: {reason_of(error)}; run `sakuin reindex`") from None
    name = pointer.split(" ")[0]
    if pointer != _pointer(name) or not folder_of(index, name).is_dir():
        raise IndexDamaged(f"{path}: damaged: expected a generation; run `sakuin reindex`")
    return name


def _pointer(name: str) -> str:
    """What `CURRENT` holds: a name and its CRC-32, so that a flipped bit names no other."""
    return f"{name} {zlib.crc32(name.encode()):08x}\n"


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
    path = folder_of(index, name) / NAME
    try:
        status = path.stat()
    except OSError as error:
        raise IndexDamaged(f"{path}: cannot be opened: {reason_of(error)}") from None
    return name, status.st_ino, status.st_mtime_ns


def pointer_of(index: Path) -> Path:
    """The file that names the current generation of an index: replaced by each new one, and never
    written otherwise."""
    return index / _CURRENT


def modified(index: Path) -> float:
    """When the generation in force was made, in seconds since 1970; NoIndex without one."""
    return (folder_of(index, require_current(index)) / NAME).stat().st_mtime


def folder_of(index: Path, name: str) -> Path:
    """The folder of a generation."""
    return index / _FOLDER / name


def begin(index: Path, copy_from: str | None) -> tuple[str, Path]:
    """(name, new folder) of the next generation. It is empty, or with `copy_from` holds links to
    the files of that generation, which never change, besides its manifest."""
    discard_leftovers(index)
    last = max(map(int, _names(index)), default=0)
    name = f"{last + 1:06d}"
    folder = folder_of(index, name)
    folder.mkdir(parents=True)
    if copy_from is not None:
        for file in folder_of(index, copy_from).iterdir():
            if file.name != NAME:
                _link(file, folder / file.name)
    return name, folder


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # file systems without links
        shutil.copy2(source, target)


def publish(index: Path, name: str) -> None:
    """Writes a generation through to the disk, makes it the current one, and drops all but it and
    the one before."""
    folder = folder_of(index, name)
    for file in folder.iterdir():
        _sync(file)
    _sync(folder)
    _sync(folder.parent)
    pointer = index / f"{_CURRENT}.new"
    pointer.write_text(_pointer(name), encoding="ascii")
    _sync(pointer)
    before = _known(index)
    pointer.replace(index / _CURRENT)
    _sync(index)
    _drop(index, keep={name, before or name})


def discard_leftovers(index: Path) -> None:
    """Drops generations that were never published; none where that is unknown, as `CURRENT` is
    damaged."""
    name = _known(index)
    if name is None:
        if not (index / _CURRENT).exists():
            _drop(index, keep=set())
        return
    older = [g for g in _names(index) if int(g) < int(name)]
    _drop(index, keep={name, *older[-1:]})


def _names(index: Path) -> list[str]:
    """The names of all generations on disk, ascending."""
    folder = index / _FOLDER
    names = (
        [f.name for f in folder.iterdir() if _NUMBER.fullmatch(f.name)] if folder.is_dir() else []
    )
    return sorted(names, key=int)


def _drop(index: Path, keep: set[str]) -> None:
    for name in _names(index):
        if name not in keep:
            shutil.rmtree(folder_of(index, name), ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def machine_errors(index: Path) -> Iterator[None]:
    """Turns an OSError, as of a full disk or a missing permission, into a MachineError."""
    try:
        yield
    except OSError as error:
        raise MachineError(f"{index}: cannot write: {reason_of(error)}") from error
