"""A post file as it was read."""

from dataclasses import dataclass

from index.values.post import Visibility

LEFT_OUT = "left_out"
"""The state of a file whose post could not be read."""


@dataclass(frozen=True)
class FileEntry:
    """A post file as it was read: the fingerprint of its `content`, ASCII of up to 32 characters;
    its `state`, a value of Visibility or LEFT_OUT; the `reason` why it was left out, or withheld
    for a value that was not understood; when its state is `due` to change, ISO 8601, None for
    never; its warnings; the `url` of its post, None where it is not known or may not be found; of a
    post without a date of its own the date, ISO 8601, that the history of its file gives it,
    `added`, "" for none; None where that does not matter; its language, "" where that is not
    known."""

    content: str
    state: str
    reason: str = ""
    due: str | None = None
    warnings: tuple[str, ...] = ()
    url: str | None = None
    added: str | None = None
    lang: str = ""

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
