"""Sakuin: in process through its Searcher, over HTTP through `sakuin serve`. It is built and
changed by its own command line."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.model import (
    CHARACTER,
    DATED,
    FACETS,
    KINDS,
    LIMIT,
    OR,
    PHRASE,
    SUBSTRING,
    Answer,
    Corpus,
    Doc,
    Kernel,
    Query,
)  # fmt: skip
from benchmarks.server import HOST, Client, free_port, running

SAKUIN = Path(sys.executable).with_name("sakuin")


class Peer:
    kinds = frozenset(KINDS)

    def version(self) -> str:
        return version("sakuin")

    def open(self, folder: Path, page: bool) -> "_Embedded | _Served":
        return _Served(folder) if page else _Embedded(folder)

    def kernel(self, corpus: Corpus, folder: Path) -> Kernel:
        from benchmarks.kernel import Tokens

        return Tokens(corpus)

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        """Adds the last line of `doc` to its file while it is indexed; others use the file."""
        post = corpus.posts / doc.id
        before = post.read_bytes()
        try:
            post.write_bytes(before + b"\n\n" + doc.body.splitlines()[-1].encode() + b"\n")
            subprocess.run(reindex_command(corpus, folder), check=True, capture_output=True)
        finally:
            post.write_bytes(before)


class _Embedded:
    def __init__(self, folder: Path) -> None:
        from search.embedded.searcher import EmbeddedSearcher

        self._searcher = EmbeddedSearcher(folder)

    def search(self, query: Query) -> Answer:
        from search.contract.request import Request

        request = Request(
            typed(query),
            size=LIMIT,
            sort="newest" if query.kind == DATED else "relevance",
            categories=(query.category,) if query.category else (),
        )
        if query.kind == FACETS:  # they come with snippets only
            return Answer(tuple(hit.meta.id for hit in self._searcher.search(request).hits))
        return Answer(tuple(self._searcher.ids(request)))

    def close(self) -> None:
        self._searcher.close()


class _Served:
    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        port, _ = self._stack.enter_context(server(folder))
        self._client = self._stack.enter_context(Client(port))

    def search(self, query: Query) -> Answer:
        found = json.loads(self._client.get(search_path(query)))
        return Answer(tuple(hit["id"] for hit in found["hits"]))

    def close(self) -> None:
        self._stack.close()


def reindex_command(corpus: Corpus, folder: Path, *more: str) -> list[str | Path]:
    return [SAKUIN, "reindex", corpus.posts, "--index", folder, "--json", *more]


def shell_search(query: Query, folder: Path) -> list[str | Path]:
    return [SAKUIN, "search", "--index", folder, "--", typed(query)]


@contextmanager
def server(
    folder: Path, ready: str = "/healthz", workers: int = 0, kept: bool = False
) -> Iterator[tuple[int, int]]:
    """(port, process id) of `sakuin serve` over the index in `folder`, there or not: with so many
    processes that answer, 0 for one a core, and with answers `kept` or not."""
    port = free_port()
    with TemporaryDirectory() as place:
        config = Path(place, "sakuin.toml")
        config.write_text(f"[server]\ncache_mb = {32 if kept else 0}\n", encoding="utf-8")
        command: list[str | Path] = [
            SAKUIN, "serve", "--config", config, "--index", folder, "--host", HOST,
            "--port", str(port), "--workers", str(workers),
        ]  # fmt: skip
        with running(command, port, ready) as process:
            yield port, process


def typed(query: Query) -> str:
    """The query as a reader types it."""
    if query.kind in (PHRASE, SUBSTRING, CHARACTER):
        return " ".join(f'"{word}"' for word in query.words)
    return (" OR " if query.kind == OR else " ").join(query.words)


def search_path(query: Query) -> str:
    """The address of the answer: a page with snippets and facets."""
    wanted = {"q": typed(query), "size": str(LIMIT)}
    if query.category:
        wanted["category"] = query.category
    if query.kind == DATED:
        wanted["sort"] = "newest"
    return "/api/search?" + urlencode(wanted)
