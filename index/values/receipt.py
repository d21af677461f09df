"""What an index was made of, and the receipt that a Writer gives for a generation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.values.records import Records
from index.values.settings import JAPAN
from index.values.vocabulary import Vocabulary


@dataclass(frozen=True)
class Contents:
    """What an index is made of: the `basis`, fingerprints by name of all that answers depend on
    besides the files (versions of the rooms, dictionary, settings, site); when it was indexed, ISO
    8601; the records of all files; the vocabulary by which queries are parsed; the time zone of its
    days."""

    basis: Mapping[str, str]
    indexed_at: str
    files: Records
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    timezone: str = JAPAN


@dataclass(frozen=True)
class Receipt:
    """What a Writer gives for a generation: its name, and what it was made of."""

    generation: str
    contents: Contents
