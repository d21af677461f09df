"""The command line, as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import FIXTURE, PATIENCE, ROOT, post_text
from tests.console import SAKUIN, call, run


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(post_text("新幹線で-10,000円。", title="旅"), encoding="utf-8")
    return folder


def test_reindex_ends_with_counts_and_no_bar_in_a_pipe(posts: Path, tmp_path: Path) -> None:
    done = run("reindex", posts, "--index", tmp_path / "i")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 post in ")
    assert "1 added" in done.stdout


def test_reindex_prints_one_json_object(posts: Path, tmp_path: Path) -> None:
    done = call("reindex", posts, "--index", tmp_path / "i", "--json")
    report = json.loads(done.stdout)
    assert (report["posts"], report["added"], report["left_out"]) == (1, 1, [])


def test_strict_exits_1_when_a_post_was_left_out(posts: Path, tmp_path: Path) -> None:
    (posts / "bad.md").write_bytes(b"\xff\x00" * 99)
    assert call("reindex", posts, "--index", tmp_path / "i").returncode == 0
    done = call("reindex", posts, "--index", tmp_path / "i", "--strict")
    assert done.returncode == 1
    assert "bad.md:1: expected text" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("reindex", "nowhere"), "nowhere: expected a folder"),
     (("reindex",), "name one, `sakuin reindex POSTS_DIR`"),
     (("search", "x", "--size", "0"), "size: expected 1 to 100"),
     (("search", "x", "--from", "soon"), "from: expected YYYY-MM-DD"),
     (("search", "x", "--sort", "best"), "is not one of"), (("nonsense",), "No such command"),
     (("search", "x", "--config", "none.toml"), "none.toml: expected a TOML file")],
)  # fmt: skip
def test_wrong_use_exits_2_and_says_what_was_expected(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = call(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_search_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    done = call("search", "京都", "--index", tmp_path / "none")
    assert done.returncode == 2
    assert "run `sakuin reindex` first" in done.stderr


def test_search_prints_what_the_endpoint_answers(fixture_index: Path) -> None:
    done = run("search", "京都", "--json", "--size", "2", SAKUIN_INDEX=str(fixture_index))
    answer = json.loads(done.stdout)
    assert len(answer["hits"]) == 2
    assert answer["total"] > 2


def test_a_query_that_begins_with_a_dash_comes_after_two(posts: Path, tmp_path: Path) -> None:
    call("reindex", posts, "--index", tmp_path / "i")
    done = call("search", "--index", tmp_path / "i", "--", "-10,000円")
    assert (done.returncode, done.stdout.split()[0]) == (0, "1件")


def test_a_search_without_hits_exits_0(fixture_index: Path) -> None:
    done = call("search", "ぬるぽぬるぽ", "--index", fixture_index)
    assert (done.returncode, done.stdout.split()[0]) == (0, "0件")


def test_settings_come_from_the_file_and_options_beat_it(posts: Path, tmp_path: Path) -> None:
    config = tmp_path / "sakuin.toml"
    config.write_text(
        'index = "here"\n[posts]\naddress = "/{name}"\nbase_url = "https://a.example"\n', "utf-8"
    )
    call("reindex", posts, cwd=tmp_path)
    assert (tmp_path / "here" / "CURRENT").is_file()
    call("reindex", posts, "--base-url", "https://b.example", cwd=tmp_path)
    done = call("search", "新幹線", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["hits"][0]["url"] == "https://b.example/a"


@pytest.mark.parametrize(
    ("text", "said"),
    [("indx = 'x'", "indx: unknown; did you mean index?"),
     ("port = 8000", "port: unknown; did you mean port, under [server]?"),
     ("[posts]\nfuture_posts = true", "unknown; did you mean future?"),
     ("[posts]\nzzzzz = 1", "posts.zzzzz: unknown; expected one of base_url, address,"),
     ("index = here", "sakuin.toml:1: expected a TOML file, with lines such as"),
     ("[posts]\ndrafts = 'yes'", "posts.drafts: expected true or false, found"),
     ("[posts]\nexclude = 'a'", "posts.exclude: expected a list of texts, found"),
     ("[posts]\nexclude = ['{a,b']", "posts.exclude: expected globs such as"),
     ("[posts]\ninclude = ['']", "posts.include: expected globs such as"),
     ("[posts]\ndates = 'svn'", "posts.dates: expected"),
     ("timezone = 'Mars'", "timezone: expected"), ("jobs = true", "jobs: expected a whole number"),
     ("jobs = -3", "jobs: expected 0 or more"), ("[server]\nport = 99999", "port: expected 0 to"),
     ("[server]\nthreads = 0", "threads: expected 1"),
     ("[server]\nlog = 'xml'", "log: expected off"),
     ("[server]\ncors_origin = 'https://a.example/'", "cors_origin: expected https://host"),
     ("[posts]\nmax_bytes = 0", "max_bytes: expected 1"), ("[server]\ntitle = ' '", "title:")],
)  # fmt: skip
def test_a_wrong_setting_is_named(text: str, said: str, posts: Path, tmp_path: Path) -> None:
    (tmp_path / "sakuin.toml").write_text(text, encoding="utf-8")
    done = call("reindex", posts, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_no_change_reindex_starts_no_process_and_loads_no_dictionary(
    posts: Path, tmp_path: Path
) -> None:
    run("reindex", posts, "--index", tmp_path / "i")
    program = (
        "import sys\nfrom web.cli import cli\nimport index.pipeline.workers\n"
        "index.pipeline.workers.ProcessPoolExecutor = None\n"
        f"cli.main(['reindex', {str(posts)!r}, '--index', {str(tmp_path / 'i')!r}],"
        " standalone_mode=False)\nassert 'fugashi' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, capture_output=True)


def test_a_search_from_the_shell_needs_neither_whoosh_nor_a_server(fixture_index: Path) -> None:
    program = (
        "import sys\nfrom web.cli import cli\n"
        f"command = ['search', '新幹線', '--index', {str(fixture_index)!r}]\n"
        "cli.main(command, standalone_mode=False)\n"
        "assert not {'whoosh', 'flask', 'waitress', 'cmarkgfm', 'emoji'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, capture_output=True)


def test_the_fixture_blog_is_read_as_meant(tmp_path: Path) -> None:
    report = json.loads(call("reindex", FIXTURE, "--index", tmp_path / "i", "--json").stdout)
    assert report["posts"] >= 40
    counted = (report["drafts"], report["future"], report["hidden"])
    assert counted == (5, 1, 2)
    assert sorted(reason.split(":")[0] for reason in report["left_out"]) == [
        "_posts/2025-06-30-kowareta-genko.md",
        "_posts/2025-08-20-nami-no-kazu.md",
    ]


def test_half_a_character_in_a_query_is_no_error(fixture_index: Path) -> None:
    query = b"\xff\xe6\xb8\xaf"
    parts = (SAKUIN, "search", query, "--index", fixture_index)
    command = [os.fsencode(part) for part in parts]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_index_that_is_a_file_is_named(posts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = call("reindex", posts, "--index", tmp_path / "file")
    assert done.returncode == 3
    assert "cannot write" in done.stderr


def test_only_content_of_a_site_is_indexed(tmp_path: Path) -> None:
    files = {
        "hugo/hugo.toml": "", "hugo/content/posts/a.md": "あ", "hugo/README.md": "い",
        "hugo/themes/t/content/b.md": "う", "jekyll/_config.yml": "",
        "jekyll/_posts/2024-01-02-c.md": "え", "jekyll/README.md": "お",
        "jekyll/about.md": "---\ntitle: か\n---\nき",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for site, expected in (("hugo", 1), ("jekyll", 2)):
        done = call("reindex", tmp_path / site, "--index", tmp_path / f"{site}-index", "--json")
        assert json.loads(done.stdout)["posts"] == expected
