"""What the rules of all generators are made of: the interface of a generator, addresses as text,
anchors of headings, what posts inherit, languages by place, the beginnings of posts."""

from index.posts.sites.rules.address import date_values, encoded, is_absolute, is_path, quoted
from index.posts.sites.rules.anchors import (
    LIQUID,
    STATED,
    Heading,
    counted,
    free,
    github_slug,
    plain,
)
from index.posts.sites.rules.config import first_file, read_config
from index.posts.sites.rules.generator import Generator, Page
from index.posts.sites.rules.heads import files_below, heads
from index.posts.sites.rules.inherited import Inherited, fits, merged
from index.posts.sites.rules.languages import language_of_folder
from index.posts.sites.rules.repository import is_of_repository

__all__ = [
    "LIQUID", "STATED", "Generator", "Heading", "Inherited", "Page", "counted", "date_values",
    "encoded", "files_below", "first_file", "fits", "free", "github_slug", "heads", "is_absolute",
    "is_of_repository", "is_path", "language_of_folder", "merged", "plain", "quoted", "read_config",
]  # fmt: skip
