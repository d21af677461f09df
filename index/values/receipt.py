"""Of what an index was made, and what a Writer gives for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.values.post import Visibility
from index.values.vocabulary import Vocabulary

LEFT_OUT = "left_out"
"""The state of a file whose post could not be read."""


@dataclass(frozen=True)
class FileEntry:
    """A post file as it was read: its content's fingerprint, what became of it (a Visibility
    value or LEFT_OUT), why it was left out or, where a value was not understood, withheld; when
    its state changes by itself (ISO), its warnings."""

    content: str
    state: str
    reason: str = ""
    due: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether its post was read and may not be found."""
        return self.state not in (LEFT_OUT, Visibility.LISTED.value)

    @property
    def is_of_machine(self) -> bool:
        """Whether the machine would not read the file: nothing is known of its content."""
        return self.state == LEFT_OUT and not self.content


@dataclass(frozen=True)
class Contents:
    """Of what an index is made: `basis` names and fingerprints all that changes answers besides
    the files (versions of the rooms, dictionary, settings, site); `indexed_at` is ISO 8601;
    `files` by post id; `vocabulary` is what queries are read by; `timezone` is that of its days."""

    basis: Mapping[str, str]
    indexed_at: str
    files: Mapping[str, FileEntry]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    timezone: str = "+09:00"

    @property
    def counts(self) -> dict[str, int]:
        """How many files came to each state."""
        return dict(Counter(entry.state for entry in self.files.values()))

    @property
    def listed(self) -> set[str]:
        """The files whose posts can be found."""
        listed = Visibility.LISTED.value
        return {name for name, entry in self.files.items() if entry.state == listed}


@dataclass(frozen=True)
class Receipt:
    """What a Writer gives for a generation: its name, and of what it was made."""

    generation: str
    contents: Contents
