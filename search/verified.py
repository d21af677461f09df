"""The result of verifying an index, kept with it."""

from dataclasses import asdict
from pathlib import Path

from index.cluster import is_cluster
from index.values import Settings
from search import embedded
from search.contract import Verified


def write_verified(settings: Settings, verified: Verified) -> None:
    """Keeps the result; OSError, ClusterAway where that cannot be."""
    if not is_cluster(settings.index):
        embedded.write_verified(Path(settings.index), verified)
        return
    from index.cluster import open_client, write_verified

    with open_client(settings) as client:
        write_verified(client, asdict(verified))


def forget_verified(settings: Settings) -> None:
    """Deletes the result: an index made anew may have a generation of the same name."""
    if not is_cluster(settings.index):
        embedded.forget_verified(Path(settings.index))
        return
    from index.cluster import forget_verified, open_client

    with open_client(settings) as client:
        forget_verified(client)
