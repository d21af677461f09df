"""What an index was made of, and the receipt that a Writer gives for a generation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.values.post import Visibility
from index.values.settings import JAPAN
from index.values.vocabulary import Vocabulary

LEFT_OUT = "left_out"
"""The state of a file whose post could not be read."""


@dataclass(frozen=True)
class FileEntry:
    """A post file as it was read: the fingerprint of its `content`; its `state`, a value of
    Visibility or LEFT_OUT; the `reason` why it was left out, or withheld for a value that was not
    understood; when its state is `due` to change, ISO 8601, None for never; its warnings; the
    `url` of its post, None where it is not known or may not be found; of a post without a date of
    its own the date, ISO 8601, that the history of its file gives it, `added`, "" for none; None
    where that does not matter."""

    content: str
    state: str
    reason: str = ""
    due: str | None = None
    warnings: tuple[str, ...] = ()
    url: str | None = None
    added: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether its post can be found."""
        return self.state == Visibility.LISTED.value

    @property
    def is_withheld(self) -> bool:
        """Whether its post was read but may not be found."""
        return self.state not in (LEFT_OUT, Visibility.LISTED.value)

    @property
    def is_of_machine(self) -> bool:
        """Whether the file could not be read because of the machine, so that its content is not
        known."""
        return self.state == LEFT_OUT and not self.content


@dataclass(frozen=True)
class Contents:
    """What an index is made of: the `basis`, fingerprints by name of all that answers depend on
    besides the files (versions of the rooms, dictionary, settings, site); when it was indexed, ISO
    8601; the entries of all files by post id; the vocabulary by which queries are parsed; the time
    zone of its days."""

    basis: Mapping[str, str]
    indexed_at: str
    files: Mapping[str, FileEntry]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    timezone: str = JAPAN

    @property
    def counts(self) -> dict[str, int]:
        """How many files have each state."""
        return dict(Counter(entry.state for entry in self.files.values()))

    @property
    def listed(self) -> set[str]:
        """The ids of the posts that can be found."""
        return {name for name, entry in self.files.items() if entry.is_listed}


@dataclass(frozen=True)
class Receipt:
    """What a Writer gives for a generation: its name, and what it was made of."""

    generation: str
    contents: Contents
