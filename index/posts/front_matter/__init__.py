"""A post's head: text → metadata, slips of writing mended, the keys
of all generators as typed values."""

from index.posts.front_matter.fields import names
from index.posts.front_matter.head import Head, split_head

__all__ = ["Head", "names", "split_head"]
