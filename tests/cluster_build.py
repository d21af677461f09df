"""`python -m tests.cluster_build POSTS ADDRESS [--full]`: one build of an index on a cluster, as a
process that can be killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.cluster import Client, ClusterWriter, parse_address
from index.pipeline.build import Options, build
from index.pipeline.report import Report
from index.values.settings import ClusterSettings, Settings
from tests.conftest import NOW

SETTINGS = ClusterSettings(shards=2, replicas=1)


@contextmanager
def opened(address: str) -> Iterator[tuple[Client, ClusterWriter]]:
    """A client of an address, and the Writer of the index there."""
    with Client(parse_address(address), SETTINGS, sleep=lambda _: None) as client:
        yield client, ClusterWriter(client, SETTINGS)


def built(posts: Path, address: str, full: bool = False) -> Report:
    """One build in this process."""
    with opened(address) as (_, writer):
        options = Options(full, allow_loss=True, isolated=False)
        return build(posts, writer, Settings(jobs=1), NOW, options)


if __name__ == "__main__":
    built(Path(sys.argv[1]), sys.argv[2], "--full" in sys.argv)
