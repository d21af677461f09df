"""Posts on disk become values: bytes, front matter and Markdown go in, a Post of clean sections
comes out. Nothing here depends on how text is analysed or stored."""

from index.posts.history import History, first_commits
from index.posts.language import guess_language
from index.posts.load import load_post
from index.posts.reading import (
    Files,
    Harmful,
    clean,
    files_in,
    fingerprint,
    read_bytes,
    read_file,
    walk,
)
from index.posts.sites import Site, find_site

VERSION = 5
"""The version of what this room makes of a file: raise it with every change of that, so that posts
are read anew."""

__all__ = [
    "VERSION", "Files", "Harmful", "History", "Site", "clean", "files_in", "find_site",
    "fingerprint", "first_commits", "guess_language", "load_post", "read_bytes", "read_file",
    "walk",
]  # fmt: skip
