"""The dates of first commits, as one `git log` tells them."""

import os
import subprocess
from pathlib import Path

import pytest

from index.posts.history import History, first_commits
from tests.checkout import Checkout, needs_git

pytestmark = needs_git
LONG = "".join(f"{number}行目の文章です。\n" for number in range(40))


@pytest.fixture
def repo(tmp_path: Path) -> Checkout:
    return Checkout.new(tmp_path / "blog")


def _days(history: History) -> dict[str, str]:
    assert history.problem == ""
    return {name: date.isoformat()[:10] for name, date in history.dates.items()}


def test_a_post_has_the_date_of_its_first_commit_with_its_offset(repo: Checkout) -> None:
    repo.commit("2020-01-01T01:02:03+0900", a="初")
    repo.commit("2021-01-01T00:00:00-0500", a="変", b="初")
    history = first_commits(repo.root)
    assert history.dates["a.md"].isoformat() == "2020-01-01T01:02:03+09:00"
    assert history.dates["b.md"].isoformat() == "2021-01-01T00:00:00-05:00"


def test_names_of_any_letters_are_those_of_posts(repo: Checkout) -> None:
    names = (
        "旅/京都「春」.md",
        "a b.md",
        'q"uote.md',
        "tab\there.md",
        "new\nline.md",
        "か\u3099.MD",
    )
    for name in names:
        repo.write(name, name)
    repo.commit("2020-01-01T00:00:00+0900")
    found = _days(first_commits(repo.root))
    assert set(found) == {*names[:-1], "が.MD"}


def test_a_folder_below_has_its_own_posts_alone(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", blog__記事__a="あ", blog2__b="い", c="う")
    assert set(_days(first_commits(repo.root / "blog"))) == {"記事/a.md"}
    assert set(_days(first_commits(repo.root / "blog" / "記事"))) == {"a.md"}


def test_moves_are_followed_even_from_outside_the_folder(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", _drafts__a=LONG)
    repo.move("_drafts/a.md", "_posts/a.md")
    repo.commit("2021-01-01T00:00:00+0900", _posts__a=f"{LONG}公開する。")
    repo.move("_posts/a.md", "_posts/b.md")
    repo.commit("2022-01-01T00:00:00+0900")
    assert _days(first_commits(repo.root / "_posts")) == {"b.md": "2020-01-01"}


def test_a_name_that_is_used_again_is_another_file(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a=LONG)
    repo.move("a.md", "b.md")
    repo.commit("2021-01-01T00:00:00+0900")
    repo.commit("2022-01-01T00:00:00+0900", a="別の話。")
    assert _days(first_commits(repo.root)) == {"a.md": "2022-01-01", "b.md": "2020-01-01"}


def test_a_name_that_is_only_spelled_otherwise_is_the_same(repo: Checkout) -> None:
    repo.write("か\u3099.md", "あ")
    repo.commit("2020-01-01T00:00:00+0900")
    repo.move("か\u3099.md", "が.md")
    repo.commit("2021-01-01T00:00:00+0900")
    assert _days(first_commits(repo.root)) == {"が.md": "2020-01-01"}


def test_a_file_that_came_back_is_as_old_as_it_was(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a="あ", b="い")
    (repo.root / "a.md").unlink()
    repo.commit("2021-01-01T00:00:00+0900")
    repo.commit("2022-01-01T00:00:00+0900", a="あ")
    assert _days(first_commits(repo.root))["a.md"] == "2020-01-01"


def test_a_branch_and_what_its_merge_adds_have_their_dates(repo: Checkout) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a="あ")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit("2021-01-01T00:00:00+0900", b="い")
    repo.git("checkout", "--quiet", "main")
    repo.commit("2022-01-01T00:00:00+0900", c="う")
    repo.git("merge", "--quiet", "--no-commit", "side")
    repo.commit("2023-01-01T00:00:00+0900", d="え")
    found = _days(first_commits(repo.root))
    assert [found[f"{name}.md"][:4] for name in "abcd"] == ["2020", "2021", "2022", "2023"]


def test_a_shallow_clone_dates_only_what_it_has_the_history_of(
    repo: Checkout, tmp_path: Path
) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a="あ")
    repo.commit("2021-01-01T00:00:00+0900", b="い")
    repo.commit("2022-01-01T00:00:00+0900", c="う")
    source = f"file://{repo.root}"
    repo.git("clone", "--quiet", "--depth", "2", source, str(tmp_path / "clone"))
    history = first_commits(tmp_path / "clone")
    assert list(history.dates) == ["c.md"]
    assert "shallow" in history.problem
    assert "git fetch --unshallow" in history.problem


