"""Groonga, as a server over HTTP. Words by TokenMecab, substrings and single characters by
TokenBigram, both under NormalizerNFKC150. Documents arrive by `load` as bare JSON and are indexed
once all are there, which is Groonga's fast way. Ids are timed by the server's own clock; its
connections close after each answer. Scores are term frequencies, Groonga's default."""

import json
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.model import (
    CHARACTER,
    DATED,
    FACETS,
    KINDS,
    LIMIT,
    OR,
    RANKED,
    SUBSTRING,
    Answer,
    Corpus,
    Doc,
    Query,
)  # fmt: skip
from benchmarks.server import HOST, Client, free_port, running

_BATCH = 1_000
_TABLES = (
    ("table_create", {"name": "Categories", "flags": "TABLE_HASH_KEY", "key_type": "ShortText"}),
    ("table_create", {"name": "Posts", "flags": "TABLE_HASH_KEY", "key_type": "ShortText"}),
    *(
        ("column_create", {"table": "Posts", "name": n, "flags": "COLUMN_SCALAR", "type": t})
        for n, t in (("title", "ShortText"), ("body", "Text"), ("date", "Time"))
    ),
    ("column_create",
     {"table": "Posts", "name": "category", "flags": "COLUMN_SCALAR", "type": "Categories"}),
)  # fmt: skip
_INDEXES = (
    *(
        ("table_create", {
            "name": lexicon, "flags": "TABLE_PAT_KEY", "key_type": "ShortText",
            "default_tokenizer": tokenizer, "normalizer": "NormalizerNFKC150",
        })
        for lexicon, tokenizer in (("Words", "TokenMecab"), ("Grams", "TokenBigram"))
    ),
    *(
        ("column_create", {
            "table": lexicon, "name": "posts", "type": "Posts", "source": "title,body",
            "flags": "COLUMN_INDEX|WITH_POSITION|WITH_SECTION",
        })
        for lexicon in ("Words", "Grams")
    ),
    ("column_create", {
        "table": "Categories", "name": "posts", "type": "Posts", "source": "category",
        "flags": "COLUMN_INDEX",
    }),
)  # fmt: skip


class Peer:
    kinds = frozenset((*KINDS, RANKED))

    def version(self) -> str:
        shown = subprocess.run(["groonga", "--version"], capture_output=True, text=True, check=True)
        return shown.stdout.split()[1]

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        with server(folder, new=True) as (port, _), Client(port) as client:
            started = time.perf_counter()
            _commands(client, _TABLES)
            docs = corpus.docs()
            while batch := list(islice(docs, _BATCH)):
                _load(client, batch)
            loaded = time.perf_counter()
            _commands(client, _INDEXES)
            _commands(client, [("io_flush", {})])
            return {"load": loaded - started, "index": time.perf_counter() - loaded}

    def open(self, folder: Path, page: bool) -> "_Opened":
        return _Opened(folder, page)

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        with server(folder) as (port, _), Client(port) as client:
            _load(client, [doc])
            _commands(client, [("io_flush", {})])


class _Opened:
    def __init__(self, folder: Path, page: bool) -> None:
        self._page = page
        self._stack = ExitStack()
        port, _ = self._stack.enter_context(server(folder))
        self._client = self._stack.enter_context(Client(port))

    def search(self, query: Query) -> Answer:
        (_, _, seconds), results = _result(self._client.get(select_path(query, self._page)))
        ids = tuple(row[0] for row in results[0][2:])
        return Answer(ids, None if self._page else float(seconds))

    def close(self) -> None:
        self._stack.close()


@contextmanager
def server(folder: Path, new: bool = False) -> Iterator[tuple[int, int]]:
    """(port, process id) of a Groonga server over the database in `folder`, which it closes."""
    port = free_port()
    command = [
        "groonga", "-s", "--protocol", "http", "--bind-address", HOST, "--port", str(port),
        "--log-path", "/dev/null", *(["-n"] if new else []), str(folder / "db"),
    ]  # fmt: skip
    with running(command, port, "/d/status") as process:
        yield port, process


def select_path(query: Query, page: bool) -> str:
    """The address of the answer to a query."""
    grams = query.kind in (SUBSTRING, CHARACTER)
    index = "Grams.posts" if grams else "Words.posts"
    wanted: dict[str, Any] = {
        "command_version": 2,
        "table": "Posts",
        "match_columns": f"{index}[0] * 3 || {index}[1]",
        "query": _asked(query),
        "limit": LIMIT,
        "sort_keys": "-date" if query.kind == DATED else "-_score",
        "output_columns": "_key",
        "cache": "no",
    }
    if query.category:
        wanted["filter"] = f"category == {json.dumps(query.category, ensure_ascii=False)}"
    if page:
        wanted["output_columns"] = "_key,title,date,category,_score,snippet_html(body)"
    if page or query.kind == FACETS:
        wanted |= {"drilldown": "category", "drilldown_sort_keys": "-_count"}
    return "/d/select?" + urlencode(wanted)


def _asked(query: Query) -> str:
    either = query.kind in (OR, RANKED)
    words = (" OR " if either else " ").join(_quoted(word) for word in query.words)
    parts = [f"({words})"] if words and either else [words]
    parts += [_quoted(phrase) for phrase in query.must]
    parts += [f"-{_quoted(phrase)}" for phrase in query.without]
    return " ".join(parts)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _commands(client: Client, commands: Iterable[tuple[str, dict[str, str]]]) -> None:
    for name, arguments in commands:
        _result(client.get(f"/d/{name}?{urlencode(arguments)}"))


def _load(client: Client, docs: list[Doc]) -> None:
    rows = [
        {"_key": d.id, "title": d.title, "body": d.body, "date": _seconds(d.date),
         "category": d.category}
        for d in docs
    ]  # fmt: skip
    sent = json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace")
    if (loaded := _result(client.post("/d/load?table=Posts", sent))[1]) != len(docs):
        raise RuntimeError(f"load: expected {len(docs)} records, found {loaded}")


def _seconds(day: str) -> float:
    if not day:
        return 0.0
    parsed = date.fromisoformat(day)
    return datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC).timestamp()


def _result(answer: bytes) -> tuple[tuple[int, float, float], Any]:
    """((code, start, seconds), body)."""
    head, body = json.loads(answer)
    if head[0] != 0:
        raise RuntimeError(f"groonga: {head}")
    return (head[0], head[1], head[2]), body
