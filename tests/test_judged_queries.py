"""The judged queries over real posts that `make bench-relevance` asks, and how they are counted."""

from collections import Counter

import pytest

from benchmarks.asked import asked, content_words
from benchmarks.judgements import Judgement, Typed, read_judgements, read_typed
from benchmarks.model import AND, RANKED
from benchmarks.passages import passages
from benchmarks.precision import Gains, gains, table

SLIP = Typed("slip-01", "slips", "推選", "推薦の記事", ("推薦",))
TOPIC = Typed("topic-01", "topics", "京都", "京都の記事")
JUDGED = {
    "topic-01": Judgement(frozenset("ab"), frozenset("c")),
    "slip-01": Judgement(frozenset("a"), frozenset("b")),
}


def test_150_queries_of_eight_kinds_are_frozen() -> None:
    typed = read_typed()
    kinds = Counter(one.kind for one in typed)
    assert len(typed) == len({one.id for one in typed}) == len({one.query for one in typed}) == 150
    assert len(kinds) == 8
    assert min(kinds.values()) >= 15
    assert kinds["questions"] >= 30
    assert kinds["slips"] >= 25
    assert all(bool(one.right) == (one.kind == "slips") for one in typed)


def test_judgements_are_of_the_queries_and_of_two_minds_about_no_post() -> None:
    judged = read_judgements()
    assert set(judged) <= {one.id for one in read_typed()}
    for one in judged.values():
        assert one.relevant
        assert not one.relevant & one.wrong


def test_hits_then_ranks_that_are_missing_count() -> None:
    (one,) = gains([TOPIC], JUDGED, [["c", "a", "x"]], [None])
    assert (one.precision, one.mrr, one.unjudged) == (0.5, 0.5, 1)


@pytest.mark.parametrize(("offered", "worth"), [("推薦", 1), ("推進", 0), (None, 0)])
def test_a_slip_put_right_is_answered(offered: str | None, worth: float) -> None:
    (one,) = gains([SLIP], JUDGED, [[]], [offered])
    assert one.precision == one.mrr == one.ndcg == worth


def test_a_query_that_nobody_has_judged_is_left_out() -> None:
    assert gains([TOPIC, SLIP], {}, [["a"], ["a"]], [None, None]) == []


def test_a_table_says_where_an_engine_is_below_its_rival() -> None:
    ours = [Gains("topics", 1, 1, 1), Gains("slips", 0, 0, 0, unjudged=2)]
    theirs = [Gains("topics", 0.5, 1, 1), Gains("slips", 0.2, 1, 1)]
    head, _, first, second = table({"ours": ours, "theirs": theirs}, "theirs")
    assert "| topics | slips | all |" in head
    assert first == "| ours | 1.000 | 0.000 | 0.500 | 0.500 | 0.500 | 1 | 2 |"
    assert second.endswith("| 0 | 0 |")


def test_other_engines_get_words_phrases_and_exclusions() -> None:
    query = asked('推薦システムの評価 "型ガード" -RecSys date:2021')
    assert query.words == ("推薦", "システム", "評価")
    assert asked("推薦システム 評価").words == ("推薦システム", "評価")
    assert (query.kind, query.must, query.without) == (RANKED, ("型ガード",), ("RecSys",))


def test_an_engine_that_finds_words_itself_gets_runs_whole() -> None:
    assert asked("推薦システム 評価", whole=True).words == ("推薦システム", "評価")
    assert asked("推薦システム 評価", whole=True).kind == AND
    assert asked("推薦 OR 評価", whole=True).kind == RANKED


def test_latin_and_single_characters_stay_with_what_they_belong_to() -> None:
    assert content_words("GnuPGの分子動力学") == ("GnuPG", "分子", "動力学")
    assert content_words("の") == ("の",)


def test_passages_hold_the_words_or_the_beginning() -> None:
    text = "はじめに。" + "あ" * 200 + "京都の話。" + "い" * 200 + "新幹線の話。"
    found = passages(text, ["京都", "新幹線"])
    assert "京都の話" in found
    assert "新幹線の話" in found
    assert " … " in found
    assert passages(text, ["東京"]).startswith("はじめに")
