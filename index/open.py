"""Which Writer the settings ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.cluster import is_cluster
from index.pipeline import Writer
from index.store import StoreWriter, identity
from index.values import ALL, ConfigError, SakuinError, Settings, Share

_FOR_CLUSTERS = (
    "expected an index on a cluster, opensearch://…, which several machines build together (the "
    "processes of one are --jobs)"
)


@contextmanager
def open_writer(settings: Settings, share: Share = ALL) -> Iterator[Writer]:
    """The Writer of the index that the settings name, in a folder or on a cluster, or of a share of
    one there; ConfigError."""
    if not is_cluster(settings.index):
        if not share.is_whole:
            raise ConfigError(f"--share {share}: {_FOR_CLUSTERS}, found {settings.index}")
        yield StoreWriter(Path(settings.index))
        return
    from index.cluster import open_client

    with open_client(settings) as client:
        from index.cluster import ClusterWriter, ShareWriter

        if share.is_whole:
            yield ClusterWriter(client, settings.cluster)
        else:
            yield ShareWriter(client, settings.cluster, share)


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
