"""What is being searched, and what its verification found."""

from dataclasses import dataclass

from index.values import JAPAN, Meta


@dataclass(frozen=True)
class Status:
    """What is being searched: the name of the generation, how many `posts` are listed and how many
    files were `left_out`, when it was built (ISO 8601), a `fingerprint` that changes whenever its
    answers may, and the `timezone` of its days."""

    generation: str
    posts: int
    left_out: int
    indexed_at: str
    fingerprint: str
    timezone: str = JAPAN


@dataclass(frozen=True)
class Verified:
    """The verification of a generation: `samples` pieces of its posts were searched for, and
    `found` of them found their post. `missed` names the first that did not, as `post: piece`."""

    generation: str
    samples: int
    found: int
    missed: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every piece found its post."""
        return self.found == self.samples


@dataclass(frozen=True)
class ShownPost:
    """A post as readers see it: what results list of it, its `sections`, pairs (field, shown text),
    and the `anchors` of those that are headings, in order, "" where one is not known; () where none
    is."""

    meta: Meta
    sections: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...] = ()
