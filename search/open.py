"""Which Searcher the settings ask for."""

from pathlib import Path

from index.values import Settings
from search.contract import Searcher
from search.embedded import EmbeddedSearcher


def open_searcher(settings: Settings) -> Searcher:
    """A Searcher over the index that the settings name; it opens nothing before its first call."""
    return EmbeddedSearcher(Path(settings.index), settings.ranking)
