"""How well the fixture blog is searched, by kind of query: a change of ranking shows as a diff of
`golden/relevance.json`, and the measures themselves."""

import json

import pytest

from search.contract import LARGEST_SIZE, Request
from search.embedded.searcher import EmbeddedSearcher
from search.quality.gains import ndcg, precision, reciprocal_rank
from search.quality.judged import read_judged
from tests.relevance import GOLDEN, JUDGED, relevance


def test_relevance_is_as_agreed(fixture_searcher: EmbeddedSearcher) -> None:
    agreed = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert relevance(fixture_searcher) == agreed, "agree, then run `python -m tests.relevance`"


def test_what_was_judged_right_is_listed(fixture_searcher: EmbeddedSearcher) -> None:
    listed = set(fixture_searcher.ids(Request("", size=LARGEST_SIZE, collapse=False)))
    assert all(one.relevant <= listed for one in read_judged(JUDGED))


def test_a_missing_rank_is_wrong_up_to_the_number_of_relevant_posts() -> None:
    assert precision([0, 1], known=2) == 1
    assert precision([0, 1], known=3) == pytest.approx(2 / 3)
    assert precision([0, 1, 6], known=20) == 2 / 5


def test_the_first_relevant_post_counts_down_to_the_tenth_place() -> None:
    assert reciprocal_rank([2, 3]) == pytest.approx(1 / 3)
    assert reciprocal_rank([10]) == reciprocal_rank([]) == 0


def test_relevant_posts_count_less_the_lower_they_stand() -> None:
    assert ndcg([0, 1], known=2) == 1
    assert ndcg([1, 2], known=2) < ndcg([0, 2], known=2) < 1
    assert ndcg([10], known=1) == 0
