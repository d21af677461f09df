"""Documents that Whoosh's writer adds, updates and deletes are found by our own search."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from whoosh import query
from whoosh.fields import UnknownFieldError
from whoosh.index import LockError
from whoosh.writing import IndexingError

from index.store.check import check_current
from index.store.manifest import PROGRAM
from index.store.writer import StoreWriter
from index.values.errors import ConfigError, NotOurs
from index.whoosh_index.index import WhooshIndex, create_index, open_index
from index.whoosh_index.writer import _MOST_WAITING
from tests.conftest import FIXTURE, NOW, ROOT, build, find, searcher
from tests.console import run


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    """Two documents of a program."""
    made = create_index(tmp_path / "index")
    with made.writer() as writer:
        writer.add_document(
            id="1", title="港の朝", body=["カモメが鳴く。", "霧が深い。"], heading="海",
            tag=["海", "朝"], category="日記", author=["灯台守"], excerpt="港のこと",
            date=datetime(2025, 11, 4, 1, 0), url="/1/",
        )  # fmt: skip
        writer.add_document(id="2", title="山の朝", body="霧が晴れる。")
    return made.refresh()


def found(index: WhooshIndex, typed: str) -> list[str]:
    with searcher(index.path) as source:
        return [hit.meta.id for hit in find(source, typed).hits]


def test_our_search_finds_what_whoosh_wrote(index: WhooshIndex) -> None:
    assert found(index, "かもめ") == ["1"]
    assert set(found(index, "霧")) == {"1", "2"}
    assert found(index, '"霧が深い"') == ["1"]
    assert found(index, "tag:海 date:2025-11-04 author:灯台守") == ["1"]
    with searcher(index.path) as source:
        [hit] = find(source, "カモメ").hits
        assert (hit.meta.url, hit.meta.date) == ("/1/", "2025-11-04T01:00:00+09:00")
        assert hit.snippets[0] == (("カモメ", True), ("が鳴く。", False))
        assert source.status().posts == 2


def test_one_commit_is_one_generation(index: WhooshIndex) -> None:
    assert index.latest_generation() == 2
    with index.writer() as writer:
        writer.delete_by_term("id", "1")
        writer.add_document(id="3", title="三")
    assert (index.latest_generation(), index.up_to_date()) == (3, False)
    assert (index.refresh().doc_count(), found(index, "朝"), found(index, "三")) == (
        2,
        ["2"],
        ["3"],
    )
    assert not [wrong for _, wrong in check_current(index.path) if wrong]


def test_a_document_replaces_the_one_of_its_id(index: WhooshIndex) -> None:
    with index.writer() as writer:
        writer.update_document(id="1", title="港の夜", body="カモメは眠った。")
        writer.add_document(id="2", title="谷の朝")
        writer.add_document(id="2", title="丘の朝")
    assert (found(index, "夜"), found(index, "丘"), found(index, "谷 OR 山")) == (["1"], ["2"], [])
    assert index.refresh().doc_count() == 2


def test_ids_are_there_once_however_many_are_added(tmp_path: Path) -> None:
    """Across what is analysed together, and what this commit has written already."""
    index = create_index(tmp_path / "i")
    with index.writer() as writer:
        for number in range(_MOST_WAITING + 10):
            writer.add_document(id=f"{number}", title="前")
        writer.add_document(id="7", title="後")
        writer.delete_id("8")
        for number in range(_MOST_WAITING):
            writer.add_document(id=f"x{number}", title="前")
    assert index.refresh().doc_count() == 2 * _MOST_WAITING + 9
    assert found(index, "後") == ["7"]
    with index.refresh().searcher() as opened:
        assert (opened.document(id="7") or {})["title"] == "後"
        assert opened.document(id="8") is None


def test_documents_are_deleted_by_query_and_number(index: WhooshIndex) -> None:
    with index.writer() as writer:
        assert writer.delete_by_query(query.Term("body", "晴れる")) == 1
    assert found(index, "朝") == ["1"]
    with index.writer() as writer:
        writer.delete_document(0)
    assert open_index(index.path).is_empty()
    assert found(index, "朝") == []


def test_what_is_cancelled_or_fails_leaves_the_index(index: WhooshIndex) -> None:
    writer = index.writer()
    writer.add_document(id="3", title="三")
    writer.cancel()
    with pytest.raises(ZeroDivisionError), index.writer() as other:
        other.add_document(id="4", title="四")
        raise ZeroDivisionError
    assert (index.up_to_date(), found(index, "三 OR 四")) == (True, [])
    with pytest.raises(IndexingError, match="closed"):
        writer.add_document(id="5")
    with index.writer() as again:
        again.add_document(id="3", title="三")
    assert found(index, "三") == ["3"]


@pytest.mark.parametrize(
    ("fields", "error", "said"),
    [
        ({"title": "無"}, ValueError, "id: expected"),
        ({"id": ""}, ValueError, "id: expected"),
        ({"id": "a\nb"}, ValueError, "in one line"),
        ({"id": "a\x1b[31m"}, ValueError, "in one line"),
        ({"id": ["a", "b"]}, ValueError, "id: expected"),
        ({"id": "3", "body": 5}, ValueError, "body: expected text"),
        ({"id": "3", "tag": [1]}, ValueError, "tag: expected text"),
        ({"id": "3", "date": "2025"}, ValueError, "date: expected a datetime"),
        ({"id": "3", "date": datetime(1, 1, 1)}, ValueError, "that every zone has"),
        ({"id": "3", "content": "x"}, UnknownFieldError, "content"),
        ({"id": "3", "gram": "x"}, UnknownFieldError, "gram"),
        ({"id": "3", "_stored_title": "x"}, UnknownFieldError, "_stored_title"),
    ],
)
def test_a_wrong_document_is_named_and_the_rest_stays(
    index: WhooshIndex, fields: dict[str, object], error: type[Exception], said: str
) -> None:
    with index.writer() as writer:
        writer.add_document(id="9", title="九")
        with pytest.raises(error, match=said):
            writer.add_document(**fields)
    assert (found(index, "九"), index.refresh().doc_count()) == (["9"], 3)


def test_texts_of_programs_are_cleaned_as_posts_are(index: WhooshIndex) -> None:
    odd = "\x03猫\x00と\ud842\x1b[31m京都\r\n改行"
    with index.writer() as writer:
        writer.add_document(id="3", title=odd, body=[odd], tag=[odd, ""], url=odd, excerpt=odd)
    with searcher(index.path) as source:
        [hit] = find(source, "京都").hits
        assert hit.meta.title == "猫と\ufffd京都\n改行"
        assert hit.meta.tags == (hit.meta.title,)


@pytest.mark.parametrize("year", [1, 9999])
def test_any_date_is_kept(index: WhooshIndex, year: int) -> None:
    with index.writer() as writer:
        writer.add_document(id="3", title="端", date=datetime(year, 6, 1))
    assert found(index, f"端 date:{year:04d}") == ["3"]
    with index.refresh().searcher() as opened:
        assert (opened.document(id="3") or {})["date"] == datetime(year, 6, 1)


def test_dates_are_of_the_indexs_zone(tmp_path: Path) -> None:
    index = create_index(tmp_path / "i", timezone="Asia/Tokyo")
    with index.writer() as writer:
        writer.add_document(id="1", title="夜", date=datetime(2025, 11, 3, 20, 0, tzinfo=UTC))
    with index.refresh().searcher() as opened:
        assert (opened.document(id="1") or {})["date"] == datetime(2025, 11, 4, 5, 0)
    assert found(index, "date:2025-11-04") == ["1"]
    with pytest.raises(ConfigError, match="timezone"):
        create_index(tmp_path / "j", timezone="nowhere")


def test_an_index_has_one_owner(index: WhooshIndex, tmp_path: Path) -> None:
    with pytest.raises(NotOurs, match="written by a program"):
        build(FIXTURE, index.path)
    done = run("reindex", FIXTURE, "--index", index.path)
    assert (done.returncode, "written by a program" in done.stderr) == (2, True)
    build(FIXTURE, tmp_path / "blog")
    with pytest.raises(NotOurs, match="made of a folder of posts"):
        open_index(tmp_path / "blog").writer()
    build(FIXTURE, tmp_path / "blog")  # and it holds no lock


def test_an_index_is_never_emptied(index: WhooshIndex) -> None:
    with pytest.raises(ConfigError, match="expected no index yet"):
        create_index(index.path)
    assert index.refresh().doc_count() == 2


def test_one_writes_at_a_time(index: WhooshIndex) -> None:
    with index.writer():
        with pytest.raises(LockError, match="at work"):
            index.writer()
        with pytest.raises(LockError):
            index.writer(timeout=0.02, delay=0.01)
    with StoreWriter(index.path, PROGRAM).exclusive(NOW), pytest.raises(LockError):
        index.writer()
    index.writer().cancel()


def test_the_schema_is_fixed(index: WhooshIndex) -> None:
    with pytest.raises(IndexingError, match="fixed"):
        index.add_field("more", index.schema["body"])
    with pytest.raises(IndexingError, match="fixed"):
        index.remove_field("body")
    index.writer().cancel()


def test_documents_of_another_index_are_added(index: WhooshIndex, tmp_path: Path) -> None:
    other = create_index(tmp_path / "other")
    with other.writer() as writer, index.reader() as reader:
        writer.add_reader(reader)
    assert found(other, "カモメ") == ["1"]


def test_a_writer_that_is_killed_leaves_the_last_generation_and_no_lock(index: WhooshIndex) -> None:
    program = (
        "import os, signal, sys\nfrom index.whoosh_index import open_index\n"
        "writer = open_index(sys.argv[1]).writer()\n"
        "for n in range(600):\n    writer.add_document(id=f'k{n}', title='殺')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", program, str(index.path)]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert (index.up_to_date(), found(index, "殺")) == (True, [])
    with index.writer() as writer:
        writer.add_document(id="3", title="三")
    assert found(index, "三") == ["3"]
    assert len(list((index.path / "generations").iterdir())) == 2
