"""The site around posts: its generator, the addresses of its posts, what they inherit from its
configuration. Each generator has a file of its own, with its rules."""

from index.posts.sites.rules import Generator, Heading, Page
from index.posts.sites.site import Site, find_site

__all__ = ["Generator", "Heading", "Page", "Site", "find_site"]
