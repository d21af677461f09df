"""What the command line says to people: on a terminal, after a slip, when it is stopped."""

import os
import pty
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import web
from tests.conftest import PATIENCE, ROOT, Blog, post_text
from tests.test_cli import SAKUIN, run
from web.app import create_app
from web.cli import cli, main


def _invoke(*arguments: object) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)), standalone_mode=False)


@pytest.fixture
def three(blog: Blog, tmp_path: Path) -> Path:
    """An index of three posts."""
    blog({
        "a.md": post_text("新幹線と駅弁。", title="旅"),
        "b.md": post_text("新幹線と時刻表。", title="駅"),
        "c.md": post_text("駅弁を買う。プログラミングもする。", title="昼"),
    })  # fmt: skip
    return tmp_path / "index"


def test_help_lists_every_command() -> None:
    said = run("--help").stdout
    for command in ("check", "eval", "reindex", "search", "serve", "why-not"):
        assert f"\n  {command} " in said


def test_an_option_that_is_none_may_have_been_a_query() -> None:
    done = run("search", "--docker")
    assert done.returncode == 2
    assert "A query that begins with - comes after --." in done.stderr


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt, 130), (click.Abort, 130), (BrokenPipeError, 0)]
)
def test_being_stopped_is_no_fault(
    error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", stopped)
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == code


def test_the_application_is_the_one_name_of_web() -> None:
    assert web.create_app is create_app
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        web.nothing  # noqa: B018 - looking it up is the test


def test_check_reads_all_and_names_what_is_not_as_written(three: Path) -> None:
    sound = _invoke("check", "--index", three)
    [segment] = three.rglob("*.segment")
    assert sound.return_value == 0
    assert sound.output.startswith("3 files as written: ")
    assert str(segment) in sound.output
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    damaged = _invoke("check", "--index", three)
    assert damaged.return_value == 1
    assert segment.name in damaged.output


def test_a_page_beyond_the_last_says_that_it_is_empty(three: Path) -> None:
    said = _invoke("search", "新幹線", "--page", "9", "--index", three).output
    assert said.startswith("2件")
    assert "このページに記事はありません" in said


def test_posts_that_lack_a_word_are_shown_apart_with_it(three: Path) -> None:
    hits, partial = _invoke("search", "新幹線 駅弁", "--index", three).output.split("一部の語だけ")
    assert "1. 旅" in hits
    assert "・駅" in partial
    assert "含まれない語: 駅弁" in partial


def test_a_query_that_may_have_been_meant_is_offered(three: Path) -> None:
    said = _invoke("search", "プログラミンク", "--index", three).output
    assert "もしかして: プログラミング" in said


def test_a_terminal_gets_a_progress_bar(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("京都へ。", encoding="utf-8")
    command = (SAKUIN, "reindex", tmp_path / "posts", "--index", tmp_path / "index")
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, timeout=PATIENCE, check=True
        )
        shown = os.read(ours, 65_536).decode()
    finally:
        os.close(theirs)
        os.close(ours)
    assert "posts" in shown
    assert "100%" in shown
