"""The searcher over an index on an OpenSearch cluster: that tells which posts match, and the first
of them are read, ranked and shown by the same code as those of an index on disk."""

from search.cluster.searcher import ClusterSearcher

__all__ = ["ClusterSearcher"]
