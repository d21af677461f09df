"""The bytes of plain files. Those of a pipe or a device may never come, or never end."""

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MOST = 8_000_000
"""Bytes of a site's configuration."""


def read_file(path: Path, most: int) -> bytes:
    """The first bytes of a plain file, `most` of them at most; OSError where it cannot be read or
    is none."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is no plain file")
        return file.read(most)


def read_text(path: Path, errors: str = "strict") -> str:
    """The text of a plain file in UTF-8, of _MOST bytes at most; OSError where it cannot be read,
    is none, or is larger, UnicodeDecodeError where it is no text."""
    data = read_file(path, _MOST + 1)
    if len(data) > _MOST:
        raise OSError(f"it has more than {_MOST:,} bytes")
    return data.decode("utf-8-sig", errors)
