"""Which language a post is in: by its head, its place and the script of its text."""

from index.posts.language.choose import post_language
from index.posts.language.guess import Guess, guess_language

__all__ = ["Guess", "guess_language", "post_language"]
