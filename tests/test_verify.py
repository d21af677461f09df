"""What can be seen can be found, and is looked for after each build."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from search.embedded.searcher import EmbeddedSearcher
from search.embedded.verified import read_verified
from search.quality.verification import verify
from tests.conftest import DATA, FIXTURE, Blog, build, needs_data, post_text, searcher
from web.cli import cli


def _run(*args: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(arg) for arg in args], standalone_mode=False)
    return done.return_value, done.output


def test_every_piece_of_the_fixture_blog_is_found(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    made = verify(fixture_searcher, 1_000, seed=1)
    assert (made.samples, made.found, made.missed) == (1_000, 1_000, ())


def test_pieces_of_odd_texts_are_found(blog: Blog) -> None:
    odd = "㍿ﾃﾞｰﾀ ｶﾞｷﾞ 葛\U000e0100城 が A\u0301ß İ 𠮷野家 ½ 〜－ー \u200b 👨\u200d👩\u200d👧 ﬁn"
    source = blog({"a.md": post_text(odd * 3, title=odd), "b.md": post_text(odd[::-1], title="逆")})
    made = verify(source, 2_000, seed=1)
    assert made.missed == ()


@needs_data
def test_pieces_of_real_posts_are_found(tmp_path: Path) -> None:
    build(DATA / "seed", tmp_path)
    with searcher(tmp_path) as source:
        assert verify(source, 500, seed=1).missed == ()


def test_a_reindex_says_how_many_were_found(tmp_path: Path) -> None:
    code, output = _run("reindex", FIXTURE, "--index", tmp_path, "--verify", 50)
    assert (code, "verified: 50 of 50" in output) == (0, True)
    with searcher(tmp_path) as source:
        verified = source.verified()
        assert verified is not None
        assert (verified.samples, verified.found) == (50, 50)


def test_a_reindex_with_nothing_to_do_keeps_what_was_found(tmp_path: Path) -> None:
    _run("reindex", FIXTURE, "--index", tmp_path, "--verify", 50)
    _, output = _run("reindex", FIXTURE, "--index", tmp_path, "--json")
    assert json.loads(output)["verified"]["samples"] == 50


def test_verify_0_looks_for_nothing(tmp_path: Path) -> None:
    code, output = _run("reindex", FIXTURE, "--index", tmp_path, "--verify", 0)
    assert (code, "verified" in output) == (0, False)


def test_a_piece_that_is_not_found_is_named_and_fails_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.quality.verification._piece", lambda *_: "どこにもない言葉")
    code, output = _run("reindex", FIXTURE, "--index", tmp_path)
    assert (code, "not found:" in output, "どこにもない言葉" in output) == (1, True, True)


def test_another_generation_was_not_verified(fixture_index: Path, tmp_path: Path) -> None:
    _run("reindex", FIXTURE, "--index", tmp_path, "--verify", 5)
    assert read_verified(tmp_path, "000002") is None
    os.truncate(tmp_path / "verified.json", 10)
    assert read_verified(tmp_path, "000001") is None
