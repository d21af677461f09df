"""The first run: `sakuin init` in folders of all kinds, and what a reindex ends with."""

import errno
import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from index.config_file import NAME, load_settings, setting_names, settings_in
from index.first_run import find_posts, settings_page, write_page
from index.values.errors import ConfigError, MachineError, NothingReadable
from tests.conftest import FIXTURE, post_text
from tests.console import call, run

TEMPLATE = Path(__file__).parent.parent / "index" / "template.toml"
UNSET = re.compile(r"^#(?=\w+ = )", re.MULTILINE)


def _write(root: Path, *names: str, **texts: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(texts.get(name, post_text("新幹線。", date="2024-05-06")), "utf-8")


def test_every_setting_is_explained_once_and_only_these_are() -> None:
    page = UNSET.sub("", TEMPLATE.read_text(encoding="utf-8"))
    raw = tomllib.loads(page)
    named = {("", name) for name, value in raw.items() if not isinstance(value, dict)}
    named |= {(table, name) for table, value in raw.items() if isinstance(value, dict)
              for name in value}  # fmt: skip
    assert named == set(setting_names())


def test_the_written_file_loads_with_and_without_its_examples(tmp_path: Path) -> None:
    page = settings_page(tmp_path)
    bare = "\n".join(line for line in page.splitlines() if not line.startswith("#"))
    for text in (page, UNSET.sub("", page), bare):
        folder = settings_in(text, Path(NAME)).posts.folder
        assert folder is not None
        assert Path(folder).resolve() == tmp_path.resolve()


def test_what_is_not_uncommented_has_its_default() -> None:
    written = settings_in(settings_page(Path("posts")), Path(NAME))
    assert written.posts.folder == "posts"
    assert written == settings_in('[posts]\nfolder = "posts"', Path(NAME))


@pytest.mark.parametrize("name", ['a "b"', "記事 ['2024']", "back\\slash", "#"])
def test_any_name_of_a_folder_is_remembered(name: str, tmp_path: Path) -> None:
    text = settings_page(Path(name))
    assert settings_in(text, tmp_path / NAME).posts.folder == str(tmp_path / name)


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(ConfigError, match="plain text"):
        settings_page(Path(os.fsdecode(b"\xff")))


def test_init_says_what_it_found_and_reindex_needs_no_folder_then(tmp_path: Path) -> None:
    _write(tmp_path / "blog", "_config.yml", "_posts/2024-05-06-a.md", "about.md",
           **{"_config.yml": "url: https://a.example"})  # fmt: skip
    done = run("init", "blog", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("blog: 2 posts\ngenerator: Jekyll, with addresses such as\n")
    assert "\n  https://a.example/2024/05/06/a.html\n" in done.stdout
    assert "wrote sakuin.toml" in done.stdout
    assert "sakuin reindex " in done.stdout
    assert not (tmp_path / ".sakuin").exists()
    report = json.loads(run("reindex", "--json", cwd=tmp_path).stdout)
    assert report["posts"] == 2
    elsewhere = ("--config", tmp_path / NAME, "--index", tmp_path / "other")
    assert run("reindex", *elsewhere).stdout.startswith("2 posts ")


def test_the_page_on_posts_shows_what_init_really_says(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "blog")
    page = (FIXTURE.parent.parent / "docs" / "posts.md").read_text(encoding="utf-8")
    shown = page.partition("$ sakuin init\n")[2].partition("```")[0]
    assert call("init", cwd=tmp_path / "blog").stdout == shown


def test_init_tells_what_would_give_an_address(tmp_path: Path) -> None:
    _write(tmp_path, "posts/a.md", "posts/b.md")
    said = call("init", cwd=tmp_path).stdout
    assert said.startswith("posts: 2 posts\ngenerator: none recognised\n")
    assert 'without an address: 2 posts (a.md, …); set [posts] address, such as "/blog/' in said
    assert "\n  edit sakuin.toml " in said
    page = (tmp_path / NAME).read_text(encoding="utf-8")
    (tmp_path / NAME).write_text(page.replace("#address", "address"), encoding="utf-8")
    said = call("reindex", "--dry-run", cwd=tmp_path).stdout
    assert "with addresses such as\n  /blog/a/\n  /blog/b/\n" in said
    assert "without an address" not in said


def test_init_tells_the_languages_of_a_site_of_several(tmp_path: Path) -> None:
    english = post_text("The train leaves at noon, and we follow it.", lang="en")
    names = ("posts/a.md", "posts/b.md", "posts/c.md")
    _write(tmp_path, *names, **{"posts/c.md": english})
    assert "\nlanguages: ja 2, en 1\n" in call("init", cwd=tmp_path).stdout
    report = json.loads(call("reindex", "--json", cwd=tmp_path).stdout)
    assert report["languages"] == {"ja": 2, "en": 1}


def test_init_never_writes_over_a_file_unless_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.md")
    (tmp_path / NAME).write_text("jobs = 1", encoding="utf-8")
    done = call("init", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "sakuin: sakuin.toml: it is there already; `sakuin init --force` writes it anew\n"
    )
    assert load_settings(tmp_path / NAME).jobs == 1
    assert call("init", "--force", cwd=tmp_path).returncode == 0
    assert load_settings(tmp_path / NAME).posts.folder == str(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("init",), "expected posts (.md, .markdown, .mdx) in this folder; name their folder"),
     (("init", "none"), "none: expected a folder of posts, found nothing"),
     (("init", "file.txt"), "file.txt: expected a folder of posts, found a file"),
     (("init", "empty"), "empty: expected posts (.md, .markdown, .mdx), found none"),
     (("reindex", "file.txt"), "file.txt: expected a folder of posts, found a file")],
)  # fmt: skip
def test_what_is_no_folder_of_posts_is_named_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = call(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file.txt"]


@pytest.mark.parametrize(
    ("names", "found"),
    [(("a.md",), "."), (("README.md", "posts/a.md"), "posts"), (("旅/a.md",), "."),
     (("src/content/blog/a.md", "README.md"), "src/content/blog"), (("posts/a.md", "b.md"), "."),
     (("site/_config.yml", "site/_posts/2024-01-01-a.md", "notes/b.md"), "site"),
     (("_config.yml", "_posts/2024-01-01-a.md"), "."),
     (("hugo.toml", "content/posts/a.md", "README.md"), ".")],
)  # fmt: skip
def test_posts_are_found_from_here(names: tuple[str, ...], found: str, tmp_path: Path) -> None:
    _write(tmp_path, *names, **{name: "" for name in names if not name.endswith(".md")})
    assert find_posts(tmp_path) == tmp_path / found


def test_no_posts_are_found_where_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(NothingReadable):
        find_posts(tmp_path)


def test_a_full_disk_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_page("jobs = 1\n")

    def full(path: Path, _text: str, encoding: str) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path.name, encoding)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(MachineError, match=r"^sakuin\.toml: cannot write: the disk is full$"):
        write_page("jobs = 2\n")
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert load_settings(None).jobs == 1


