"""What the command line says to people: on a terminal, after a slip, when it is stopped."""

import errno
import json
import os
import pty
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import web
from tests.conftest import PATIENCE, ROOT, Blog, post_text
from tests.console import SAKUIN, call, run
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
    for command in ("check", "eval", "init", "mcp", "reindex", "search", "serve", "why-not"):
        assert f"\n  {command} " in said


def test_an_option_that_is_none_may_have_been_a_query() -> None:
    done = call("search", "--docker")
    assert done.returncode == 2
    assert "A query that begins with - comes after --." in done.stderr
    assert "A query" not in call("check", "--docker").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("serach", "x"), "Did you mean search?"), (("Init",), "Did you mean init?"),
     (("xyz",), "Commands: init, reindex"), (("tests/posts",), "mean sakuin reindex tests/posts?"),
     (("search", "x", "--siez", "3"), "Did you mean '--size'?"),
     (("reindex", "x", "--alow-loss"), "Did you mean '--allow-loss'?")],
)  # fmt: skip
def test_a_mistyped_command_or_option_is_offered_the_right_one(
    arguments: tuple[str, ...], said: str
) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_a_command_the_first_steps_are_told() -> None:
    done = call()
    assert done.returncode == 2
    for step in ("sakuin init", "sakuin reindex", "sakuin search", "sakuin serve"):
        assert f"\n    {step} " in done.stderr


def test_the_words_of_a_query_are_joined(three: Path) -> None:
    quoted = _invoke("search", "新幹線 駅弁", "--json", "--index", three)
    joined = _invoke("search", "新幹線", "駅弁", "--index", three, "--json")
    first, second = json.loads(quoted.output), json.loads(joined.output)
    assert second["query"] == "新幹線 駅弁"
    assert second["hits"] == first["hits"]
    without = _invoke("search", "--index", three, "--", "新幹線", "-駅弁")
    assert without.output.startswith("1件")


def test_the_words_of_a_query_about_a_post_are_joined(three: Path) -> None:
    said = _invoke("why-not", "b.md", "新幹線", "駅弁", "--index", three).output
    assert "○ 新幹線" in said
    assert "× 駅弁" in said


def test_what_the_machine_refuses_is_told_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/blog/_posts")

    monkeypatch.setattr(cli, "main", refused)
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 3
    assert capsys.readouterr().err == "sakuin: /blog/_posts: permission denied\n"


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
