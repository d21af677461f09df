"""What a folder's files were when they were read last, so that they need not be read again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.values.arrays import Int64s
from index.values.packed import Packed


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Post files as they were just after `taken`, ns since 1970. Columns have a row a file: the
    id of its post; its status, shape (files, 4): size, times of change in ns, inode; the
    fingerprint of its content, b"" where it was not read; its role, whether it is to be read.
    Fingerprints and roles are those of certain `rules`, a digest of all that they depend on besides
    the files."""

    ids: Packed
    stats: Int64s
    contents: NDArray[np.bytes_]
    roles: NDArray[np.uint8]
    rules: str
    taken: int
