"""What is being searched, and how much of it was looked for and found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """What is being searched: generation, its posts, files left out, when it was made (ISO);
    `fingerprint`: of all that answers depend on in it."""

    generation: str
    posts: int
    left_out: int
    indexed_at: str
    fingerprint: str


@dataclass(frozen=True)
class Verified:
    """Of a generation: how many pieces of its posts were looked for and how many found their post;
    `missed` names the first that did not, as `post: piece`."""

    generation: str
    samples: int
    found: int
    missed: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return self.found == self.samples


@dataclass(frozen=True)
class ShownPost:
    """A post as readers see it: `sections` are (field, text)."""

    id: str
    title: str
    tags: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
