"""The same segments as an index of Whoosh's, both ways: what Whoosh reads, our search finds, and
what Whoosh writes, too. Whoosh is known here alone."""

__all__ = []