def test_a_clone_without_contents_follows_moves_without_a_change(
    repo: Checkout, tmp_path: Path
) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a=LONG, b=LONG.replace("文章", "物語"))
    repo.move("a.md", "c.md")
    repo.move("b.md", "d.md")
    repo.commit("2021-01-01T00:00:00+0900", d=f"{LONG.replace('文章', '物語')}終わり。")
    repo.commit("2022-01-01T00:00:00+0900", d="すべて書き直した。")
    repo.git("config", "uploadpack.allowFilter", "true")
    source, clone = f"file://{repo.root}", str(tmp_path / "clone")
    repo.git("clone", "--quiet", "--filter", "blob:none", source, clone)
    assert _days(first_commits(tmp_path / "clone"))["c.md"] == "2020-01-01"


def test_what_is_no_checkout_is_told_and_no_failure(tmp_path: Path) -> None:
    history = first_commits(tmp_path)
    assert history.dates == {}
    assert history.problem.startswith("git: not a git repository")


def test_a_repository_without_a_commit_is_told(repo: Checkout) -> None:
    assert "does not have any commits yet" in first_commits(repo.root).problem


def test_a_machine_without_git_is_told(repo: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert first_commits(repo.root).problem == "git: not installed; posts without a date stay so"


def test_git_that_hangs_is_given_up(repo: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("git", timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    assert "no answer within" in first_commits(repo.root).problem


def test_nothing_that_a_repository_configures_is_run(repo: Checkout, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    tool = tmp_path / "tool"
    tool.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    tool.chmod(0o755)
    repo.write(".gitattributes", "*.md diff=mine filter=mine\n")
    repo.commit("2020-01-01T00:00:00+0900", a="あ")
    for name in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external",
        "diff.mine.command", "diff.mine.textconv", "filter.mine.clean", "filter.mine.smudge",
        "gpg.program", "pager.log", "alias.log", "alias.rev-parse", "credential.helper",
    ):  # fmt: skip
        repo.git("config", name, f"!{tool}" if name.startswith("alias") else str(tool))
    for name, value in (("log.showSignature", "true"), ("log.showRoot", "false"),
                        ("core.hooksPath", str(tmp_path)), ("log.diffMerges", "off"),
                        ("diff.renames", "false"), ("diff.orderFile", "/nowhere/at/all"),
                        ("color.ui", "always"), ("core.quotePath", "true")):  # fmt: skip
        repo.git("config", name, value)
    ran.unlink(missing_ok=True)
    assert _days(first_commits(repo.root)) == {"a.md": "2020-01-01"}
    assert not ran.exists()


def test_the_environment_points_git_nowhere_else(
    repo: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("2020-01-01T00:00:00+0900", a="あ")
    other = Checkout.new(tmp_path / "other")
    other.commit("2021-01-01T00:00:00+0900", b="い")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_TRACE"):
        monkeypatch.setenv(name, os.fspath(other.root / ".git"))
    assert set(_days(first_commits(repo.root))) == {"a.md"}


def test_a_date_that_no_post_has_is_none(repo: Checkout) -> None:
    repo.commit("@32472144000 +0900", a="あ")
    repo.commit("2020-01-01T00:00:00+0900", b="い")
    assert _days(first_commits(repo.root)) == {"b.md": "2020-01-01"}
