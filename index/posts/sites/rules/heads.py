"""What the first lines of a folder's posts tell of who made them, where no configuration does."""

import os
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from pathlib import Path

from index.posts.reading import PASSED_OVER, SUFFIXES, read_file

_LISTED, _SAMPLE = 2_000, 60
"""Of so many files at the beginning so many, at equal distances, are looked into."""
_READ = 3_000
"""Bytes of a file in which its front matter is looked for."""


def heads(files: Iterable[Path]) -> list[str]:
    """The beginnings of a sample of post files, "" for one without front matter."""
    listed = list(islice(files, _LISTED))
    return list(_heads(listed[:: max(1, len(listed) // _SAMPLE)]))


def files_below(folder: Path, passed_over: Set[str] = PASSED_OVER) -> Iterator[Path]:
    """The post files of a folder, in the same order each time."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in passed_over)
        yield from (Path(here, name) for name in sorted(names) if name.lower().endswith(SUFFIXES))


def _heads(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        try:
            data = read_file(path, _READ)
        except OSError:
            continue
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").lstrip()
        yield text if text.startswith(("---", "<!--", "title:")) else ""
