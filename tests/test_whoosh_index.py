"""An index of ours in Whoosh's hands: parser, queries, sorting, grouping, highlighter, spelling."""

import doctest
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh import highlight, query, sorting
from whoosh.analysis import Token
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, QueryParser
from whoosh.query.spans import SpanNear2
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from index.values.errors import NoIndex
from index.whoosh_index.index import WhooshIndex, create_index, open_index
from tests.conftest import ROOT, build, post_text

POSTS = {
    "a.md": post_text(
        "検索エンジンを東京で作る。\n\n## 仕組み\n\n転置索引を引く。",
        title="検索の話", date="2025-11-04T09:30:00+09:00", tags=["検索", "Wi-Fi"],
    ),
    "b.md": post_text("京都の検索。", title="京都", date="2024-01-01", tags=["旅"]),
    "c.md": post_text("search engines のサーバー", title="英語", tags=["検索"]),
    "d.md": post_text("猫が鳴く。", title="消える", date="2023-01-01"),
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WhooshIndex:
    """Three posts in two segments; a fourth one was there and is deleted."""
    folder = tmp_path_factory.mktemp("whoosh")
    posts = folder / "posts"
    posts.mkdir()
    for name in ("c.md", "d.md", "a.md"):
        (posts / name).write_text(POSTS[name], encoding="utf-8")
    build(posts, folder / "index")
    (posts / "d.md").unlink()
    (posts / "b.md").write_text(POSTS["b.md"], encoding="utf-8")
    build(posts, folder / "index")
    return open_index(folder / "index")


@pytest.fixture
def searcher(index: WhooshIndex) -> Iterator[Searcher]:
    with index.searcher() as opened:
        yield opened


def ids(results: Any) -> list[str]:
    return [hit["id"] for hit in results]


def parse(index: WhooshIndex, text: str) -> query.Query:
    return QueryParser("body", index.schema).parse(text)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("検索エンジン", {"a.md"}), ("エンジンの検索", {"a.md"}), ("検索", {"a.md", "b.md"}),
        ("検索 NOT 京都", {"a.md"}), ("NOT 検索", {"c.md"}), ('"検索 エンジン"', {"a.md"}),
        ('"エンジン 検索"', set()), ("京都 OR search", {"b.md", "c.md"}), ("検*", {"a.md", "b.md"}),
        ("s?arch", {"c.md"}), ("title:京都", {"b.md"}), ("heading:仕組み", {"a.md"}),
        ("サーバ", {"c.md"}), ("*", {"a.md", "b.md", "c.md"}), ("tag:検索", {"a.md", "c.md"}),
        ("tag:wi-fi", {"a.md"}), ("tag:検", set()), ("id:b.md", {"b.md"}),
        ("gram:索エ", {"a.md"}), ("date:2025", {"a.md"}), ("date:20251104", {"a.md"}),
        ("date:[20231231 to 20241231]", {"b.md"}), ("date:[20250101 to]", {"a.md"}),
        ("猫", set()),
    ],
)  # fmt: skip
def test_whooshs_parser_reads_japanese(
    index: WhooshIndex, searcher: Searcher, typed: str, wanted: set[str]
) -> None:
    assert set(ids(searcher.search(parse(index, typed), limit=None))) == wanted


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (query.Every(), ["a.md", "b.md", "c.md"]),
        (query.Term("body", "検索"), ["a.md", "b.md"]),
        (query.Term("none", "検索"), []),
        (query.FuzzyTerm("body", "serch"), ["c.md"]),
        (query.TermRange("body", "京", "京都"), ["b.md"]),
        (query.Phrase("body", ["検索", "エンジン"]), ["a.md"]),
        (SpanNear2([query.Term("body", "検索"), query.Term("body", "東京")], slop=4), ["a.md"]),
        (query.DateRange("date", datetime(2025, 11, 4, 9, 30), None), ["a.md"]),
        (query.DateRange("date", datetime(2025, 11, 4, 9, 31), None), []),
        (query.AndNot(query.Every(), query.Term("body", "検索")), ["c.md"]),
        (query.Not(query.Not(query.Term("body", "検索"))), ["a.md", "b.md"]),
    ],
)
def test_any_query_of_whooshs_runs(
    searcher: Searcher, wanted: query.Query, found: list[str]
) -> None:
    assert sorted(ids(searcher.search(wanted, limit=None))) == found


def test_a_query_with_a_tilde_is_fuzzy_where_its_plugin_is_added(
    index: WhooshIndex, searcher: Searcher
) -> None:
    parser = QueryParser("body", index.schema)
    parser.add_plugin(FuzzyTermPlugin())
    assert ids(searcher.search(parser.parse("serch~"))) == ["c.md"]


def test_several_fields_are_parsed_at_once(index: WhooshIndex, searcher: Searcher) -> None:
    parser = MultifieldParser(["title", "body"], index.schema)
    assert set(ids(searcher.search(parser.parse("京都")))) == {"b.md"}


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("date", ["b.md", "a.md", "c.md"]), ("title", ["b.md", "a.md", "c.md"]),
        ("id", ["a.md", "b.md", "c.md"]),
        (sorting.FieldFacet("date", reverse=True), ["a.md", "b.md", "c.md"]),
        (sorting.FieldFacet("title", reverse=True), ["c.md", "a.md", "b.md"]),
    ],
)  # fmt: skip
def test_columns_sort_and_what_is_undated_comes_last(
    searcher: Searcher, by: Any, order: list[str]
) -> None:
    assert ids(searcher.search(query.Every(), sortedby=by)) == order


