"""Scores of words are what the formulas say."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.store.reader import Reader
from index.values import FIELDS, RankingSettings
from search.expand.kinds import Kind
from search.lookup.columns import Columns
from search.match.scoring import KIND_WEIGHTS, Scorer, robertson_idf
from tests.conftest import Sections, written

WEIGHTS = {
    "title": 2.0, "heading": 1.3, "body": 1.0, "code": 0.7, "link": 0.4, "tag": 1.5,
    "category": 1.2, "author": 1.0, "excerpt": 1.0,
}  # fmt: skip
POSTS: Sequence[Sections] = [
    [("title", "猫"), ("body", "猫と犬。猫と犬。雨。")],
    [("title", "犬"), ("heading", "猫"), ("body", "雨の日。"), ("code", "猫")],
    [("title", "犬と雨"), ("body", "猫。" + "犬と雨。" * 9), ("link", "猫"), ("tag", "猫")],
    [("title", "雨"), ("body", "雨。"), ("category", "猫"), ("author", "猫"), ("excerpt", "猫")],
    [("title", "雨"), ("body", "犬。")],
]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return written(tmp_path, [POSTS], [])


def _means(reader: Reader) -> dict[str, float]:
    lengths = {name: [n for n in reader.lengths(name).tolist() if n] for name in FIELDS}
    return {name: sum(some) / len(some) if some else 1.0 for name, some in lengths.items()}


def test_a_word_scores_by_its_best_field_and_a_share_of_the_others(reader: Reader) -> None:
    means, idf = _means(reader), math.log(1 + (5 - 4 + 0.5) / (4 + 0.5))
    wanted = []
    for doc, post in enumerate(POSTS[:4]):
        fields = []
        for field, text in post:
            count, length = text.count("猫"), reader.lengths(field)[doc]
            norm = 0.9 * (1 - 0.4 + 0.4 * length / means[field])
            fields.append(WEIGHTS[field] * count * 1.9 / (count + norm))
        wanted.append(idf * (0.85 * max(fields) + 0.15 * sum(fields)))
    docs, scores = Scorer(Columns(reader)).score(reader.word("猫"))
    assert docs.tolist() == [0, 1, 2, 3]
    assert scores.tolist() == pytest.approx(wanted, rel=1e-5)


def test_a_word_scores_no_higher_than_one_in_as_many_documents_as_told(reader: Reader) -> None:
    scorer, postings = Scorer(Columns(reader)), reader.word("猫")
    usual, rarer, common = (scorer.score(postings, least)[1] for least in (0, 4, 5))
    assert rarer.tolist() == usual.tolist()
    assert (common / usual).tolist() == pytest.approx([scorer.idf(5) / scorer.idf(4)] * 4)


@pytest.mark.parametrize(("live", "df"), [(1, 1), (10, 1), (10, 10), (1000, 3)])
def test_idf_is_that_of_robertson_and_spaerck_jones_kept_positive(live: int, df: int) -> None:
    idf = robertson_idf(live, df)
    assert idf == pytest.approx(math.log(1 + (live - df + 0.5) / (df + 0.5)))
    assert idf > 0


def test_the_kinds_of_match_count_in_the_order_that_readers_expect() -> None:
    sounds = {KIND_WEIGHTS[kind] for kind in (Kind.READING, Kind.CROSSING, Kind.SYNONYM)}
    parts = {KIND_WEIGHTS[kind] for kind in (Kind.BEGINNING, Kind.PART)}
    assert 1 == KIND_WEIGHTS[Kind.WORD] > KIND_WEIGHTS[Kind.SPELLING] > max(sounds)
    assert min(sounds) > max(parts)
    assert len(sounds) == len(parts) == 1


def test_newer_posts_gain_by_half_for_each_half_life_and_undated_ones_nothing(
    reader: Reader,
) -> None:
    columns = Columns(reader)
    columns.seconds = np.array([0, 10, 20, np.nan, 30]) * 86_400.0
    columns.statistics = replace(columns.statistics, newest=30 * 86_400.0)
    scorer = Scorer(columns, RankingSettings(freshness=0.5, half_life=10))
    factors = scorer.by_age(np.arange(5, dtype=np.int32), np.ones(5, dtype=np.float32))
    assert factors.tolist() == pytest.approx([1 + 0.5 / 8, 1 + 0.5 / 4, 1 + 0.5 / 2, 1, 1.5])
    columns.seconds = np.full(5, np.nan)
    columns.statistics = replace(columns.statistics, newest=np.nan)
    for unaged in (Scorer(columns, RankingSettings(freshness=0.5)), Scorer(columns)):
        assert unaged.by_age(np.arange(5, dtype=np.int32), factors) is factors
