"""Posts that are dated by their first commits: builds in steps and whole ones agree."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from index.pipeline.report import Report
from index.values.settings import PostSettings
from tests.checkout import Checkout, needs_git
from tests.conftest import build, find, post_text, searcher

pytestmark = needs_git
GIT = PostSettings(dates="git")
TEXT = post_text("新幹線で京都へ行く。", title="旅")


@pytest.fixture
def repo(tmp_path: Path) -> Checkout:
    return Checkout.new(tmp_path / "blog")


def _build(repo: Checkout, posts: PostSettings = GIT, **changes: Any) -> Report:
    return build(repo.root, repo.root.parent / "index", posts=posts, **changes)


def _dates(index: Path) -> dict[str, str | None]:
    with searcher(index) as source:
        return {hit.meta.id: hit.meta.date for hit in find(source, "").hits}


def _agree(repo: Checkout) -> dict[str, str | None]:
    """The dates that the index has, which are those of one built anew."""
    now = _dates(repo.root.parent / "index")
    build(repo.root, repo.root.parent / "anew", posts=GIT, full=True)
    assert now == _dates(repo.root.parent / "anew")
    return now


def test_only_posts_without_a_date_get_that_of_their_first_commit(repo: Checkout) -> None:
    repo.write("2019-05-06-name.md", TEXT)
    repo.write("head.md", post_text("新幹線。", date="2018-01-01"))
    repo.commit("2020-01-01T10:00:00+0500", a=TEXT)
    repo.write("new.md", TEXT)
    report = _build(repo)
    assert _agree(repo) == {
        "a.md": "2020-01-01T10:00:00+05:00", "2019-05-06-name.md": "2019-05-06T00:00:00+09:00",
        "head.md": "2018-01-01T00:00:00+09:00", "new.md": None,
    }  # fmt: skip
    assert report.findings.dates.missing == ("new.md",)
    assert report.findings.notes == ()


def test_a_commit_or_another_history_reads_only_posts_that_it_dates(repo: Checkout) -> None:
    repo.write("head.md", post_text("新幹線。", date="2018-01-01"))
    repo.commit("2020-01-01T00:00:00+0900", a=TEXT)
    repo.write("b.md", TEXT)
    _build(repo)
    repo.commit("2021-01-01T00:00:00+0900")
    assert _build(repo).changed == 1
    assert (_agree(repo)["b.md"] or "")[:4] == "2021"
    repo.git("commit", "--quiet", "--amend", "--no-edit", "--date", "2022-01-01T00:00:00+0900")
    report = _build(repo)
    assert (report.changed, report.unchanged, report.rebuilt) == (1, 2, None)
    assert (_agree(repo)["b.md"] or "")[:4] == "2022"
    assert not _build(repo).published


def test_the_setting_reads_anew_only_posts_that_it_dates(repo: Checkout) -> None:
    repo.write("head.md", post_text("新幹線。", date="2018-01-01"))
    repo.commit("2020-01-01T00:00:00+0900", a=TEXT)
    report = _build(repo, PostSettings())
    assert report.findings.dates.missing == ("a.md",)
    assert "dates" in report.findings.dates.advice
    report = _build(repo)
    assert (report.changed, report.rebuilt) == (1, None)
    assert _agree(repo)["a.md"] is not None
    assert _build(repo, PostSettings()).changed == 1
    assert _dates(repo.root.parent / "index")["a.md"] is None


def test_a_moved_post_keeps_its_date(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a=TEXT)
    _build(repo)
    repo.move("a.md", "b/c.md")
    repo.commit("2021-01-01T00:00:00+0900")
    assert _build(repo).renamed == 1
    assert (_agree(repo)["b/c.md"] or "")[:4] == "2020"


def test_a_date_of_git_is_in_no_address_and_withholds_nothing(repo: Checkout) -> None:
    repo.commit("@4102444800 +0900", a=TEXT)
    posts = dataclasses.replace(GIT, base_url="https://a.example", address="/{year}/{slug}/")
    report = _build(repo, posts)
    assert report.posts == 1
    assert report.findings.addresses.missing == ("a.md",)


def test_what_git_cannot_tell_is_a_note(place: tuple[Path, Path]) -> None:
    posts, index = place
    report = build(posts, index, posts=GIT)
    assert report.posts == 3
    assert [note[:25] for note in report.findings.notes] == ["git: not a git repository"]
