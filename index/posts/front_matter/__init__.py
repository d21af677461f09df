"""The front matter of a post: text → metadata, with slips mended, and the keys of all generators as
typed values."""

from index.posts.front_matter.fields import first_text, names, text_value
from index.posts.front_matter.head import Head, split_head

__all__ = ["Head", "first_text", "names", "split_head", "text_value"]
