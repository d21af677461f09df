"""Which Searcher the settings ask for."""

from collections.abc import Callable
from pathlib import Path

from index.cluster import Call, is_cluster
from index.values import Settings
from search.contract import Searcher

_LOOK = 1.0
"""Seconds between two looks at which generation of a cluster is in force, while many are served."""


def open_searcher(
    settings: Settings, serving: bool = False, told: Callable[[Call], None] | None = None
) -> Searcher:
    """A Searcher over the index that the settings name; it opens nothing before its first call.
    One for `serving` many bounds the work of a call, and opens new generations beside calls.
    `told` is told of each call that a cluster was asked for."""
    most_work = settings.server.most_work if serving else 0
    if is_cluster(settings.index):
        from index.cluster import open_client

        client = open_client(settings, told)
        from search.cluster import ClusterSearcher

        return ClusterSearcher(client, settings.ranking, most_work, _LOOK if serving else 0)
    from search.embedded import EmbeddedSearcher

    return EmbeddedSearcher(Path(settings.index), settings.ranking, most_work, beside=serving)
