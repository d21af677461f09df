"""Hugo: its configuration, contents, cascades and permalinks."""

from index.posts.sites.hugo.hugo import Hugo

__all__ = ["Hugo"]
