"""A disk without power: what a build writes is recorded where the store writes, and replayed as far
as a disk may have it. What was not synced is on it or not, in part or as zeros; of what was done to
the names in a folder since that was synced, any part is."""

import os
import random
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from index.store.format import folder as writes

Names = dict[str, int]
Change = Callable[[Names], object]


@dataclass
class Disk:
    """Folders and files by number: `files` as written, `synced` as they are on the disk for sure;
    of a folder the names that are so, `durable`, and the changes since, `pending`."""

    files: dict[int, bytes] = field(default_factory=dict)
    synced: dict[int, bytes] = field(default_factory=dict)
    durable: dict[int, Names] = field(default_factory=dict)
    pending: dict[int, list[Change]] = field(default_factory=dict)

    def copy(self) -> "Disk":
        return Disk(
            self.files, dict(self.synced), {at: dict(names) for at, names in self.durable.items()},
            {at: list(changes) for at, changes in self.pending.items()},
        )  # fmt: skip

    def add(self, folder: Path) -> int:
        """A folder as it is, all of it on the disk; its number."""
        number = folder.stat().st_ino
        self.durable[number], self.pending[number] = {}, []
        for path in folder.iterdir():
            if path.is_dir():
                self.durable[number][path.name] = self.add(path)
            elif path.name != "lock":
                inner = path.stat().st_ino
                self.durable[number][path.name] = inner
                self.files[inner] = self.synced[inner] = path.read_bytes()
        return number

    def after(self, root: int, place: Path, luck: "Luck") -> None:
        """Writes what is there when power comes back."""
        place.mkdir()
        names, pending = dict(self.durable[root]), self.pending[root]
        for at, change in enumerate(pending, 1 - len(pending)):
            if luck.has_change(at):
                change(names)
        for name, number in names.items():
            if number in self.durable:
                self.after(number, place / name, luck)
            else:
                data = self.synced.get(number)
                left = luck.content(self.files.get(number, b"")) if data is None else data
                (place / name).write_bytes(left)


@dataclass(frozen=True)
class Luck:
    """What is on a disk of that which is not sure: whether a change of names is, the last of its
    folder being number 0 and those before it negative; how much of the content of a file."""

    has_change: Callable[[int], bool]
    content: Callable[[bytes], bytes]

    @staticmethod
    def drawn(draw: random.Random) -> "Luck":
        """Any part of it; files may be cut, or zeros."""
        share = draw.choice((0.2, 0.5, 0.8))

        def content(whole: bytes) -> bytes:
            cut = draw.randrange(len(whole) + 1)
            zeros = bytes(len(whole) - cut)
            return draw.choice((whole, b"", whole[:cut], zeros, whole[:cut] + zeros))

        return Luck(lambda _: draw.random() < share, content)


NOTHING = Luck(lambda _: False, lambda _: b"")
ALL = Luck(lambda _: True, lambda whole: whole)
LAST = Luck(lambda at: at == 0, bytes)


Step = Callable[[Disk], None]


@dataclass
class Recording:
    """What a build does to the disk, step by step, and the disk before it."""

    root: int
    before: Disk
    steps: list[Step]

    def states(self) -> Iterator[Disk]:
        """The disk before, between and after all steps."""
        disk = self.before.copy()
        yield disk
        for step in self.steps:
            step(disk)
            yield disk


class _Recorder:
    """Stands for the module `os` where the store writes."""

    def __init__(self, steps: list[Step], files: dict[int, bytes], index: Path) -> None:
        self._steps, self._files = steps, files
        self._made: dict[int, int] = {}
        # what is held open keeps its number, which the next file would be given where it is gone
        self._kept = [os.open(path, os.O_RDONLY) for path in (index, *index.rglob("*"))]

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def _change(self, folder: int, change: Change) -> None:
        number = os.fstat(folder).st_ino
        self._steps.append(lambda disk: disk.pending[number].append(change))

    def open(self, name: Any, flags: int, *mode: int, dir_fd: int | None = None) -> int:
        opened = os.open(name, flags, *mode, dir_fd=dir_fd)
        if flags & os.O_CREAT and dir_fd is not None:
            number = os.fstat(opened).st_ino
            self._made[number] = os.dup(opened)
            self._change(dir_fd, lambda names: names.update({name: number}))
        return opened

    def mkdir(self, name: str, *, dir_fd: int) -> None:
        os.mkdir(name, dir_fd=dir_fd)
        held = os.open(name, os.O_RDONLY, dir_fd=dir_fd)
        self._kept.append(held)
        number = os.fstat(held).st_ino

        def make(disk: Disk) -> None:
            disk.durable[number], disk.pending[number] = {}, []

        self._steps.append(make)
        self._change(dir_fd, lambda names: names.update({name: number}))

    def replace(self, old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        number = os.stat(old, dir_fd=src_dir_fd).st_ino
        os.replace(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

        def rename(names: Names) -> None:
            names.pop(old, None)
            names[new] = number

        self._change(dst_dir_fd, rename)

    def link(self, name: str, other: str, *, src_dir_fd: int, dst_dir_fd: int, **how: Any) -> None:
        os.link(name, other, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, **how)
        number = os.stat(other, dir_fd=dst_dir_fd).st_ino
        self._change(dst_dir_fd, lambda names: names.update({other: number}))

    def unlink(self, name: str, *, dir_fd: int) -> None:
        os.unlink(name, dir_fd=dir_fd)
        self._change(dir_fd, lambda names: names.pop(name, None))

    def rmtree(self, name: str, *, dir_fd: int) -> None:
        shutil.rmtree(name, dir_fd=dir_fd)
        self._change(dir_fd, lambda names: names.pop(name, None))

    def fsync(self, opened: int) -> None:
        os.fsync(opened)
        status = os.fstat(opened)
        number = status.st_ino
        if not stat.S_ISDIR(status.st_mode):
            data = Path(f"/proc/self/fd/{opened}").read_bytes()
            self._steps.append(lambda disk: disk.synced.update({number: data}))
            return

        def sync(disk: Disk) -> None:
            for change in disk.pending.get(number, ()):
                change(disk.durable[number])
            disk.pending[number] = []

        self._steps.append(sync)

    def close_all(self) -> None:
        """Notes what was written to the files that were made."""
        for number, opened in self._made.items():
            size = os.fstat(opened).st_size
            self._files[number] = os.pread(opened, size, 0)
            os.close(opened)
        for opened in self._kept:
            os.close(opened)


@contextmanager
def recorded(index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """Records what is written to an index, whose folder is there."""
    before = Disk()
    steps: list[Step] = []
    recording = Recording(before.add(index), before, steps)
    recorder = _Recorder(steps, before.files, index)
    with monkeypatch.context() as patch:
        patch.setattr(writes, "os", recorder)
        patch.setattr(writes, "shutil", recorder)
        yield recording
    recorder.close_all()
