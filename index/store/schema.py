"""The Whoosh schema. Terms come analysed, so fields take them as they are."""

from collections.abc import Iterator, Mapping
from typing import Any

import whoosh
from whoosh import columns, fields, formats

from index.posts.post import FIELDS

KEY = "key"
GRAMS = "grams"
META, FOLDED, SECTIONS = "meta", "folded", "sections"


def word_field(name: str) -> str:
    """The Whoosh field that holds the words of the field `name`."""
    return f"w_{name}"


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a mapping term → frequency."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.scorable = True  # without lengths Whoosh looks for their file at every posting
        self.stored = False
        self.analyzer = None

    def index(
        self, value: Mapping[str, int], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, count in value.items():
            yield term.encode("utf-8", "surrogatepass"), count, float(count), b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def schema() -> fields.Schema:
    """A new schema; it is written by code and never read from disk."""
    made = fields.Schema()
    made.add(KEY, Terms())
    for name in FIELDS:
        made.add(word_field(name), Terms())
    made.add(GRAMS, Terms())
    for name in (META, FOLDED, SECTIONS):
        made.add(name, fields.COLUMN(columns.VarBytesColumn()))
    return made


def engine() -> str:
    """The engine underneath and its version, whichever distribution of it is installed."""
    return f"whoosh {whoosh.versionstring()}"
