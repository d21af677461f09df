"""Which Searcher answers, as the settings have it."""

from pathlib import Path

from index.values import Settings
from search.contract import Searcher
from search.embedded import EmbeddedSearcher


def open_searcher(settings: Settings) -> Searcher:
    """The Searcher over the index of these settings; nothing is opened before it is asked."""
    return EmbeddedSearcher(Path(settings.index), settings.ranking)
