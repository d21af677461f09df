"""What the first lines of a folder's posts tell of who made them, where no configuration does."""

from collections.abc import Iterable, Iterator
from pathlib import Path

_SAMPLE = 60
"""Files that are looked into, at equal distances among all."""
_READ = 3_000
"""Bytes of a file in which its front matter is looked for."""


def heads(files: Iterable[tuple[str, Path]]) -> list[str]:
    """The beginnings of a sample of post files (id, path), of those with front matter alone."""
    every = list(files)
    step = max(1, len(every) // _SAMPLE)
    return list(_heads(path for _, path in every[::step]))


def _heads(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(_READ)
        except OSError:
            continue
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").lstrip()
        if text.startswith(("---", "<!--", "title:")):
            yield text
