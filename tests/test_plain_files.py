"""Only plain files are read: from a pipe no byte may ever come, from a device no end."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.posts.reading import files
from index.posts.reading.files import read_file, read_text
from index.posts.sites.site import find_site
from tests.conftest import PATIENCE, build

_CONFIGURATIONS = [
    *("_config.yml", "Gemfile", "config.yaml", "config.yml", "hugo.toml", "config.toml"),
    *("package.json", "docusaurus.config.js", "astro.config.mjs", "content.config.ts"),
    *("versions.json", ".vitepress/config.js", "articles/a.md", "_posts/2025-01-01-a.md"),
    *("config/_default/hugo.toml", "books/a/config.yaml", "src/content.config.ts", "a.md"),
]
_POSTS = ["_posts/2025-01-02-b.md", "articles/a-post-of-zenn.md"]


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """Ends what waits for ever."""

    def give_up(*_: object) -> None:
        raise TimeoutError("it waits for a pipe")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", _CONFIGURATIONS)
def test_a_pipe_is_neither_a_post_nor_a_configuration(name: str, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    for one in (name, *_POSTS):
        (posts / one).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(posts / name)
    for one in _POSTS:
        (posts / one).write_text("---\ntitle: 旅\npublished: true\n---\n京都\n")
    for above in {(posts / name).parent, posts}:
        find_site(above)
    assert build(posts, tmp_path / "index").posts in (1, 2)


def test_what_becomes_a_pipe_when_it_is_to_be_read_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(OSError, match="no plain file"):
        read_file(tmp_path / "a", 10)


def test_a_device_is_refused() -> None:
    with pytest.raises(OSError, match="no plain file"):
        read_file(Path(os.devnull), 10)


def test_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert read_file(tmp_path / "a", 4) == b"0123"


def test_a_configuration_of_any_size_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MOST", 9)
    (tmp_path / "a").write_text("012345678")
    assert read_text(tmp_path / "a") == "012345678"
    (tmp_path / "a").write_text("0123456789")
    with pytest.raises(OSError, match="more than 9 bytes"):
        read_text(tmp_path / "a")
