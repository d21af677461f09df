"""Markdown as blogs write it → blocks of shown text, each repeated passage once."""

from index.posts.markdown.blocks import Block, blocks
from index.posts.markdown.plain import plain_text
from index.posts.markdown.repeats import drop_repeats

__all__ = ["Block", "blocks", "drop_repeats", "plain_text"]
