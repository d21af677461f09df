"""Whoosh's own matchers find and score over our segments what our arrays do."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.matching import UnionMatcher, WrappingMatcher
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from index.store.reader import Reader
from index.text.gram_numbers import gram_number, gram_text
from index.text.grams import border_gram
from index.values.post import FIELDS
from index.whoosh_index.index import whoosh_reader
from index.whoosh_index.schema import GRAMS, TEXTS, schema
from search.expand.kinds import Kind
from search.lookup.columns import Columns
from search.match.evaluate import Evaluator
from search.match.scoring import K1, KIND_WEIGHTS, OTHER_FIELDS, B, Scorer, robertson_idf
from search.query.tree import And, Leaf, Node, Not, Or
from tests.conftest import written

WORDS = ("東京", "大阪", "検索", "犬", "猫", "京都", "go", "cat", "py")
LATIN = frozenset(("go", "cat", "py"))

texts = st.lists(st.sampled_from((*WORDS, "。", "東京都")), max_size=8).map(" ".join)
sections = st.lists(st.tuples(st.sampled_from(("title", "heading", "body", "code")), texts))
posts = st.lists(sections, max_size=5)
leaves = st.sampled_from(WORDS).map(Leaf)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(And), st.tuples(inner, inner).map(Or), inner.map(Not)
    ),
    max_leaves=6,
)


class FieldModel(WeightingModel):
    """Our ranking of one field as a weighting of Whoosh's."""

    def __init__(self, reader: Reader) -> None:
        columns = Columns(reader)
        self._reader, self._means = reader, columns.statistics.means
        self._live, self._weights = int(columns.live.sum()), Scorer(columns).weights

    def frequency(self, field: str, text: bytes) -> int:
        """The documents that count as holding a term."""
        postings = self._reader.word(text.decode())
        return len(set(postings.docs[postings.all_fields == FIELDS.index(field)].tolist()))

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> "_FieldScorer":
        idf = robertson_idf(self._live, self.frequency(fieldname, text))
        # what has no lengths of its own, the grams, counts as text of the body
        field = fieldname if fieldname in self._means else "body"
        return _FieldScorer(searcher, field, idf * self._weights[field], self._means[field])


class AllFields(FieldModel):
    """A word is as rare as it is over all fields; a gram as it is where the word is not."""

    def frequency(self, field: str, text: bytes) -> int:
        word = text.decode()
        docs = set(self._reader.word(word).docs.tolist())
        if field != GRAMS:
            return len(docs)
        having = set(self._reader.gram(gram_number(word)).tolist())
        return len(having - docs if word in WORDS else having)


class _FieldScorer(BaseScorer):
    """BM25 of one term in one field."""

    def __init__(self, searcher: Any, field: str, weight: float, mean: float) -> None:
        self._searcher, self._field, self._weight, self._mean = searcher, field, weight, mean

    def supports_block_quality(self) -> bool:
        return True

    def score(self, matcher: Any) -> float:
        length = self._searcher.doc_field_length(matcher.id(), self._field)
        return self._score(matcher.weight(), length)

    def _score(self, count: float, length: float) -> float:
        norm = K1 * (1 - B + B * length / self._mean)
        return self._weight * count * (K1 + 1) / (count + norm)

    def max_quality(self) -> float:
        return self._weight * (K1 + 1)

    def block_quality(self, matcher: Any) -> float:
        return self._score(matcher.block_max_weight(), matcher.block_min_length())


def scores(query: whoosh.Query, reader: Reader, model: WeightingModel) -> dict[str, float]:
    """By the ids of all posts that match."""
    searcher = Searcher(whoosh_reader(reader, schema()), weighting=model)
    by_id: dict[str, float] = {}
    for leaf, _ in searcher.leaf_searchers():
        matcher = query.matcher(leaf)
        while matcher.is_active():
            by_id[leaf.stored_fields(matcher.id())["id"]] = matcher.score()
            matcher.next()
    return by_id


