"""Whoosh over our segments: its own matchers find and score what our arrays do."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.matching import UnionMatcher, WrappingMatcher
from whoosh.query.spans import SpanNear2
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from index.gram import gram_number, gram_text
from index.post import FIELDS
from index.store import Reader
from index.store.codec import whoosh_reader
from index.store.matcher import GRAM_FIELD
from index.text import border_gram
from search import Request
from search.columns import Columns
from search.evaluate import Evaluator
from search.kinds import Kind
from search.native import FieldModel, native
from search.query import And, Leaf, Native, Node, Not, Or
from search.rank import KIND_WEIGHTS, OTHER_FIELDS, Scorer
from tests.conftest import Blog, ids, post_text, written

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


def _model(reader: Reader) -> FieldModel:
    columns = Columns(reader)
    return FieldModel(reader, columns, Scorer(columns).weights)


class AllFields(FieldModel):
    """A word is as rare as it is over all fields; a gram as it is where the word is not."""

    def __init__(self, reader: Reader, columns: Columns) -> None:
        super().__init__(reader, columns, Scorer(columns).weights)
        self._reader = reader

    def frequency(self, searcher: Any, field: str, text: bytes) -> int:
        word = text.decode()
        docs = set(self._reader.word(word).docs.tolist())
        if field != GRAM_FIELD:
            return len(docs)
        found = set(self._reader.gram(gram_number(word)).tolist())
        return len(found - docs if word in WORDS else found)


def in_any_field(word: str) -> whoosh.Query:
    """best + OTHER_FIELDS · (sum - best)."""
    terms = [whoosh.Term(field, word) for field in FIELDS]
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
        return max(side.score() for side in here)


def as_whoosh(node: Node) -> whoosh.Query:
    match node:
        case Leaf(text) if text in LATIN and len(text) <= 2:
            begun = whoosh.Term(GRAM_FIELD, gram_text(border_gram(text)))
            weak = boosted(begun, KIND_WEIGHTS[Kind.BEGINNING])
            return _Best([in_any_field(text), weak])
        case Leaf(text) if text in LATIN:
            return in_any_field(text)
        case Leaf(text):
            inside = boosted(whoosh.Term(GRAM_FIELD, text), KIND_WEIGHTS[Kind.PART])
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
        ours = Evaluator(reader, columns, Scorer(columns)).matches(tree)
        docs, scores = native(as_whoosh(tree), reader, AllFields(reader, columns))
        assert docs.tolist() == ours.docs.tolist()
        assert scores == pytest.approx(ours.score, rel=1e-5, abs=1e-5)


def test_nots_within_nots_find_no_more_for_what_is_deleted(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("title", "東京")], [], []]], ["1.md"])
    one = whoosh.Term("title", "東京")
    assert (
        native(whoosh.Not(whoosh.Or([one, whoosh.Not(one)])), reader, _model(reader))[0].size == 0
    )
    assert native(whoosh.Not(one), reader, _model(reader))[0].tolist() == [2]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Five posts in two segments, the fourth deleted."""
    first = [[("title", "東京の猫"), ("body", "検索エンジンを作る。")], [("body", "京都の検索")]]
    second = [
        [("body", "search engines")],
        [("body", "検索")],
        [("heading", "Searching 検索 検索")],
    ]
    return written(tmp_path, [first, second], ["3.md"])


def found(reader: Reader, query: whoosh.Query) -> list[int]:
    return native(query, reader, _model(reader))[0].tolist()


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        (whoosh.Every(), [0, 1, 2, 4]),
        (whoosh.Term("body", "検索"), [0, 1]),
        (whoosh.Term("gram", "索エ"), [0]),
        (whoosh.Term("none", "検索"), []),
        (whoosh.Prefix("body", "検"), [0, 1]),
        (whoosh.Wildcard("body", "s?arch"), [2]),
        (whoosh.FuzzyTerm("body", "serch"), [2]),
        (whoosh.TermRange("heading", "検", "検索"), [4]),
        (whoosh.Phrase("body", ["検索", "エンジン"]), [0]),
        (whoosh.Phrase("body", ["エンジン", "検索"]), []),
        (SpanNear2([whoosh.Term("title", "東京"), whoosh.Term("title", "猫")], slop=2), [0]),
        (whoosh.AndNot(whoosh.Every(), whoosh.Term("body", "検索")), [2, 4]),
    ],
)
def test_any_query_of_whooshs_runs(reader: Reader, query: whoosh.Query, docs: list[int]) -> None:
    assert found(reader, query) == docs


def test_whoosh_walks_terms_and_their_numbers(reader: Reader) -> None:
    opened = whoosh_reader(reader.segments())
    assert {b"\xe6\xa4\x9c\xe7\xb4\xa2", b"search"} <= set(opened.lexicon("body"))
    assert list(opened.expand_prefix("heading", "検")) == ["検索".encode()]
    assert opened.doc_frequency("body", "検索") == 2
    assert opened.frequency("heading", "検索") == 2
    assert opened.term_info("heading", "検索").max_weight() == 2
    assert ("body", "犬") not in opened
    with pytest.raises(TermNotFound):
        opened.term_info("body", "犬")
    assert [fields["id"] for fields in opened.all_stored_fields()] == [
        "0.md", "1.md", "2.md", "4.md"
    ]  # fmt: skip
    opened.close()


@given(st.lists(posts, min_size=1, max_size=4), st.lists(st.sampled_from(WORDS), min_size=2))
def test_whoosh_may_skip_what_is_not_good_enough(
    batches: list[list[list[tuple[str, str]]]], words: list[str]
) -> None:
    query = whoosh.Or([whoosh.Term("body", word) for word in dict.fromkeys(words)])
    with tempfile.TemporaryDirectory() as folder:
        reader = written(Path(folder), batches, [])
        model = _model(reader)
        searcher = Searcher(whoosh_reader(reader.segments()), weighting=model)
        best = searcher.search(query, limit=3)
        scores = sorted(native(query, reader, model)[1].tolist(), reverse=True)[:3]
        assert [hit.score for hit in best] == pytest.approx(scores, rel=1e-5)


def test_a_query_of_whooshs_is_searched_like_any_other(blog: Blog) -> None:
    opened = blog({"a.md": post_text("検索エンジン", title="一"), "b.md": post_text("犬")})
    results = opened.search(Request(node=Native(whoosh.Wildcard("body", "検*"))))
    assert ids(results) == ["a.md"]
    near = SpanNear2([whoosh.Term("body", "検索"), whoosh.Term("body", "エンジン")])
    assert ids(opened.search(Request(node=Native(near)))) == ["a.md"]
    both = And((Native(whoosh.Every()), Leaf("犬")))
    assert ids(opened.search(Request(node=both))) == ["b.md"]
