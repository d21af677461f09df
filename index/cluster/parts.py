"""What shares of a generation are made of, joined."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from index.values import (
    LEFT_OUT,
    ConfigError,
    Contents,
    MachineError,
    NothingReadable,
    Records,
)


def mark(number: int) -> str:
    """What the keys begin with of the documents in which a share tells what it is made of."""
    return f"share-{number}-"


def same(contents: Contents, before: Contents) -> bool:
    """Whether a share has nothing that was not there before, and all that was."""
    changed, gone = contents.files.since(before.files)
    return not len(changed) and not gone and contents.vocabulary == before.vocabulary


def joined(parts: Mapping[int, Contents], address: str) -> Contents:
    """The contents of all shares by number, built as the first is; ConfigError where another one
    has other settings or versions, NothingReadable where not one file could be read."""
    first = parts[1]
    for number, part in parts.items():
        if differing := _differing(part, first):
            wanted = "expected all shares to have the same settings and versions"
            raise ConfigError(f"{address}: {wanted}; those of share {number} differ: {differing}")
    files = _in_order(Records.joined([part.files for part in parts.values()]), address)
    if files.count(LEFT_OUT) == len(files):
        raise NothingReadable("no post could be read, the index stays as it was")
    return replace(first, files=files)


def _differing(part: Contents, first: Contents) -> str:
    """By what a share is built otherwise than the first, in words."""
    names = [*first.basis, *(name for name in part.basis if name not in first.basis)]
    wrong = [name for name in names if part.basis.get(name) != first.basis.get(name)]
    wrong += ["vocabulary"] if part.vocabulary != first.vocabulary else []
    wrong += ["timezone"] if part.timezone != first.timezone else []
    return ", ".join(wrong)


def _in_order(files: Records, address: str) -> Records:
    """Records with their ids ascending; MachineError where two shares have the same."""
    ids = files.ids.unpacked()
    if len(set(ids)) < len(ids):
        raise MachineError(f"{address}: two shares had the same post; nothing is published")
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return files.take(np.array(order, dtype=np.int64))