def test_a_reindex_ends_with_what_it_found(tmp_path: Path) -> None:
    _write(tmp_path / "p", "a.md", "b.md", "c.md", "d.md",
           **{"a.md": post_text("あ", permalink="/x/", date="2024-01-01"),
              "b.md": post_text("い", permalink="/x/", date="2024-01-01"),
              "c.md": post_text("う", permalink="/%E6%97%85%1b/"),
              "d.md": post_text("え", permalink="/%E6%97%85/")})  # fmt: skip
    done = call("reindex", "p", cwd=tmp_path).stdout
    assert "generator: none recognised, with addresses such as\n  /x/\n" in done
    assert "\n  /旅/\n" in done
    assert "one address for 2 posts (a.md, b.md): /x/\n" in done
    assert "without a date: 2 posts (c.md, …)\n" in done
    report = json.loads(call("reindex", "p", "--json", cwd=tmp_path).stdout)
    assert report["generator"] == ""
    assert report["addresses"]["shared"] == [{"url": "/x/", "posts": ["a.md", "b.md"]}]
    assert report["dates"]["missing"] == ["c.md", "d.md"]
    plan = json.loads(call("reindex", "p", "--dry-run", "--json", "--full", cwd=tmp_path).stdout)
    for name in ("generator", "addresses", "dates", "excluded", "notes"):
        assert plan[name] == report[name]


def test_a_dry_run_reads_new_posts_and_writes_nothing(tmp_path: Path) -> None:
    index = tmp_path / "index"
    plan = json.loads(call("reindex", FIXTURE, "--index", index, "--dry-run", "--json").stdout)
    assert not index.exists()
    call("reindex", FIXTURE, "--index", index)
    again = json.loads(call("reindex", FIXTURE, "--index", index, "--dry-run", "--json").stdout)
    assert (len(plan["new"]), again["unchanged"]) == (again["unchanged"], len(plan["new"]))
    assert again["addresses"] == plan["addresses"]
    assert plan["generator"] == "Jekyll"
    assert len(plan["addresses"]["samples"]) == 3
