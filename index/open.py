"""Which Writer the settings ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.cluster import is_cluster
from index.pipeline import Writer
from index.store import StoreWriter, identity
from index.values import SakuinError, Settings


@contextmanager
def open_writer(settings: Settings) -> Iterator[Writer]:
    """The Writer of the index that the settings name, in a folder or on a cluster; ConfigError."""
    if not is_cluster(settings.index):
        yield StoreWriter(Path(settings.index))
        return
    from index.cluster import ClusterWriter, open_client

    with open_client(settings) as client:
        yield ClusterWriter(client, settings.cluster)


def in_force(settings: Settings) -> object:
    """Something that differs between any two current generations."""
    try:
        if not is_cluster(settings.index):
            return identity(Path(settings.index))
        from index.cluster import in_force, open_client

        with open_client(settings) as client:
            return in_force(client)
    except SakuinError as error:
        return str(error)
