"""The site around posts: its generator, the addresses of its posts, what they inherit from its
configuration."""

from index.posts.sites.site import Site, find_site

__all__ = ["Site", "find_site"]
