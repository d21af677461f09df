"""What comes first of more posts than a cluster has ranked anew, whichever engine it is."""

from pathlib import Path

import pytest

from index.values import RankingSettings
from search.cluster import ClusterSearcher
from search.contract import Request, Searcher
from search.embedded import EmbeddedSearcher
from tests.conftest import post_text
from tests.engines import ENGINES, Engine, Make, built, embedded, memory, pretended
from tests.pretend import as_client

_MANY = 120


@pytest.fixture(
    scope="module", params=[one for one in ENGINES if one is not memory],
    ids=lambda make: make.__name__,
)  # fmt: skip
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Posts that have a phrase and a sign once, an older one that is titled so, and one that has
    hardly more than the sign; as many that have neither."""
    posts = {
        f"{number}.md": post_text(
            f"{number}番目の記事で、湖のほとりの話を書く。☆も数える。" + "長々と続ける。" * 9,
            title=f"その{number}", date="2024-01-01",
        )
        for number in range(_MANY)
    }  # fmt: skip
    posts |= {f"other{number}.md": post_text(f"{number}番目の話。") for number in range(_MANY)}
    posts["titled.md"] = post_text("道すがら。", title="湖のほとりの宿", date="2011-01-01")
    posts["short.md"] = post_text("☆。", title="印", date="2010-01-01")
    return built(request.param, tmp_path_factory.mktemp("many"), posts)


@pytest.mark.parametrize(
    ("query", "first"),
    [('"湖のほとりの"', "titled.md"), ('"ほとりの"', "titled.md"), ("☆", "short.md")],
)
def test_literals_are_ranked_by_where_they_stand(blog: Engine, query: str, first: str) -> None:
    found = blog.search(query, collapse=False)
    assert found.total == _MANY + 1
    assert found.hits[0].meta.id == first


@pytest.mark.parametrize("make", [embedded, pretended], ids=lambda make: make.__name__)
def test_newer_posts_come_first_where_the_settings_say_so(make: Make, tmp_path: Path) -> None:
    posts = {
        f"{number}.md": post_text(f"宿{number}。", title="旅", date="2014-01-01")
        for number in range(_MANY)
    }
    posts["new.md"] = post_text("宿のことを長々と書いてみる。" * 9, title="日記", date="2024-01-01")
    engine = built(make, tmp_path, posts)
    ranking = RankingSettings(freshness=10.0)
    searcher: Searcher
    if make is embedded:
        searcher = EmbeddedSearcher(tmp_path / "index", ranking)
    else:
        searcher = ClusterSearcher(as_client(engine.writer.cluster), ranking)  # type: ignore
    with searcher:
        assert searcher.search(Request("宿", collapse=False)).hits[0].meta.id == "new.md"
        assert engine.search("宿", collapse=False).hits[0].meta.id != "new.md"
