"""The first five hits of natural queries over the fixture blog, each order once looked at and
found sensible. A change of ranking shows here; agree with the new order before writing it down."""

import json
from pathlib import Path

import pytest

from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import find, ids

_FILE = Path(__file__).with_name("golden") / "ranking.json"
RANKING: dict[str, list[str]] = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("query", RANKING)
def test_the_first_five_hits_are_as_agreed(fixture_searcher: EmbeddedSearcher, query: str) -> None:
    assert ids(find(fixture_searcher, query, size=5)) == RANKING[query]
