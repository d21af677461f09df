"""The site around posts: which generator made it, the addresses that it gives, what posts inherit
from its configuration."""

from index.posts.sites.site import Site, find_site

__all__ = ["Site", "find_site"]
