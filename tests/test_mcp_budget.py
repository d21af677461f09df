"""What the tools of MCP answer keeps within its tokens, and says how to get the rest."""

import itertools
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.values.post import Meta
from search.contract.request import Request
from search.contract.results import FoundSection, Hit, Results
from search.contract.searcher import Searcher
from search.contract.status import ShownPost
from tests.engines import built, embedded, memory
from web.markdown import markdown
from web.mcp.budget import tokens
from web.mcp.posts import post_text
from web.mcp.searches import found
from web.mcp.values import LEAST, PostText, as_text

_WORDS = st.text(alphabet='新幹線の駅a %。\n"\\\ud800𠮷', max_size=200)


def _meta(title: str) -> Meta:
    return Meta("a.md", title, "https://ex.jp/日", "2025-01-01", (), (), (), "", 1)


@st.composite
def _hits(draw: st.DrawFn, missing: bool = False) -> Hit:
    snippets = draw(st.lists(_WORDS, max_size=3))
    words = tuple(draw(st.lists(_WORDS, max_size=2))) if missing else ()
    pieces = tuple(((text, False),) for text in snippets)
    sections = tuple(
        FoundSection(draw(_WORDS), "https://ex.jp/#a", None, ((text, True),))
        for text in draw(st.lists(st.sampled_from([*snippets, "節"]), max_size=3))
    )
    return Hit(_meta(draw(_WORDS)), 1.0, (), pieces, missing=words, sections=sections)


def _shown(hit: Hit) -> set[str]:
    """The texts of a hit's passages."""
    pieces = [*hit.snippets, *(one.snippet for one in hit.sections)]
    return {"".join(text for text, _ in one) for one in pieces}


@given(
    st.lists(_hits(), max_size=8), st.lists(_hits(missing=True), max_size=3),
    st.integers(1, 9), st.integers(LEAST, 3_000),
)  # fmt: skip
def test_any_results_keep_within_their_tokens(
    hits: list[Hit], partial: list[Hit], page: int, most: int
) -> None:
    total = (page - 1) * 8 + len(hits)
    results = Results("", total, page, 8, 0.0, tuple(hits), tuple(partial))
    answer = found(results, most)
    assert tokens(as_text(answer)) <= most
    posts = [*answer.hits, *answer.partial]
    texts = [{one.snippet for one in post.sections} for post in posts]
    wanted = list(map(_shown, (*hits, *partial)))
    assert all(mine <= whole for mine, whole in zip(texts, wanted, strict=False))
    assert answer.cut is not None or texts == wanted
    lists_all = len(answer.hits) == len(hits) and len(answer.partial) == len(partial)
    assert lists_all or (answer.cut is not None and "posts of this page" in answer.cut)


@pytest.mark.parametrize("most", [LEAST, 600, 900, 10_000])
def test_each_page_leads_to_the_next_until_all_are_given(
    most: int, fixture_searcher: Searcher
) -> None:
    wanted, listed = Request(size=100), []
    for _ in range(100):
        answer = found(fixture_searcher.search(wanted), most)
        listed += [post.id for post in answer.hits]
        if answer.next is None:
            break
        wanted = Request(page=answer.next.page, size=answer.next.size)
    assert listed == fixture_searcher.ids(Request(size=100))


def test_posts_come_with_their_best_passages_before_any_has_a_second(
    fixture_searcher: Searcher,
) -> None:
    results = fixture_searcher.search(Request("サーバー"))
    for most in range(1_500, 3_500, 250):
        counts = [len(post.sections) for post in found(results, most).hits]
        assert counts[0] >= 1 and (min(counts) >= 1 or max(counts) == 1), (most, counts)
    assert sum(counts) > len(counts) == results.total


def test_a_first_post_that_takes_too_much_is_left_out_and_that_is_said() -> None:
    lacking = Hit(_meta("題"), 1.0, (), (), missing=("長" * 999,))
    results = Results("", 1, 1, 10, 0.0, (lacking,))
    answer = found(results, LEAST)
    assert (answer.hits, answer.next) == ([], None)
    assert answer.cut is not None and "1 posts" in answer.cut and "more max_tokens" in answer.cut


def _followed(post: ShownPost, section: str | None, most: int) -> str:
    """The text of all answers, each asked for by the one before."""
    start, text = 0, ""
    while True:
        answer = post_text(post, section, start, most)
        text += answer.text
        assert _size(answer) <= most
        assert (answer.cut is not None) >= (answer.next is not None)
        if answer.next is None:
            return text
        assert answer.next.section == section and answer.next.start > start
        start = answer.next.start


def _size(answer: PostText) -> int:
    rest = {name: value for name, value in asdict(answer).items() if name != "text"}
    return tokens(answer.text) + tokens(as_text(rest))


_FIELDS = st.sampled_from(["body", "heading", "code"])


@given(st.lists(st.tuples(_FIELDS, _WORDS), max_size=20), st.integers(LEAST, 2_000))
def test_any_post_is_given_whole_in_pieces_that_keep_within_their_tokens(
    sections: list[tuple[str, str]], most: int
) -> None:
    post = ShownPost(_meta("題"), tuple(sections))
    assert _followed(post, None, most) == markdown(post)


def test_a_section_is_given_in_pieces_too() -> None:
    long = "".join(f"{n}番目の文はここにある。" for n in range(200))
    post = ShownPost(_meta("題"), (("body", "前置き。"), ("heading", "長い節"), ("body", long)))
    assert _followed(post, "長い節", 600) == f"## 長い節\n\n{long}"
    piece = post_text(post, "1", 0, 600)
    assert piece.text.endswith("。") and piece.cut is not None
    assert piece.cut.startswith("cut to keep within 600 tokens: characters 0 to ")


def test_sections_that_are_not_named_are_counted() -> None:
    headings = itertools.chain.from_iterable(
        (("heading", "節" * 9), ("body", "文")) for _ in "x" * 99
    )
    answer = post_text(ShownPost(_meta("題"), tuple(headings)), None, 0, 1_000)
    named = len(answer.sections)
    assert 0 < named < 99 and answer.cut is not None
    assert f"{99 - named} sections behind the first {named} are not named" in answer.cut


def test_engines_give_the_same_posts_for_a_budget(tmp_path_factory: pytest.TempPathFactory) -> None:
    given = []
    for make in (embedded, memory):
        searcher = built(make, tmp_path_factory.mktemp("engine")).searcher
        given.append([post.id for post in found(searcher.search(Request("京都")), LEAST).hits])
        searcher.close()
    assert given[0] == given[1] != []
