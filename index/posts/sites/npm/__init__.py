"""Generators that come from npm: Hexo, VitePress, Docusaurus and Astro. What they are configured
by is read, never run."""

from index.posts.sites.npm.astro import Astro
from index.posts.sites.npm.docusaurus import Docusaurus
from index.posts.sites.npm.hexo import Hexo
from index.posts.sites.npm.vitepress import VitePress

__all__ = ["Astro", "Docusaurus", "Hexo", "VitePress"]
