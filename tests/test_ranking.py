"""What `[ranking]` of the settings changes."""

from pathlib import Path

import pytest

from index import load_settings
from index.config import RankingSettings
from index.errors import ConfigError
from search import EmbeddedSearcher, Request
from tests.conftest import build, ids, post_text

LONG = "検索の話と、ほかの長い話がここに続いている。"
POSTS = {
    "title.md": post_text("ここでは別の話をする。", title="検索", date="2010-01-01"),
    "body.md": post_text("検索の話。検索の話。検索の話。", title="日記", date="2020-01-01"),
    "new.md": post_text(LONG, title="日記", date="2026-01-01"),
    "undated.md": post_text(LONG, title="日記"),
}  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Path:
    for name, text in POSTS.items():
        (tmp_path / "blog").mkdir(exist_ok=True)
        (tmp_path / "blog" / name).write_text(text, encoding="utf-8")
    build(tmp_path / "blog", tmp_path / "index")
    return tmp_path / "index"


def _order(index: Path, **options: float) -> list[str]:
    with EmbeddedSearcher(index, RankingSettings(**options)) as searcher:
        return ids(searcher.search(Request("検索")))


def test_the_title_counts_as_much_as_is_said(index: Path) -> None:
    assert _order(index)[0] == "title.md"
    assert _order(index, title=0.1)[0] == "body.md"


def test_newer_posts_rise_where_that_is_asked_for(index: Path) -> None:
    assert _order(index)[2:] == ["new.md", "undated.md"]
    fresh = _order(index, freshness=5.0, half_life=30)
    assert fresh[0] == "new.md"
    assert fresh[-1] == "undated.md"


def test_settings_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "sakuin.toml"
    file.write_text("[ranking]\nfreshness = 1\nhalf_life = 90.5\n", encoding="utf-8")
    assert load_settings(file).ranking == RankingSettings(freshness=1.0, half_life=90.5)
    for wrong in ("freshness = -1", "half_life = 0", 'title = "x"', "title = true", "speed = 1"):
        file.write_text(f"[ranking]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match="ranking"):
            load_settings(file)
