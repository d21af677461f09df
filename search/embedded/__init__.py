"""The Searcher over our own index on disk. It puts the other rooms together."""

from search.embedded.searcher import EmbeddedSearcher
from search.embedded.verified import forget_verified, write_verified

__all__ = ["EmbeddedSearcher", "forget_verified", "write_verified"]
