"""What all parts of the benchmark speak of. Standard library only: some peers run under another
interpreter than Sakuin's."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

WORD, AND, OR, PHRASE = "1 word", "AND", "OR", "phrase"
SUBSTRING, CHARACTER = "substring", "1 character"
FILTERED, DATED, FACETS = "filtered", "date-sorted", "facets"
KINDS = (WORD, AND, OR, PHRASE, SUBSTRING, CHARACTER, FILTERED, DATED, FACETS)
RANKED = "ranked"
"""For ranking alone: words as alternatives, beside what must be there and what must not."""
LIMIT = 10
"""Ids that every query asks for."""


@dataclass(frozen=True)
class Doc:
    """A document as readers see it: shown text, no markup. `id` is the post's path under its
    folder, `date` an ISO day or empty, `category` one value or empty."""

    id: str
    title: str
    body: str
    date: str
    category: str


@dataclass(frozen=True)
class Query:
    """`words` as typed, without operators or quotes; `kind` says how they are joined. With RANKED
    alone, `must` are the phrases that an answer has, `without` those that it has not."""

    kind: str
    words: tuple[str, ...]
    category: str = ""
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """At most LIMIT ids, best first. `seconds` where the engine times itself without transport;
    None where the caller's clock counts."""

    ids: tuple[str, ...]
    seconds: float | None = None


@dataclass(frozen=True)
class Corpus:
    """Documents on disk: `folder`/posts holds Markdown, `folder`/docs.jsonl the shown text,
    `folder`/stats.json their measure."""

    name: str
    folder: Path

    @property
    def posts(self) -> Path:
        return self.folder / "posts"

    def docs(self) -> Iterator[Doc]:
        """Every document, one at a time."""
        with (self.folder / "docs.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield Doc(**json.loads(line))

    def stats(self) -> "Stats":
        return Stats(**json.loads((self.folder / "stats.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Stats:
    """Of the shown text, titles and bodies: documents, characters, UTF-8 bytes."""

    documents: int
    characters: int
    bytes: int


class Kernel(Protocol):
    """An index of `benchmarks.tokens`, asked for the numbers of the best documents alone."""

    def best(self, kind: str, terms: Sequence[str]) -> int:
        """How many it found, LIMIT at most, for terms joined as `kind` says."""
        ...


class Opened(Protocol):
    """An open index."""

    def search(self, query: Query) -> Answer: ...

    def close(self) -> None: ...


class Builder(Protocol):
    """An engine that makes an index."""

    def version(self) -> str: ...

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        """Makes an index of `corpus` in the empty `folder`; seconds by phase."""
        ...


class Ranker(Protocol):
    """An engine that answers. `kinds` are the queries it has an answer to."""

    kinds: frozenset[str]

    def open(self, folder: Path, page: bool) -> Opened:
        """`page`: answer over HTTP with snippets and facets, not with ids alone; ValueError where
        the engine has no such thing."""
        ...


class Engine(Ranker, Protocol):
    """An engine whose index is kept up to date."""

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        """Puts `doc` in the place of the document of its id, durably."""
        ...


class HasKernel(Protocol):
    """An engine that can be asked for less than ids."""

    def kernel(self, corpus: Corpus, folder: Path) -> Kernel: ...


def save_docs(path: Path, docs: Iterator[Doc]) -> Stats:
    """Writes docs as JSON lines and gives their measure."""
    documents = characters = size = 0
    with path.open("w", encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps(asdict(doc), ensure_ascii=False) + "\n")
            text = doc.title + doc.body
            documents, characters = documents + 1, characters + len(text)
            size += len(text.encode("utf-8", "surrogatepass"))
    return Stats(documents, characters, size)
