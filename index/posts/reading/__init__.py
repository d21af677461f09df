"""Safe reading of what others wrote: files in a folder, their bytes as text, YAML, TOML and JSON
within bounds, dates in all the forms people use."""

from index.posts.reading.dates import date_in_name, parse_date
from index.posts.reading.files import read_file, read_text
from index.posts.reading.read import clean, decode, fingerprint, read_bytes
from index.posts.reading.structured import (
    LONGEST,
    NOT_READ,
    Harmful,
    Quoted,
    load_file,
    load_json,
    load_toml,
    load_yaml,
    refuse_harm,
)
from index.posts.reading.walk import PASSED_OVER, SUFFIXES, Files, files_in, walk

__all__ = [
    "LONGEST", "NOT_READ", "PASSED_OVER", "SUFFIXES", "Files", "Harmful", "Quoted", "clean",
    "date_in_name", "decode", "files_in", "fingerprint", "load_file", "load_json", "load_toml",
    "load_yaml", "parse_date", "read_bytes", "read_file", "read_text", "refuse_harm",
    "walk",
]  # fmt: skip
