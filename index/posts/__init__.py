"""Posts on disk become values: bytes, front matter and Markdown go in, a Post of clean sections
comes out. Nothing here knows how text is analysed or stored."""

from index.posts.load import load_post
from index.posts.post import FIELDS, Post, Removal, Section, Visibility
from index.posts.read import read_bytes
from index.posts.site import Site, find_site
from index.posts.walk import walk

__all__ = [
    "FIELDS", "Post", "Removal", "Section", "Site", "Visibility", "find_site",
    "load_post", "read_bytes", "walk",
]  # fmt: skip
