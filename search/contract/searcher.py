"""What the web, the command line, evaluation and verification know of search."""

from collections.abc import Iterator
from typing import Protocol, Self

from search.contract.request import Request
from search.contract.results import Explanation, Hit, Results, Suggestion
from search.contract.status import ShownPost, Status, Verified


class Searcher(Protocol):
    """Answers over one index; a new generation of it counts from the next call on. Threads may
    share it. All methods but `close` raise NoIndex without an index, and IndexDamaged where there
    is nothing else to answer from."""

    def search(self, request: Request) -> Results:
        """A page of results."""
        ...

    def ids(self, request: Request) -> list[str]:
        """The ids of the hits of `search` alone, in its order, partial hits last."""
        ...

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """What a reader may be about to type; BadParameter where something is out of bounds."""
        ...

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """Posts that are like one, best first, without snippets; UnknownPost, and BadParameter
        where `most` is out of bounds."""
        ...

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        """Why a query finds a post, () where it does not; UnknownPost."""
        ...

    def why_not(self, query: str, post: str) -> list[str]:
        """What keeps a query from finding a post, or from finding it sooner, in lines of text. The
        post is named by its id or the end of it, withheld ones included; UnknownPost."""
        ...

    def contains(self, post_id: str, text: str) -> bool:
        """Whether a post is found by a text in quotes, as `search` finds it; UnknownPost."""
        ...

    def sample(self, size: int, seed: int | None) -> Iterator[ShownPost]:
        """Posts drawn with equal chance, each time anew; the same ones for the same `seed`."""
        ...

    def status(self) -> Status: ...

    def verified(self) -> Verified | None:
        """What was looked for in the generation in force; None where nothing was."""
        ...

    def close(self) -> None:
        """Lets go of what is open; the next call opens it again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
