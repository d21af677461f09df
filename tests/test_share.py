"""Shares of the posts: which there are, which posts are of which, and what is built of one."""

from collections import Counter
from pathlib import Path

import pytest

from index.cluster.parts import joined, same
from index.pipeline import Options, build
from index.values import (
    ConfigError,
    Contents,
    FileEntry,
    MachineError,
    NothingReadable,
    Packed,
    Records,
    Settings,
    Share,
    Vocabulary,
    parse_share,
)
from tests.conftest import BLOG, NOW, post_text
from tests.console import call
from tests.memory import MemoryWriter

IDS = [f"_posts/2025-{n % 12 + 1:02}-{n % 28 + 1:02}-話{n}.md" for n in range(4_000)]


def test_a_share_is_given_as_its_number_and_how_many_there_are() -> None:
    assert parse_share("3/8") == Share(3, 8)
    assert str(Share(3, 8)) == "3/8"
    assert parse_share("64/64").of == 64
    assert parse_share("1/1").is_whole and not parse_share("1/2").is_whole
    assert parse_share("1/2").is_first and not parse_share("2/2").is_first


@pytest.mark.parametrize(
    "given", ["", "3", "0/8", "9/8", "1/65", "-1/8", "1/0", "a/b", "1/8/9", " 1/8", "１/８", "1//8"]
)
def test_what_is_no_share_is_refused_by_name(given: str) -> None:
    with pytest.raises(ConfigError, match=r"share: expected K/N, such as 3/8, with N up to 64"):
        parse_share(given)


@pytest.mark.parametrize("of", [1, 2, 3, 8, 64])
def test_each_post_is_of_one_share(of: int) -> None:
    ids = Packed.of([*IDS, "\ud800.md"])
    rows = [row for number in range(1, of + 1) for row in Share(number, of).rows(ids).tolist()]
    assert sorted(rows) == list(range(len(ids)))


def test_shares_of_one_folder_are_even() -> None:
    for of in (2, 3, 8, 16):
        counts = Counter(
            number for number in range(1, of + 1) for name in IDS if Share(number, of).holds(name)
        )
        mean = len(IDS) / of
        assert 0.8 * mean < min(counts.values()) <= max(counts.values()) < 1.2 * mean


def test_which_posts_are_of_a_share_never_changes() -> None:
    """Machines of several versions and years have to agree."""
    assert [n for n in range(12) if Share(2, 3).holds(IDS[n])] == [1, 3, 11]


def _posts(folder: Path, count: int = 12) -> Path:
    posts = folder / "posts"
    posts.mkdir()
    for number in range(count):
        (posts / f"{number}.md").write_text(
            post_text(f"話{number}。", title=f"題{number}"), "utf-8"
        )
    return posts


def test_a_share_is_read_as_if_there_were_no_other_posts(tmp_path: Path) -> None:
    posts, settings = _posts(tmp_path), Settings(jobs=1)
    found: list[str] = []
    for number in (1, 2, 3):
        writer, share = MemoryWriter(), Share(number, 3)
        build(posts, writer, settings, NOW, Options(isolated=False, share=share))
        assert all(map(share.holds, writer.posts))
        found += writer.posts
        (posts / "0.md").write_text("変わった。", "utf-8")
        report = build(posts, writer, settings, NOW, Options(isolated=False, share=share))
        assert report.removed == 0
    assert sorted(found) == sorted(path.name for path in posts.iterdir())


def test_a_share_may_be_without_posts(tmp_path: Path) -> None:
    posts = _posts(tmp_path, 1)
    counts = []
    for number in (1, 2, 3, 4):
        options = Options(isolated=False, share=Share(number, 4))
        counts.append(build(posts, MemoryWriter(), Settings(jobs=1), NOW, options).posts)
    assert sorted(counts) == [0, 0, 0, 1]
    (posts / "0.md").unlink()
    with pytest.raises(NothingReadable):
        build(posts, MemoryWriter(), Settings(jobs=1), NOW, Options(share=Share(1, 4)))


@pytest.mark.parametrize("share", ["1/2", "2/2"])
def test_an_index_in_a_folder_has_no_shares(tmp_path: Path, share: str) -> None:
    (tmp_path / "a.md").write_text(BLOG["a.md"], "utf-8")
    done = call("reindex", tmp_path, "--index", tmp_path / "index", "--share", share)
    assert done.returncode == 2
    assert f"--share {share}: expected an index on a cluster, opensearch://" in done.stderr
    assert not (tmp_path / "index").exists()


def test_a_share_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    done = call("reindex", tmp_path, "--index", "opensearch://h/blog", "--share", "9/8")
    assert (done.returncode, "found '9/8'" in done.stderr) == (2, True)


def _contents(*ids: str, state: str = "listed", **changes: str) -> Contents:
    files = Records.of({name: FileEntry(name, state) for name in ids})
    return Contents({"engine": "1", **changes}, "2026-01-01T00:00:00+09:00", files)


def test_the_records_of_shares_are_joined_in_order() -> None:
    whole = joined({1: _contents("b", "d"), 2: _contents("a", "c"), 3: _contents()}, "there")
    assert list(whole.files) == ["a", "b", "c", "d"]
    assert whole.files["c"] == FileEntry("c", "listed")


def test_shares_that_do_not_fit_are_not_joined() -> None:
    with pytest.raises(ConfigError, match="those of share 2 differ: engine, site"):
        joined({1: _contents("a"), 2: _contents("b", engine="2", site="x")}, "there")
    with pytest.raises(MachineError, match="two shares had the same post"):
        joined({1: _contents("a"), 2: _contents("a")}, "there")
    with pytest.raises(NothingReadable):
        joined({1: _contents("a", state="left_out"), 2: _contents()}, "there")


def test_a_share_knows_whether_it_has_anything_new() -> None:
    before = _contents("a", "b")
    assert same(_contents("a", "b"), before)
    assert not same(_contents("a"), before)
    assert not same(_contents("a", "b", "c"), before)
    assert not same(_contents("a", "b", state="draft"), before)
    renewed = Contents(before.basis, "", before.files, Vocabulary(synonyms=(("a", "b"),)))
    assert not same(renewed, before)
