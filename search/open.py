"""Which Searcher the settings ask for."""

from pathlib import Path

from index.values import Settings
from search.contract import Searcher
from search.embedded import EmbeddedSearcher


def open_searcher(settings: Settings, most_work: int = 0) -> Searcher:
    """A Searcher over the index that the settings name; it opens nothing before its first call. A
    call may take `most_work` units of work, any for 0."""
    return EmbeddedSearcher(Path(settings.index), settings.ranking, most_work)
