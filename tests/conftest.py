"""What tests share: a frozen clock, blogs written on the fly, the fixture blog indexed once."""

import dataclasses
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from coverage import Coverage
from flask.testing import FlaskClient

from benchmarks.real import real_posts as read_real_posts
from index import pipeline
from index.pipeline.build import Options
from index.pipeline.report import Report
from index.store.batch import batch
from index.store.format.folder import Folder
from index.store.manifest import Manifest, SegmentFile
from index.store.reader import Reader
from index.store.segments_reader import SegmentsReader
from index.store.segments_writer import SegmentsWriter
from index.store.writer import StoreWriter
from index.text.documents import documents
from index.values.post import Post, Section, Visibility
from index.values.settings import Settings
from search.contract.request import Request
from search.contract.results import Results
from search.embedded.searcher import EmbeddedSearcher
from tests.serving import serving
from web.app import create_app

ROOT = Path(__file__).parent.parent
FIXTURE = ROOT / "tests" / "posts"
JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=JST)
DATA = Path(os.environ.get("SAKUIN_DATA", ROOT / ".." / "shared" / "data"))

CLOCK = "index.pipeline.folder.time_ns"
"""By which a build knows which files have just been changed."""
PATIENCE = 120
"""Seconds after which what has to end is taken to hang: many, since the machine may be busy."""

# `make test` tries the same examples each time, `make soak` new and many more; none has a clock.
_UNTIMED: dict[str, Any] = {
    "deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow],
}  # fmt: skip
hypothesis.settings.register_profile("test", derandomize=True, **_UNTIMED)
hypothesis.settings.register_profile("soak", max_examples=1_000, **_UNTIMED)
hypothesis.settings.load_profile("test")

needs_data = pytest.mark.skipif(
    not (DATA / "seed").is_dir(), reason="no real posts at $SAKUIN_DATA or ../shared/data"
)


def build(folder: Path, index: Path, full: bool = False, **changes: Any) -> Report:
    """A reindex with a frozen clock, in this process unless asked otherwise; whoever asks for
    jobs gets processes of their own. Tests take posts away as they like."""
    settings = dataclasses.replace(Settings(jobs=1), **changes)
    options = Options(full, allow_loss=True, isolated="jobs" in changes)
    return reindex(folder, index, settings, NOW, options)


def reindex(
    folder: Path, index: Path, settings: Settings, now: datetime, options: Options
) -> Report:
    return pipeline.build(folder, StoreWriter(index), settings, now, options)


def searcher(index: Path) -> EmbeddedSearcher:
    return EmbeddedSearcher(index)


def ids(results: Results) -> list[str]:
    return [hit.meta.id for hit in results.hits]


def marked(pieces: Any) -> list[str]:
    return [text for text, matched in pieces if matched]


def post_text(body: str, **head: Any) -> str:
    """A post file with the keys of `head` as JSON, which is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


Sections = Sequence[tuple[str, str]]


def written(folder: Path, batches: Sequence[Sequence[Sections]], deleted: Sequence[str]) -> Reader:
    """A reader over posts of (field, text), 0.md, 1.md and so on, each batch added on its own;
    what is to be deleted is so as soon as it is there."""
    segments: tuple[SegmentFile, ...] = ()
    number = 0
    for step, sections in enumerate([*batches, []] if deleted else batches):
        last, folder = folder, folder / str(step)
        folder.mkdir()
        for segment in segments:
            shutil.copy(last / segment.file, folder)
        with SegmentsWriter(Folder(folder), segments) as writer:
            for name in deleted:
                writer.delete(name)
            ids = [f"{number + place}.md" for place in range(len(sections))]
            writer.add(batch(documents(list(map(_post, ids, sections)), JST)))
            segments = writer.commit()
            number += len(sections)
    return SegmentsReader(Folder(folder), Manifest("000001", {}, "", segments, {}))


def _post(post_id: str, sections: Sections) -> Post:
    return Post(
        id=post_id, title="", url=None, date=None, authors=(), categories=(), tags=(), excerpt="",
        reading_time=1, visibility=Visibility.LISTED,
        sections=tuple(Section(field, text) for field, text in sections),
    )  # fmt: skip


def reader_of(sections: Sections) -> Reader:
    """A reader over one post of the (field, text) given."""
    with tempfile.TemporaryDirectory() as folder:
        return written(Path(folder), [[sections]], [])


BLOG = {
    "a.md": post_text("新幹線で京都へ行く。", title="旅", date="2025-01-01", tags=["旅"]),
    "b.md": post_text("検索の仕組みを学ぶ。", title="検索", date="2025-01-02"),
    "c.md": post_text("雨の日の散歩。", title="散歩", date="2025-01-03"),
}


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of the posts of BLOG, and where their index is to be."""
    posts = tmp_path / "posts"
    posts.mkdir()
    for name, text in BLOG.items():
        (posts / name).write_text(text, encoding="utf-8")
    return posts, tmp_path / "index"


def ahead(seconds: int) -> Callable[[], int]:
    """A clock that tells nanoseconds, ahead of the machine's."""
    return lambda: time.time_ns() + seconds * 1_000_000_000


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds run long after files were last changed."""
    monkeypatch.setattr(CLOCK, ahead(10))


@pytest.fixture(scope="session", autouse=True)
def _unsynced() -> Iterator[None]:
    """Waits for no disk, which takes most of the time of a build on some machines: no test loses
    power but by a recording of what was synced. Processes that tests start do wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def _unmeasured(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Does not count the branches of a test marked so: one that takes several times as long then,
    or that is about limits, and reaches nothing that others do not."""
    counting = Coverage.current()
    if counting is None or request.node.get_closest_marker("unmeasured") is None:
        yield
        return
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    counting.stop()
    yield
    counting.start()


Blog = Callable[[Mapping[str, str | bytes]], EmbeddedSearcher]


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Blog]:
    """Writes files, indexes them, and gives a searcher over them."""
    opened: list[EmbeddedSearcher] = []

    def write(files: Mapping[str, str | bytes]) -> EmbeddedSearcher:
        root = tmp_path / "blog"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        build(root, tmp_path / "index")
        opened.append(searcher(tmp_path / "index"))
        return opened[-1]

    yield write
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def fixture_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture blog, indexed."""
    index = tmp_path_factory.mktemp("fixture") / "index"
    build(FIXTURE, index)
    return index


@pytest.fixture(scope="session")
def fixture_searcher(fixture_index: Path) -> Iterator[EmbeddedSearcher]:
    with searcher(fixture_index) as opened:
        yield opened


@pytest.fixture
def client(fixture_searcher: EmbeddedSearcher) -> FlaskClient:
    """What asks the application over the fixture blog."""
    return create_app(fixture_searcher).test_client()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started can be interrupted, though we may have been started in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def address(fixture_searcher: EmbeddedSearcher) -> Iterator[str]:
    """Where the fixture blog is served."""
    with serving(create_app(fixture_searcher)) as found:
        yield found


def find(source: EmbeddedSearcher, query: str, **request: Any) -> Results:
    return source.search(Request(query, **request))


@pytest.fixture
def real_posts() -> Callable[[], list[bytes]]:
    """Reads the real posts of the data folder, as bytes."""
    return read_real_posts
