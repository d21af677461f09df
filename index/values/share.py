"""A share of the posts, where several processes or machines build one index together."""

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from index.values.arrays import Int64s
from index.values.errors import ConfigError
from index.values.packed import Packed

_MOST = 64
_GIVEN = re.compile(r"([0-9]{1,3})/([0-9]{1,3})", re.ASCII)


@dataclass(frozen=True)
class Share:
    """One of so many shares, from 1 on. Each post is of one of them, by its id alone: whoever has
    the posts, now or before, tells the same. By their folders they would be far from even, as many
    blogs have one folder. ConfigError for an impossible share."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of <= _MOST:
            raise _refused(str(self))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def is_whole(self) -> bool:
        """Whether it is all there is."""
        return self.of == 1

    @property
    def is_first(self) -> bool:
        """Whether it is the one that publishes."""
        return self.number == 1

    def holds(self, post_id: str) -> bool:
        """Whether a post is of this share."""
        if self.is_whole:
            return True
        data = post_id.encode("utf-8", "surrogatepass")
        number = int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
        return number % self.of == self.number - 1

    def rows(self, ids: Packed) -> Int64s:
        """The numbers of those of many posts that are of this share, ascending."""
        if self.is_whole:
            return np.arange(len(ids))
        return np.array([row for row, name in enumerate(ids) if self.holds(name)], dtype=np.int64)


ALL = Share()
"""The whole."""


def parse_share(text: str) -> Share:
    """The share that `3/8` names; ConfigError for anything else."""
    if (found := _GIVEN.fullmatch(text)) is None:
        raise _refused(text)
    return Share(int(found[1]), int(found[2]))


def _refused(found: str) -> ConfigError:
    return ConfigError(f"share: expected K/N, such as 3/8, with N up to {_MOST}, found {found!r}")
