"""Posts on disk become values: bytes, front matter and Markdown go in, a Post of clean sections
comes out. Nothing here knows how text is analysed or stored."""

from index.posts.load import load_post
from index.posts.read import fingerprint, read_bytes
from index.posts.site import Site, find_site
from index.posts.walk import walk

__all__ = ["Site", "find_site", "fingerprint", "load_post", "read_bytes", "walk"]
