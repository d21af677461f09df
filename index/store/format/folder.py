"""The folders of an index: every file of an index is opened, made, named anew and dropped here. No
link below the index's own folder is followed, nothing but a plain file is read, no name leads out
of a folder, and no file that is there is ever written to."""

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from index.values import IndexDamaged

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_HAS_DESCRIPTORS = os.open in os.supports_dir_fd
"""Whether names are looked up in an open folder; where they are not, as on Windows, paths are."""
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WAITLESS = getattr(os, "O_NONBLOCK", 0)
"""A pipe would be waited for."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_MODE = 0o666


@dataclass(frozen=True)
class Folder:
    """The folder that `below` names, step by step, in the folder of an index, `top`, to which links
    may lead, as its owner has chosen it. OSError from any method where the machine refuses,
    IndexDamaged where a name is none of an index."""

    top: Path
    below: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return self.top.joinpath(*self.below)

    @property
    def name(self) -> str:
        return self.path.name

    def folder(self, name: str) -> "Folder":
        """A folder in this one, whether it is there or not."""
        return Folder(self.top, (*self.below, self._checked(name)))

    def open(self, name: str) -> BinaryIO:
        """A plain file, opened for reading."""
        file: BinaryIO = self._file(name, os.O_RDONLY | _WAITLESS, "rb")
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise OSError(errno.EMLINK, "it is no plain file", str(self.path / name))
        return file

    def read(self, name: str, most: int) -> bytes:
        """All of a plain file; ValueError where it has more than `most` bytes."""
        with self.open(name) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise ValueError(f"it has more than {most:,} bytes")
        return data

    def create(self, name: str) -> BinaryIO:
        """A new file, opened for writing; what had its name is dropped."""
        self.remove(name)
        made: BinaryIO = self._file(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, "wb")
        return made

    def _file(self, name: str, flags: int, mode: str) -> Any:
        def opener(path: str, _: int) -> int:
            if not _HAS_DESCRIPTORS and Path(path).is_symlink():  # where O_NOFOLLOW may be wanting
                raise OSError(errno.EMLINK, "it is a link", path)
            return int(self._at(os.open, name, flags | _PLAIN, _MODE))

        return open(self.path / self._checked(name), mode, opener=opener)

    def replace(self, name: str, data: bytes, durable: bool = True) -> None:
        """Puts a file in the place of the one of its name, in one step; `durable` writes it through
        to the disk before and after."""
        with self.create(f"{name}.new") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        self.rename(f"{name}.new", name)
        if durable:
            self.sync()

    def rename(self, old: str, new: str) -> None:
        """Gives a file another name, in place of what has it."""
        with self._held() as at:
            if at is None:
                os.replace(self.path / old, self.path / new)  # noqa: PTH105
            else:
                os.replace(old, self._checked(new), src_dir_fd=at, dst_dir_fd=at)

    def link(self, name: str, other: "Folder") -> None:
        """Gives a plain file a second name, the same in another folder, or a copy there."""
        with self.open(name) as source:
            try:
                self._linked(name, other)
            except OSError:  # file systems without links
                with other.create(name) as copy:
                    shutil.copyfileobj(source, copy)

    def _linked(self, name: str, other: "Folder") -> None:
        with self._held() as at, other._held() as to:
            if at is None or to is None:
                os.link(self.path / name, other.path / name)
            else:
                os.link(name, name, src_dir_fd=at, dst_dir_fd=to, follow_symlinks=False)

    def remove(self, name: str) -> None:
        """Drops a file or a link, if it is there."""
        with suppress(FileNotFoundError):
            self._at(os.unlink, name)

    def status(self, name: str) -> os.stat_result:
        """The status of what has a name, of a link its own."""
        found: os.stat_result = self._at(os.lstat if not _HAS_DESCRIPTORS else _status, name)
        return found

    def has_folder(self, name: str) -> bool:
        """Whether there is a folder of that name, not a link."""
        try:
            return stat.S_ISDIR(self.status(name).st_mode)
        except OSError:
            return False

    def names(self) -> list[str]:
        """What is in the folder, sorted; [] where that is not there."""
        try:
            with self._held() as at:
                return sorted(os.listdir(self.path if at is None else at))  # noqa: PTH208
        except FileNotFoundError:
            return []

    def make(self) -> None:
        """Makes the folder, and what it is in; FileExistsError where something has its name."""
        if not self.below:
            if not self.top.is_dir():
                self.top.mkdir(parents=True, exist_ok=True)
                with suppress(PermissionError):  # one may make folders in what one may not list
                    Folder(self.top.parent).sync()
            return
        outer = Folder(self.top, self.below[:-1])
        if outer.below:
            with suppress(FileExistsError):
                outer.make()
        outer._at(os.mkdir, self.name)

    def drop(self, name: str) -> None:
        """Drops a folder with all that is in it, as far as that can be, or a link to one."""
        with suppress(OSError):
            if self.has_folder(name):
                self._at(shutil.rmtree, name)
            else:
                self.remove(name)

    def sync(self, *names: str) -> None:
        """Writes files through to the disk, or without names the folder itself: which names it
        has."""
        for name in names:
            with self.open(name) as file:
                os.fsync(file.fileno())
        with self._held() as at:
            if at is not None and not names:
                os.fsync(at)

    def _at(self, function: Callable[..., Any], name: str, *arguments: Any) -> Any:
        """Calls a function of the operating system for a name in this folder."""
        name = self._checked(name)
        with self._held() as at:
            if at is None:
                return function(self.path / name, *arguments)
            return function(name, *arguments, dir_fd=at)

    @contextmanager
    def _held(self) -> Iterator[int | None]:
        """The folder, opened from the top step by step; None where paths are looked up."""
        if not _HAS_DESCRIPTORS:
            self._refuse_links()
            yield None
            return
        held = os.open(self.top, _FOLDER)
        try:
            for name in self.below:
                inner = os.open(name, _FOLDER | _PLAIN, dir_fd=held)
                os.close(held)
                held = inner
            yield held
        finally:
            os.close(held)

    def _refuse_links(self) -> None:
        for count in range(1, len(self.below) + 1):
            step = self.top.joinpath(*self.below[:count])
            if step.is_symlink() or getattr(step, "is_junction", bool)():
                raise OSError(errno.EMLINK, "a link is where a folder should be", str(step))

    def _checked(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise IndexDamaged(f"{self.path}: expected the name of a file, found {name[:100]!r}")
        return name


def _status(name: str, dir_fd: int) -> os.stat_result:
    return os.stat(name, dir_fd=dir_fd, follow_symlinks=False)