def test_labels_and_dates_group(searcher: Searcher) -> None:
    tags = sorting.FieldFacet("tag", allow_overlap=True)
    groups = searcher.search(query.Every(), groupedby={"tag": tags}).groups("tag")
    assert {name: len(docs) for name, docs in groups.items()} == {
        "検索": 2, "旅": 1, "wi-fi": 1
    }  # fmt: skip
    dates = searcher.search(query.Every(), groupedby="date").groups()
    assert set(dates) == {datetime(2025, 11, 4, 9, 30), datetime(2024, 1, 1), None}


def test_hits_are_highlighted_on_the_text_as_stored(index: WhooshIndex, searcher: Searcher) -> None:
    for with_terms in (False, True):  # by analysing the text again, by the slices in the index
        results = searcher.search(parse(index, "エンジン"), terms=with_terms)
        results.fragmenter = highlight.PinpointFragmenter()
        results.formatter = highlight.UppercaseFormatter()
        assert results[0].highlights("body").startswith("検索エンジンを東京で作る")
        results.formatter = highlight.HtmlFormatter(tagname="b", classname="", termclass="")
        assert ">エンジン</b>を東京" in results[0].highlights("body")


def test_slices_are_of_the_fields_own_text(searcher: Searcher) -> None:
    """Also in a text behind another section of the post."""
    matcher = searcher.postings("body", "引く")
    text = searcher.stored_fields(matcher.id())["body"]
    [(_, start, end)] = matcher.value_as("characters")
    assert text[start:end] == "引く"
    assert [span.start for span in matcher.spans()] == matcher.value_as("positions")


def test_key_terms_more_like_this_and_spelling(index: WhooshIndex, searcher: Searcher) -> None:
    results = searcher.search(parse(index, "エンジン"))
    assert "エンジン" in [word for word, _ in results.key_terms("body")]
    assert ids(results[0].more_like_this("body", numterms=20)) == ["b.md"]
    assert searcher.suggest("body", "serch") == ["search"]
    wrong = parse(index, "serch")
    assert searcher.correct_query(wrong, "serch").string == "search"


def test_stored_fields_are_the_post_as_it_was_read(searcher: Searcher) -> None:
    assert searcher.document(id="a.md") == {
        "id": "a.md", "title": "検索の話", "heading": "仕組み", "tag": ["検索", "Wi-Fi"],
        "body": "検索エンジンを東京で作る。\n転置索引を引く。",
        "date": datetime(2025, 11, 4, 9, 30), "lang": "ja",
    }  # fmt: skip
    assert searcher.document(id="d.md") is None


def test_readers_tell_terms_and_numbers(index: WhooshIndex) -> None:
    with index.reader() as reader:
        assert {"検索", "search"} <= {text.decode() for text in reader.lexicon("body")}
        assert list(reader.lexicon("id")) == [b"a.md", b"b.md", b"c.md"]
        assert (reader.doc_frequency("body", "検索"), reader.frequency("body", "検索")) == (2, 2)
        assert reader.term_info("body", "検索").doc_frequency() == 2
        assert ("body", "犬") not in reader
        assert (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()) == (3, 3, False)
        assert reader.field_length("body") > reader.max_field_length("body") > 0
        with pytest.raises(TermNotFound):
            reader.term_info("body", "犬")


def test_an_index_tells_its_generation(index: WhooshIndex) -> None:
    assert (index.latest_generation(), index.up_to_date(), index.doc_count()) == (2, True, 3)
    assert index.refresh() is index
    assert not index.is_empty()
    assert index.last_modified() > 0


def test_no_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        open_index(tmp_path)


def test_an_empty_index_answers(tmp_path: Path) -> None:
    with create_index(tmp_path / "i").searcher() as opened:
        assert ids(opened.search(query.Term("body", "検索"))) == []


def test_tokens_are_slices_in_order(index: WhooshIndex) -> None:
    text = "ﾃﾞｰﾀ㍿を、東京の駅前駐車場で検索する。"
    analyzer = index.schema["body"].analyzer

    def seen(mode: str) -> list[tuple[str, int]]:
        return [
            _seen(token, text) for token in analyzer(text, positions=True, chars=True, mode=mode)
        ]

    wanted = ["データ", "株式", "会社", "東京", "駅前", "駐車場", "検索"]
    assert [term for term, _ in seen("query")] == wanted
    places = [place for _, place in seen("index")]
    assert places == sorted(places)


def _seen(token: Token, text: str) -> tuple[str, int]:
    assert 0 <= token.startchar < token.endchar <= len(text)
    return token.text, token.pos


def test_the_pages_session_is_as_it_says(
    fixture_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".sakuin").mkdir()
    (tmp_path / ".sakuin" / "demo").symlink_to(fixture_index)
    monkeypatch.chdir(tmp_path)
    flags = doctest.IGNORE_EXCEPTION_DETAIL
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "whoosh.md"), module_relative=False, optionflags=flags
    )
    assert (failed, tried > 15) == (0, True)
