"""No index fools who opens it: whatever it says, with right checksums, nothing outside of its
folder is read, written or dropped, and each fault is one of our errors."""

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
from whoosh.query import Term

from index.store.check import check_current
from index.values.errors import SakuinError
from index.whoosh_index import open_index
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import FIXTURE, build, find, post_text, searcher
from tests.crafted import Crafted
from tests.crafts import CRAFTS

_SECRET = "極秘の手紙"
_EACH = 12
"""Indexes of each kind in a soak."""
_SECONDS = 60
_QUERIES = (
    "新幹線",
    "サーバー 入門",
    '"の"',
    "けんさく",
    "title:京都 -東京",
    "tag:旅",
    "date:2025",
    _SECRET,
)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index and a letter, of which nobody may learn, and which nobody may harm."""
    folder = tmp_path_factory.mktemp("outside") / "outside"
    (folder / "posts").mkdir(parents=True)
    for number in range(9):
        text = post_text(f"{_SECRET}。新幹線で京都へ。サーバー入門。", title=f"{_SECRET}{number}")
        (folder / "posts" / f"{number}.md").write_text(text, "utf-8")
    build(folder / "posts", folder / "index")
    build(folder / "posts", folder / "index", full=True)
    (folder / "letter").write_text(_SECRET, "utf-8")
    shutil.copy(next(folder.glob("index/generations/*/*.segment")), folder / "letter.segment")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An index to be copied: of two segments, with a deleted post and the places of pairs."""
    folder = tmp_path_factory.mktemp("whole")
    posts = Path(shutil.copytree(FIXTURE, folder / "posts"))
    path = posts / "added.md"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.segment_writer.LEAST", 1)
        patch.setattr("index.store.pairs._FEW", 0)
        for number in range(2):
            path.write_text(post_text(f"{number}番目の新幹線。サーバー入門。", title="増"), "utf-8")
            build(posts, folder / "index")
        yield folder / "index"


@contextmanager
def _in_time() -> Iterator[None]:
    """Fails what hangs, as on a pipe."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _seen(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _said(source: EmbeddedSearcher) -> Iterator[object]:
    """All that a searcher says, as far as it says something."""
    calls: list[Callable[[], object]] = [lambda: source.status(), lambda: source.verified()]
    calls += [partial(find, source, query, size=50, explain=True) for query in _QUERIES]
    calls += [partial(find, source, "", size=100, sort=order) for order in ("newest", "oldest")]
    calls += [partial(source.suggest, typed, 8) for typed in ("新", "け", "S")]
    calls += [lambda: [source.related(hit.meta.id, 5) for hit in find(source, "").hits[:1]]]
    calls += [lambda: list(source.sample(5, seed=1))]
    for call in calls:
        with suppress(SakuinError):
            yield call()


def _by_whoosh(index: Path) -> Iterator[object]:
    with suppress(SakuinError):
        opened = open_index(index)
        with opened.searcher() as source:
            for word in ("新幹線", "京都"):
                with suppress(SakuinError):
                    yield [hit.fields() for hit in source.search(Term("body", word))]


def _try(index: Path, outside: Path, posts: Path) -> None:
    """Opens, asks, checks and builds upon an index."""
    with searcher(index) as source:
        said = [*_said(source), *_by_whoosh(index)]
    with suppress(SakuinError):
        said += list(check_current(index))
    with suppress(SakuinError):
        said.append(build(posts, index))
    with suppress(SakuinError):
        build(posts, index, full=True)
        with searcher(index) as source:
            assert find(source, "新幹線").hits
    assert _SECRET not in repr(said).replace(f"query='{_SECRET}'", "")


def _craft_many(tmp_path: Path, whole: Path, outside: Path, each: int, seed: int) -> None:
    posts = tmp_path / "posts"
    shutil.copytree(FIXTURE, posts)
    before = _seen(outside)
    (posts / "added.md").write_text(post_text("新幹線。", title="増"), "utf-8")
    for number in range(each * len(CRAFTS)):
        craft = CRAFTS[number % len(CRAFTS)]
        place = tmp_path / "place"
        index = Path(shutil.copytree(whole, place / "index"))
        with (posts / "added.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{number}番目の新幹線。\n")
        name = f"{craft.__name__}, seed {seed}, number {number}"
        try:
            craft(Crafted(index, outside, random.Random(f"{seed} {number}")))
            with _in_time():
                _try(index, outside, posts)
            assert _seen(outside) == before
        except BaseException as error:
            error.add_note(name)
            raise
        finally:
            shutil.rmtree(place)


@pytest.mark.unmeasured
def test_no_crafted_index_fools_who_opens_it(tmp_path: Path, whole: Path, outside: Path) -> None:
    _craft_many(tmp_path, whole, outside, each=1, seed=1)


@pytest.mark.soak
def test_288_crafted_indexes_fool_nobody(tmp_path: Path, whole: Path, outside: Path) -> None:
    seed = int(os.environ.get("SAKUIN_SEED") or random.SystemRandom().randrange(10**6))
    _craft_many(tmp_path, whole, outside, each=_EACH, seed=seed)
