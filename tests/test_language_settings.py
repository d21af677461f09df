"""`[posts] languages`, and `--lang` on the command line."""

import json
from pathlib import Path

import pytest

from index.config_file import load_settings
from index.values.errors import ConfigError
from index.values.settings import PostSettings
from tests.conftest import build, find, ids, post_text, searcher
from tests.console import call
from tests.test_conformance_languages import FILES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    posts = tmp_path / "posts"
    posts.mkdir()
    for name, text in FILES.items():
        (posts / name).write_text(text, encoding="utf-8")
    (posts / "zz.md").write_text(post_text("", title="2025"), encoding="utf-8")
    return posts


def test_only_the_languages_wanted_are_listed(folder: Path, tmp_path: Path) -> None:
    wanted = PostSettings(languages=("日本語", "de-AT"))
    report = build(folder, tmp_path / "index", posts=wanted)
    assert (report.posts, report.hidden, report.left_out) == (5, 2, ())
    with searcher(tmp_path / "index") as source:
        assert set(ids(find(source, ""))) == {"ja1.md", "ja2.md", "ja3.md", "de.md", "zz.md"}
        assert source.why_not("Docker", "ko.md") == [
            "ko.md",
            "  検索に載せない設定なので、検索に載りません",
        ]


def test_posts_that_are_not_wanted_any_more_are_not_lost(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        text = post_text("검색은 어떻게 작동하는가", title=f"{number}번째")
        (folder / f"k{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "sakuin.toml").write_text('[posts]\nlanguages = ["ja"]\n', encoding="utf-8")
    assert call("reindex", folder, "--index", tmp_path / "i").returncode == 0
    done = call("reindex", folder, "--index", tmp_path / "i", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, report["posts"], report["hidden"]) == (0, 4, 33)
    assert (report["rebuilt"], report["left_out"]) == ("settings changed", [])
    again = call("reindex", folder, "--index", tmp_path / "i", "--json", cwd=tmp_path)
    assert json.loads(again.stdout)["published"] is False


def test_drafts_of_other_languages_stay_hidden(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.md").write_text(post_text("下書きだ。", title="下書き", draft=True), "utf-8")
    (posts / "b.md").write_text(post_text("초안이다.", title="초안", draft=True), "utf-8")
    wanted = PostSettings(languages=("ja",), drafts=True)
    assert (build(posts, tmp_path / "i", posts=wanted).posts) == 1
    assert build(posts, tmp_path / "j", posts=PostSettings(languages=("ja",))).posts == 0


@pytest.mark.parametrize("languages", ["ja", 1, [1], ["C#"], [""], ["ja", "xx"]])
def test_what_is_no_list_of_languages_is_refused(tmp_path: Path, languages: object) -> None:
    file = tmp_path / "sakuin.toml"
    file.write_text(f"[posts]\nlanguages = {json.dumps(languages)}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"languages: expected"):
        load_settings(file)


def test_a_list_of_languages_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sakuin.toml"
    file.write_text('[posts]\nlanguages = ["ja", "en-US"]\n', encoding="utf-8")
    posts = load_settings(file).posts
    assert [posts.lists(one) for one in ("ja", "en", "ko", "")] == [True, True, False, True]
    assert PostSettings().lists("ko")


def test_the_command_line_filters_by_language(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "index")
    asked = ("search", "Docker", "--json", "--index", tmp_path / "index")
    some = json.loads(call(*asked, "--lang", "ko", "--lang", "English").stdout)
    assert {hit["id"]: hit["lang"] for hit in some["hits"]} == {"ko.md": "ko", "en.md": "en"}
    assert json.loads(call(*asked, "--lang", "fr").stdout)["total"] == 0
