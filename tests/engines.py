"""The engines that the conformance suite runs on, and the posts that it runs over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from index.cluster.address import parse_address
from index.cluster.client import Client
from index.cluster.writer import ClusterWriter
from index.pipeline.build import Options, build
from index.pipeline.report import Report
from index.pipeline.writer import Writer
from index.store.writer import StoreWriter
from index.values.settings import ClusterSettings, Settings
from search.cluster.searcher import ClusterSearcher
from search.contract.request import Request
from search.contract.results import Results
from search.contract.searcher import Searcher
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import NOW, post_text
from tests.memory import MemoryWriter
from tests.memory_searcher import MemorySearcher
from tests.nodes import three_nodes
from tests.pretend import PretendCluster, PretendWriter, as_client

LONG = "".join(f"{n}番目の文はここだけにある言葉です。" for n in range(60))
POSTS: dict[str, str] = {
    "a.md": post_text(
        "新幹線で京都へ行く。駅弁を食べた。", title="旅の日記", date="2025-03-01",
        tags=["旅", "鉄道"], author="灯台守", categories=["日記"],
    ),
    "b.md": post_text("京都の寺を歩く。", title="京都", date="2024-05-05", tags=["旅"]),
    "c.md": post_text("東京都の話。東京都庁へ。", title="都の話", date="2026-01-01", tags=["町"]),
    "d.md": post_text("サーバーの移行。`wc -l` も。Wi-Fi も。", title="Server", tags=["技術"]),
    "e.md": post_text("引っ越しの準備をした。", title="部屋", date="2023-01-01", author="留守番"),
    "f.md": post_text(LONG, title="写しの元", date="2022-01-01"),
    "g.md": post_text(LONG, title="写し", date="2021-01-01"),
    "h.md": post_text("京都の下書き。", title="下書き", draft=True),
    "i.md": "\x00\x01 binary",
}  # fmt: skip


@dataclass
class Engine:
    """A folder of posts, and one engine's writer and searcher over them."""

    folder: Path
    writer: Writer
    searcher: Searcher

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def build(self, **options: Any) -> Report:
        settings = Settings(jobs=1)
        return build(self.folder, self.writer, settings, NOW, Options(**options, isolated=False))

    def ids(self, query: str = "", **request: object) -> list[str]:
        return [hit.meta.id for hit in self.search(query, **request).hits]

    def search(self, query: str = "", **request: object) -> Results:
        return self.searcher.search(Request(query, **request))  # type: ignore[arg-type]


def embedded(folder: Path) -> tuple[Writer, Searcher]:
    return StoreWriter(folder / "index"), EmbeddedSearcher(folder / "index")


def memory(folder: Path) -> tuple[Writer, Searcher]:
    writer = MemoryWriter()
    return writer, MemorySearcher(writer)


def cluster(folder: Path) -> tuple[Writer, Searcher]:
    """An index of its own on the real nodes that a run of tests shares."""
    settings = ClusterSettings(shards=2)
    client = Client(parse_address(three_nodes().address(f"t{uuid4().hex}")), settings)
    return ClusterWriter(client, settings), ClusterSearcher(client)


def pretended(folder: Path) -> tuple[Writer, Searcher]:
    """The searcher of clusters over documents in memory."""
    pretend = PretendCluster()
    return PretendWriter(pretend), ClusterSearcher(as_client(pretend))


Make = Callable[[Path], tuple[Writer, Searcher]]
ENGINES = [embedded, memory, pretended, pytest.param(cluster, marks=pytest.mark.cluster)]


def built(make: Make, folder: Path, posts: Mapping[str, str] = POSTS) -> Engine:
    """Posts under a folder, indexed by one engine."""
    (folder / "posts").mkdir()
    engine = Engine(folder / "posts", *make(folder))
    engine.write(posts)
    engine.build()
    return engine