def in_any_field(word: str) -> whoosh.Query:
    """best + OTHER_FIELDS · (sum - best)."""
    terms = [whoosh.Term(field, word) for field in TEXTS]
    best = _Best(terms)
    return whoosh.Or([boosted(best, 1 - OTHER_FIELDS), boosted(whoosh.Or(terms), OTHER_FIELDS)])


def boosted(query: whoosh.Query, weight: float) -> whoosh.Query:
    return _Boosted([query], boost=weight)


class _Boosted(whoosh.Or):
    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return WrappingMatcher(self.subqueries[0].matcher(searcher, context), boost=self.boost)


class _Best(whoosh.DisjunctionMax):
    def _matcher(self, subs: Any, searcher: Any, context: Any) -> Any:
        return self._tree_matcher(subs, _BestMatcher, searcher, context, lambda query: 1)


class _BestMatcher(UnionMatcher):
    """Whoosh's own takes the larger score of both sides even where they are at two documents."""

    def score(self) -> float:
        here = [side for side in (self.a, self.b) if side.is_active() and side.id() == self.id()]
        return float(max(side.score() for side in here))


def as_whoosh(node: Node) -> whoosh.Query:
    match node:
        case Leaf(text) if text in LATIN and len(text) <= 2:
            begun = whoosh.Term(GRAMS, gram_text(border_gram(text)))
            weak = boosted(begun, KIND_WEIGHTS[Kind.BEGINNING])
            return _Best([in_any_field(text), weak])
        case Leaf(text) if text in LATIN:
            return in_any_field(text)
        case Leaf(text):
            inside = boosted(whoosh.Term(GRAMS, text), KIND_WEIGHTS[Kind.PART])
            return whoosh.Or([in_any_field(text), whoosh.AndNot(inside, in_any_field(text))])
        case And(parts):
            return whoosh.And([as_whoosh(part) for part in parts])
        case Or(parts):
            return whoosh.Or([as_whoosh(part) for part in parts])
        case Not(part):
            return boosted(whoosh.Not(as_whoosh(part)), 0)
    raise AssertionError(node)


@given(st.lists(posts, min_size=1, max_size=6), st.sets(st.integers(0, 29)), trees)
def test_whooshs_matchers_find_and_score_what_arrays_do(
    batches: list[list[list[tuple[str, str]]]], deleted: set[int], tree: Node
) -> None:
    """Over several segments, merged ones among them, with deletions."""
    with tempfile.TemporaryDirectory() as folder:
        reader = written(Path(folder), batches, [f"{number}.md" for number in deleted])
        columns = Columns(reader)
        ours = Evaluator(reader, columns, Scorer(columns)).docset(tree)
        wanted = dict(zip(map(reader.post_id, ours.docs.tolist()), ours.score, strict=True))
        assert scores(as_whoosh(tree), reader, AllFields(reader)) == pytest.approx(
            wanted, rel=1e-5, abs=1e-5
        )


def test_nots_within_nots_find_no_more_for_what_is_deleted(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("title", "東京")], [], []]], ["1.md"])
    one, model = whoosh.Term("title", "東京"), FieldModel(reader)
    assert not scores(whoosh.Not(whoosh.Or([one, whoosh.Not(one)])), reader, model)
    assert list(scores(whoosh.Not(one), reader, model)) == ["2.md"]


@given(st.lists(posts, min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), min_size=2))
def test_whoosh_may_skip_what_is_not_good_enough(
    batches: list[list[list[tuple[str, str]]]], words: list[str]
) -> None:
    query = whoosh.Or([whoosh.Term("body", word) for word in dict.fromkeys(words)])
    with tempfile.TemporaryDirectory() as folder:
        reader = written(Path(folder), batches, [])
        model = FieldModel(reader)
        searcher = Searcher(whoosh_reader(reader, schema()), weighting=model)
        best = [hit.score for hit in searcher.search(query, limit=3)]
        wanted = sorted(scores(query, reader, model).values(), reverse=True)[:3]
        assert best == pytest.approx(wanted, rel=1e-5)
