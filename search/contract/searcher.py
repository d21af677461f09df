"""The protocol through which the web, the command line, evaluation and verification search."""

from collections.abc import Iterator
from typing import Protocol, Self

from search.contract.request import Request
from search.contract.results import Explanation, Hit, Results, Suggestion
from search.contract.status import ShownPost, Status, Verified


class Searcher(Protocol):
    """Answers over one index; each call uses the newest generation. Threads may share it. All
    methods but `close` raise NoIndex without an index, and IndexDamaged where the index is damaged
    and no earlier generation is open."""

    @property
    def engine(self) -> str:
        """What kind of index it searches, in a word, for who runs it."""
        ...

    def search(self, request: Request) -> Results:
        """One page of results."""
        ...

    def ids(self, request: Request) -> list[str]:
        """The ids alone of the hits that `search` gives, in its order, partial hits last."""
        ...

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """At most `size` completions of what a reader has typed so far; BadParameter where the
        text is too long or `size` out of bounds."""
        ...

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """At most `most` posts similar to one, best first, without snippets; UnknownPost where
        there is no such post, BadParameter where `most` is out of bounds."""
        ...

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        """Why a query finds a post, () where it does not; UnknownPost where there is no such
        post, BadParameter where the query is too long."""
        ...

    def why_not(self, query: str, post: str) -> list[str]:
        """Lines of text that tell why a query does not find a post, or at which place it does. The
        post is named by its id or the end of it and may be a withheld one; UnknownPost where the
        index has no such file, BadParameter where the query is too long."""
        ...

    def contains(self, post_id: str, text: str) -> bool:
        """Whether a search for `text` in quotes finds a post; UnknownPost where there is none."""
        ...

    def sample(self, size: int, seed: int | None, fresh: bool = False) -> Iterator[ShownPost]:
        """`size` posts drawn at random with replacement, each with equal chance; the same ones for
        the same `seed`, others each time for None. With `fresh` they are of those alone that the
        last build wrote."""
        ...

    def shown(self, post_id: str) -> ShownPost:
        """A post as readers see it; UnknownPost where there is no such post."""
        ...

    def status(self) -> Status:
        """Which generation is searched, and how much it holds."""
        ...

    def verified(self) -> Verified | None:
        """The result of verifying the current generation; None where it was not verified."""
        ...

    def close(self) -> None:
        """Closes what is open; the next call opens it again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
