"""The files of a folder of posts that are to be read, and what is in them: as a snapshot knows it
where they are as they were, else as their bytes say."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.posts import Files, fingerprint, read_file
from index.values import CONTENT, Snapshot

NOT_PUBLISHED, EXCLUDED, CHOSEN = 0, 1, 2
"""Roles of files: no page of the site; left out by the owner; to be read."""

_JUST_CHANGED = 3_000_000_000
"""Nanoseconds before a snapshot in which a change of a file may be followed by another one that
does not show in its times: two seconds are the steps of the coarsest clock of a file system."""
_TELLS_CHANGES = os.name == "posix"
"""Whether the status of a file tells when it was touched last, which programs cannot set back."""
_SIZE, _CHANGED, _TOUCHED = range(3)


@dataclass(frozen=True)
class Source:
    """A post file: its id, its path, the fingerprint of its content, its size in bytes; the date,
    ISO 8601, that the history of the file gives it, "" for none."""

    id: str
    path: Path
    content: str
    size: int = 0
    added: str = ""


@dataclass(frozen=True, eq=False)
class Sources(Sequence[Source]):
    """Files, the fingerprints of their contents, shape (files,), and the dates that their history
    gives some, by id. A Source is made when it is asked for."""

    files: Files
    contents: NDArray[np.bytes_]
    added: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, row: Any) -> Any:
        post_id = self.files.ids[row]
        content = bytes(self.contents[row]).decode("ascii")
        size = int(self.files.stats[row, _SIZE])
        return Source(post_id, self.files.path(row), content, size, self.added.get(post_id, ""))

    def take(self, rows: NDArray[Any]) -> "Sources":
        """Some of the files, by numbers that ascend."""
        if len(rows) == len(self):
            return self
        return Sources(self.files.take(rows), self.contents[rows], self.added)


@dataclass(frozen=True, eq=False)
class Seen:
    """All files of a folder as they are: their roles; those that are to be read and can be; of the
    others of these, by id, why they cannot be read now, unless they are gone by now. `snapshot` is
    that of these files, None where the one before tells the same."""

    roles: NDArray[np.uint8]
    sources: Sources
    unread: Mapping[str, OSError]
    snapshot: Snapshot | None


def look_at(
    files: Files,
    before: Snapshot | None,
    rules: str,
    role: Callable[[str], int],
    max_bytes: int,
    taken: int,
) -> Seen:
    """Looks at files that were listed after `taken`, ns since 1970; `before` counts if it is of
    the same `rules`, which decide the `role` of an id."""
    counts = before is not None and before.rules == rules and _TELLS_CHANGES
    known = _Known(files, before if counts else None)
    roles, contents = known.roles(role), known.contents()
    unread = {}
    unknown = np.flatnonzero((roles == CHOSEN) & (contents == b""))
    for row in unknown.tolist():
        try:
            contents[row] = _content(files.path(row), max_bytes)
        except FileNotFoundError:
            continue
        except OSError as error:
            unread[files.ids[row]] = error
    snapshot = None
    if len(unknown) or not known.is_all:
        snapshot = Snapshot(files.ids, files.stats, contents, roles, rules, taken)
    rows = np.flatnonzero((roles == CHOSEN) & (contents != b""))
    return Seen(roles, Sources(files, contents).take(rows), unread, snapshot)


class _Known:
    """What a snapshot knows of files: that file `rows[i]` is in its row `there[i]`."""

    def __init__(self, files: Files, before: Snapshot | None) -> None:
        self._files, self._before = files, before
        at = before.ids.places(files.ids) if before else np.full(len(files), -1)
        self._new, self._rows = np.flatnonzero(at < 0), np.flatnonzero(at >= 0)
        self._there = at[self._rows]

    @property
    def is_all(self) -> bool:
        """Whether the files are those of the snapshot."""
        ids = self._before.ids if self._before else ()
        return len(self._rows) == len(self._files) == len(ids)

    def roles(self, role: Callable[[str], int]) -> NDArray[np.uint8]:
        """The role of each file."""
        roles = np.zeros(len(self._files), dtype=np.uint8)
        if self._before is not None:
            roles[self._rows] = self._before.roles[self._there]
        roles[self._new] = [role(self._files.ids[row]) for row in self._new.tolist()]
        return roles

    def contents(self) -> NDArray[np.bytes_]:
        """The fingerprint of each file that is as it was, b"" of the others. As in git, a file
        that was changed just before the snapshot may have been changed once more after it."""
        contents = np.zeros(len(self._files), dtype=CONTENT)
        if self._before is not None:
            stats = self._before.stats[self._there]
            same = (self._files.stats[self._rows] == stats).all(axis=1)
            safe = stats[:, [_CHANGED, _TOUCHED]].max(axis=1) < self._before.taken - _JUST_CHANGED
            same &= safe
            contents[self._rows[same]] = self._before.contents[self._there[same]]
        return contents


def _content(path: Path, max_bytes: int) -> str:
    """The fingerprint of a file's content; that of one larger than `max_bytes` is its size."""
    data = read_file(path, max_bytes + 1)
    return fingerprint(data) if len(data) <= max_bytes else f"size {path.stat().st_size}"
