"""Jekyll: its files, defaults, values as Ruby reads them, and permalinks."""

from index.posts.sites.jekyll.jekyll import Jekyll

__all__ = ["Jekyll"]
