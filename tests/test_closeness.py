"""How near a query's words are, and how much of its characters a post has, against plain loops."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.reader import Reader
from index.values import RankingSettings
from search.expand.expander import Expander
from search.lookup.columns import Columns
from search.match.closeness import _gaps, closeness
from search.match.kernels import NEARBY
from search.match.passages import query_shares
from search.match.scoring import Scorer, robertson_idf
from search.match.spans import QuerySpans
from search.query.parser import parse
from tests.conftest import Sections, written

Place = tuple[int, int, int, int]
"""(document, field, first token, last token)."""
PLACES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 8), st.integers(0, 1 << 19), st.integers(0, 3)),
    max_size=9,
).map(lambda some: sorted({(doc, field, at, at + more) for doc, field, at, more in some}))
TEXTS = st.lists(
    st.lists(st.sampled_from([*"猫犬港町の。!\nabａ", "港町", "犬の猫"]), max_size=20).map("".join),
    min_size=1, max_size=5,
)  # fmt: skip


def _gap(doc: int, one: list[Place], other: list[Place]) -> float:
    """The least number of tokens between two that do not overlap, in one field."""
    gaps = [
        gap
        for a in one
        for b in other
        for gap in (b[2] - a[3] - 1, a[2] - b[3] - 1)
        if a[:2] == b[:2] and a[0] == doc and gap >= 0
    ]
    return min(gaps, default=math.inf)


@given(PLACES, PLACES)
def test_a_gap_is_the_least_within_one_field_of_one_document(
    one: list[Place], other: list[Place]
) -> None:
    docs = np.arange(4, dtype=np.int32)
    gaps = _gaps(docs, *(np.array(some, dtype=np.int64).reshape(-1, 4) for some in (one, other)))
    assert gaps.tolist() == [_gap(doc, one, other) for doc in range(4)]


def _reader(folder: str, texts: Sequence[str]) -> Reader:
    posts: list[Sections] = [[("title", text[:3]), ("body", text[3:])] for text in texts]
    return written(Path(folder), [posts], [])


def _having(gram: str, folded: Sequence[str]) -> int:
    return sum(gram in text for text in folded)


def _weights(literal: str, folded: Sequence[str]) -> dict[str, float]:
    """Characters and pairs that tell something, twice the idf for a character alone."""
    kanji, pairs = re.findall("[猫犬港町]", literal), map("".join, pairwise(literal))
    idf = {gram: _having(gram, folded) for gram in [*kanji, *pairs] if re.fullmatch(r"\w+", gram)}
    return {
        gram: robertson_idf(len(folded), df) * (2 if len(gram) == 1 else 1)
        for gram, df in idf.items()
        if df
    }


def _share(text: str, weights: dict[str, float]) -> float:
    """The share of the weights that the title has, and the best sentence of what that lacks."""
    sentences = re.findall("[^。!?\x00-\x1f]*[。!?\x00-\x1f]", text[1:] + "\0")
    count = next(n for n, one in enumerate(sentences, 1) if one[-1] < " ")
    title = "".join(sentences[:count])
    rest = {gram: weight for gram, weight in weights.items() if gram not in title}
    best = max(
        sum(weight for gram, weight in rest.items() if gram in one) / (0.75 + 0.25 * len(one) / 60)
        for one in sentences
    )
    return (sum(weights.values()) - sum(rest.values()) + best) / sum(weights.values())


@given(TEXTS, st.text("猫犬港町のab", min_size=1, max_size=6))
def test_a_sentence_has_the_share_of_the_query_that_its_characters_make(
    texts: list[str], literal: str
) -> None:
    with TemporaryDirectory() as folder:
        reader = _reader(folder, texts)
        folded = [reader.stored(doc).text.folded for doc in range(reader.size)]
        docs = np.arange(reader.size, dtype=np.int32)
        shares, _ = query_shares(docs, [literal], reader, Scorer(Columns(reader)))
    weights = _weights(literal, folded)
    wanted = [_share(text, weights) if weights else 0 for text in folded]
    assert shares.tolist() == pytest.approx(wanted)


@given(TEXTS, st.lists(st.sampled_from(["猫", "犬", "港町"]), min_size=1, max_size=3))
def test_a_post_rises_by_the_share_of_the_pairs_that_it_has(
    texts: list[str], words: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        reader = _reader(folder, texts)
        folded = [reader.stored(doc).text.folded for doc in range(reader.size)]
        scorer = Scorer(Columns(reader), RankingSettings(nearness=0, coverage=0.5, sentence=0))
        spans = QuerySpans(parse(" ".join(words)), reader, Expander(reader=reader).expand)
        docs = np.arange(reader.size, dtype=np.int32)[::-1]
        factors = closeness(docs, spans, reader, scorer)
    having = _having("港町", folded) if "港町" in words else 0
    wanted = [1.5 if having and "港町" in text and len(spans.units) > 1 else 1 for text in folded]
    assert factors[::-1].tolist() == wanted


def test_a_post_rises_by_the_pairs_of_one_passage(tmp_path: Path) -> None:
    def text(between: int) -> str:
        return "港町を見た。" + "昼は寝た。" * between + "灯台を見た。"

    bodies = [[("title", "題"), ("body", text(between))] for between in (NEARBY - 2, NEARBY - 1)]
    reader = written(tmp_path, [bodies], [])
    scorer = Scorer(Columns(reader), RankingSettings(nearness=0, coverage=1, sentence=0))
    spans = QuerySpans(parse("港町 灯台"), reader, Expander(reader=reader).expand)
    factors = closeness(np.arange(2, dtype=np.int32), spans, reader, scorer)
    assert factors.tolist() == pytest.approx([2, 1.5])


def test_a_pair_may_be_in_any_of_the_posts_or_in_none_after(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("body", text)] for text in ("猫", "猫と港町", "猫", "猫")]], [])
    scorer = Scorer(Columns(reader), RankingSettings(nearness=0, coverage=1, sentence=0))
    spans = QuerySpans(parse("猫 港町"), reader, Expander(reader=reader).expand)
    factors = closeness(np.array([3, 1, 0], dtype=np.int32), spans, reader, scorer)
    assert factors.tolist() == [1, 2, 1]


def test_nearness_is_halved_ten_tokens_apart_and_the_mean_over_neighbours(tmp_path: Path) -> None:
    reader = written(
        tmp_path, [[[("body", "猫 " + "1 " * 10 + "犬 鳥")]], [[("body", "猫 犬")]]], []
    )
    scorer = Scorer(Columns(reader), RankingSettings(nearness=1, coverage=0, sentence=0))
    docs = np.arange(2, dtype=np.int32)
    for query, wanted in (("猫 犬", [1.5, 2]), ("猫 犬 鳥", [1.75, 1.5]), ("猫", [1, 1]),
                          ("(魚 OR 鳥) 猫 犬", [1.5, 2])):  # fmt: skip
        spans = QuerySpans(parse(query), reader, Expander(reader=reader).expand)
        assert closeness(docs, spans, reader, scorer).tolist() == pytest.approx(wanted)


def test_a_name_with_symbols_is_at_the_tokens_that_it_covers(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("title", "題"), ("body", "猫 C++ 犬 C++")]]], [])
    spans = QuerySpans(parse("猫 C++ 犬"), reader, Expander(reader=reader).expand)
    docs = np.zeros(1, dtype=np.int32)
    cat, cpp, dog = (spans.places(docs, unit)[:, 1:].tolist() for unit in spans.units)
    [[field, before, _]], [[_, after, _]] = cat, dog
    assert cpp[0] == [field, before + 1, after - 1]
    assert cpp[1][1:] == [after + 1, after + (cpp[0][2] - cpp[0][1]) + 1]


def test_a_word_that_posts_write_otherwise_is_looked_for_as_they_write_it(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("body", "GitHub で猫とサーバー")]]], [])
    expand = Expander(reader=reader).expand
    assert QuerySpans(parse("ギットハブ 猫"), reader, expand).literals == ["github", "猫"]
    assert QuerySpans(parse("サーバの猫"), reader, expand).literals == ["サーバの猫"]
    assert QuerySpans(parse("neko ねこ"), reader, expand).literals == ["猫", "猫"]


def test_a_choice_or_no_documents_are_left_as_they_are(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("body", "猫 犬")]]], [])
    expand = Expander(reader=reader).expand
    for query, docs in (("猫 OR 犬", [0]), ("猫 犬", [])):
        spans = QuerySpans(parse(query), reader, expand)
        some = np.array(docs, dtype=np.int32)
        factors = closeness(some, spans, reader, Scorer(Columns(reader)))
        assert factors.tolist() == [1.0] * len(docs)
