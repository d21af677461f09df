"""The same segments as an index of Whoosh's, both ways: what our build writes Whoosh reads, what
Whoosh writes our search finds. Whoosh is known here alone."""

from index.whoosh_index.index import WhooshIndex, create_index, open_index
from index.whoosh_index.writer import WhooshWriter

__all__ = ["WhooshIndex", "WhooshWriter", "create_index", "open_index"]
