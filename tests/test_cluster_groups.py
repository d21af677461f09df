"""Near-duplicates on a cluster that does not tell all of them, as one of several shards."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from index.values import RankingSettings
from search.cluster.groups import groups_of
from search.cluster.opened import Opened
from search.cluster.searcher import ClusterSearcher
from search.contract import Request
from tests.engines import POSTS, Engine, built, pretended
from tests.pretend import PretendWriter, as_client


@pytest.fixture
def blog(tmp_path: Path) -> Engine:
    return built(pretended, tmp_path)


@pytest.fixture
def opened(blog: Engine) -> Callable[[int], Opened]:
    """The generation as it is opened on so many shards."""

    def open_on(shards: int) -> Opened:
        assert isinstance(blog.writer, PretendWriter)
        blog.writer.cluster.shards = shards
        searcher = ClusterSearcher(as_client(blog.writer.cluster), RankingSettings())
        return searcher._generation().opened

    return open_on


def test_one_shard_tells_all_groups_several_may_not(opened: Callable[[int], Opened]) -> None:
    assert groups_of(opened(1)).are_all
    assert not groups_of(opened(2)).are_all
    assert groups_of(opened(1)).of == groups_of(opened(2)).of


@pytest.mark.parametrize("filters", [{}, {"first": date(2021, 1, 1), "last": date(2022, 12, 31)}])
def test_what_is_not_told_is_seen_on_the_page(
    blog: Engine, filters: dict[str, date], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = blog.search("", size=50, **filters)
    assert any(hit.duplicates for hit in whole.hits)
    monkeypatch.setattr("search.cluster.groups._suspects", lambda opened: ([], False))
    assert isinstance(blog.writer, PretendWriter)
    with ClusterSearcher(as_client(blog.writer.cluster)) as searcher:
        seen = searcher.search(Request("", size=50, **filters))  # type: ignore[arg-type]
    assert [hit.meta.id for hit in seen.hits] == [hit.meta.id for hit in whole.hits]
    assert [hit.duplicates for hit in seen.hits] == [hit.duplicates for hit in whole.hits]
    assert (seen.total, seen.facets) == (whole.total, whole.facets)
    assert set(POSTS) > {hit.meta.id for hit in seen.hits}
