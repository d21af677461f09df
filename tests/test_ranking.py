"""What `[ranking]` of the settings changes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.config_file import load_settings
from index.store.opened import open_current
from index.values.errors import ConfigError
from index.values.settings import RankingSettings
from search.contract.request import Request
from search.embedded.searcher import EmbeddedSearcher
from search.expand.expander import Expander
from search.lookup.columns import Columns
from search.match.closeness import closeness
from search.match.scoring import Scorer
from search.match.spans import QuerySpans
from search.query.parser import parse
from tests.conftest import build, find, ids, post_text

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


def test_nearness_is_of_the_post_whose_words_are_near(tmp_path: Path) -> None:
    far = (
        "ツールの話を先にする。"
        + "".join(f"別のことを{n}回書く。" for n in "一二三四五六七八九")
        + "ボックスもある。"
    )
    for name, text in (("0.md", "tool ボックスの話。"), ("1.md", far)):
        (tmp_path / name).write_text(post_text(text, title="題"), encoding="utf-8")
    build(tmp_path, tmp_path / "index")
    reader = open_current(tmp_path / "index")
    expand = Expander(reader=reader).expand
    docs = np.array([0, 1], dtype=np.int32)
    scorer = Scorer(Columns(reader), RankingSettings(coverage=0, sentence=0))
    for query in ("ツール ボックス", "tool ボックス"):
        spans = QuerySpans(parse(query), reader, expand)
        near, less = closeness(docs, spans, reader, scorer)
        assert near == pytest.approx(1.5)
        assert less < 1.2


def test_one_sentence_with_all_words_counts_more_than_two(tmp_path: Path) -> None:
    posts = {"apart.md": "井戸を見た。医者が来た。", "one.md": "井戸の医者が来た。水を見た。"}
    for name, text in posts.items():
        (tmp_path / name).write_text(post_text(text, title="題"), encoding="utf-8")
    build(tmp_path, tmp_path / "index")
    plain = RankingSettings(nearness=0, coverage=0, sentence=0)
    for settings, first in ((plain, "apart.md"), (replace(plain, sentence=3), "one.md")):
        with EmbeddedSearcher(tmp_path / "index", settings) as source:
            assert ids(find(source, "井戸 医者"))[0] == first


def test_settings_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "sakuin.toml"
    file.write_text("[ranking]\nfreshness = 1\nhalf_life = 90.5\n", encoding="utf-8")
    assert load_settings(file).ranking == RankingSettings(freshness=1.0, half_life=90.5)
    for wrong in ("freshness = -1", "half_life = 0", 'title = "x"', "title = true", "speed = 1"):
        file.write_text(f"[ranking]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match="ranking"):
            load_settings(file)
