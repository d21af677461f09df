"""Lucene with its Japanese analyser, kuromoji, as it comes: base forms, without particles. It takes
what was typed whole and ranks its words by BM25. It runs in a Java of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.model import AND, RANKED, Answer, Corpus, Query

_SOURCE = Path(__file__).with_name("Lucene.java")
_JARS = Path(sys.prefix) / "lucene"
"""Where `make bench-relevance` puts them."""
_PART = "\x1f"


class Peer:
    kinds = frozenset({AND, RANKED})
    mode = "words"

    def version(self) -> str:
        shown = subprocess.run(_command("version"), capture_output=True, text=True, check=True)
        return shown.stdout.strip()

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        started = time.perf_counter()
        with _java("build", folder) as java:
            assert java.stdin is not None
            java.stdin.writelines(_documents(corpus))
        if java.returncode:
            raise RuntimeError(f"Lucene: expected an index, found exit status {java.returncode}")
        return {"index": time.perf_counter() - started}

    def open(self, folder: Path, page: bool) -> "_Opened":
        if page:
            raise ValueError("Lucene is a library; it has no pages")
        return _Opened(_java("search", folder, self.mode))


class _Opened:
    def __init__(self, java: "subprocess.Popen[str]") -> None:
        self._java = java

    def search(self, query: Query) -> Answer:
        assert self._java.stdin is not None and self._java.stdout is not None
        groups = (_PART.join(map(_line, some)) for some in (query.words, query.must, query.without))
        self._java.stdin.write("\t".join((query.kind, *groups)) + "\n")
        self._java.stdin.flush()
        if not (answer := self._java.stdout.readline()):
            raise RuntimeError(f"Lucene: expected an answer to {query}, found none")
        return Answer(tuple(filter(None, answer.rstrip("\n").split("\t"))))

    def close(self) -> None:
        self._java.communicate()


def _documents(corpus: Corpus) -> Iterator[str]:
    for doc in corpus.docs():
        yield "\t".join((doc.id, _line(doc.title), _line(doc.body))) + "\n"


def _line(text: str) -> str:
    """Without what ends a line or a part of one."""
    return " ".join(text.encode("utf-8", "replace").decode().replace(_PART, " ").split())


def _command(*arguments: str | Path) -> list[str | Path]:
    return ["java", "-cp", f"{_JARS}/*", _SOURCE, *arguments]


def _java(*arguments: str | Path) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen(_command(*arguments), stdin=pipe, stdout=pipe, encoding="utf-8")
