"""Nearly identical posts, and related ones."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.text.signature import MOST, signature
from index.values.errors import BadParameter, UnknownPost
from index.values.settings import RankingSettings
from search.contract.request import Request
from search.embedded.searcher import EmbeddedSearcher
from search.match.near_duplicates import _candidates, _leaders, shares
from tests.conftest import Blog, find, ids, post_text
from web.app import create_app

TEXT = """
港の朝は早く、漁師たちは夜明け前から船を出す。
市場には鯵や鰯が並び、値を告げる声が響く。
観光客は少ないが、食堂の朝定食を目当てに来る人もいる。
坂を上ると古い灯台があり、海が一望できる。
春には桜が咲き、秋には紅葉が山を染める。
冬の海は荒れるが、その分だけ魚の味は良くなる。
町の図書館には港の歴史を記した本が揃っている。
子どもたちは放課後に堤防で釣りをして過ごす。
祭りの日には神輿が海に入り、花火が上がる。
高速バスの停留所ができて、町は少し変わった。
空き家を直して喫茶店を開く若い人も増えてきた。
夕暮れの色は日ごとに違い、見飽きることがない。
駅前の商店街は週末だけ賑わいを取り戻している。
古い映画館の看板は今も色あせずに残っている。
台風の夜には皆が公民館に集まり、朝を待った。
郵便局の前の松は樹齢三百年を超えるという。
船大工の工房からは木を削る音が聞こえてくる。
灯籠流しの晩、川面は小さな光で満たされる。
小学校の校庭からは島々が手に取るように見える。
海沿いの道は自転車で走るのに丁度よい長さだ。
"""
LINES = TEXT.split()


def _post(lines: list[str], title: str, **head: object) -> str:
    return post_text("\n\n".join(lines), title=title, **head)


@pytest.fixture
def alike(blog: Blog) -> EmbeddedSearcher:
    changed = [*LINES[:-1], "海沿いの道は歩いて回るのに丁度よい長さである。"]
    other = [*LINES[:15], *(f"{n}番目の違う文がここに入っている。" for n in "一二三四五")]
    return blog({
        "a.md": _post(LINES, "港町だより", date="2025-01-01", tags=["港"]),
        "b.md": _post(changed, "港町だより 再掲", date="2026-01-01", tags=["再掲"]),
        "c.md": _post(other, "港町の別の話", date="2024-01-01", tags=["港"]),
        "d.md": _post(["短い記事。灯台の話。"], "短い", tags=["港"]),
        "e.md": _post(["短い記事。灯台の話。"], "短い", tags=["港"]),
        "f.md": _post(["全く別の検索の話をする。"], "検索"),
    })  # fmt: skip


def test_near_identical_posts_collapse_and_short_ones_never(alike: EmbeddedSearcher) -> None:
    results = find(alike, "灯台")
    assert (results.total, len(results.hits)) == (4, 4)
    [both] = [hit for hit in results.hits if hit.duplicates]
    assert {both.meta.id, both.duplicates[0].id} == {"a.md", "b.md"}
    assert find(alike, "灯台", collapse=False).total == 5


@pytest.mark.parametrize(("sort", "order"), [("newest", "bdac"), ("oldest", "acdb")])
def test_those_that_one_stands_for_are_in_order_too(blog: Blog, sort: str, order: str) -> None:
    dates = {"a": "2025-01-01", "b": "2026-01-01", "c": "2025-01-01", "d": "2025-06-01"}
    posts = {f"{name}.md": _post(LINES, "港町", date=date) for name, date in dates.items()}
    [hit] = find(blog(posts), "灯台", sort=sort).hits
    found = [hit.meta.id, *(other.id for other in hit.duplicates)]
    assert found == [f"{name}.md" for name in order]


@pytest.mark.parametrize(("sort", "first"), [("newest", "b.md"), ("oldest", "a.md")])
def test_the_one_that_sorts_first_stands_for_the_rest(
    alike: EmbeddedSearcher, sort: str, first: str
) -> None:
    found = ids(find(alike, "灯台", sort=sort))
    assert first in found
    assert len(found) == 4


def test_near_copies_of_partial_hits_and_of_hits_are_not_listed_again(
    alike: EmbeddedSearcher,
) -> None:
    partial = find(alike, "灯台 神輿 量子計算機").partial
    [both] = [hit for hit in partial if hit.duplicates]
    assert {both.meta.id, both.duplicates[0].id} == {"a.md", "b.md"}
    found = find(alike, "神輿 歩いて回る")
    assert ids(found)[0] == "b.md"
    assert "a.md" not in {hit.meta.id for hit in found.partial}


def test_the_newer_of_copies_stands_for_both_where_age_counts(blog: Blog, tmp_path: Path) -> None:
    older = _post([*LINES, "灯台と灯台と灯台。"], "港町", date="2020-01-01")
    plain = blog({"a.md": older, "b.md": _post(LINES, "港町", date="2026-01-01")})
    assert ids(find(plain, "灯台")) == ["a.md"]
    fresh = RankingSettings(freshness=5.0, half_life=30)
    with EmbeddedSearcher(tmp_path / "index", fresh) as searcher:
        assert ids(find(searcher, "灯台")) == ["b.md"]


@pytest.mark.parametrize("first", range(0, 20, 4))
def test_a_post_that_is_less_alike_does_not_come_between_copies(blog: Blog, first: int) -> None:
    other = [f"{n}番目の違う文がここに入っている。" for n in "一二三四"]
    between = [*LINES[:first], *other, *LINES[first + 4 :]]
    posts = {"a.md": LINES, "b.md": between, "c.md": LINES}
    search = blog({name: _post(lines, "港町") for name, lines in posts.items()})
    assert find(search, "港町").total == 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_groups_are_what_edges_connect(edges: list[tuple[int, int]]) -> None:
    low, high = np.sort(np.array(edges, dtype=np.int64).reshape(-1, 2), axis=1).T
    group = {number: {number} for number in range(31)}
    for one, other in edges:
        joined = group[one] | group[other]
        group.update(dict.fromkeys(joined, joined))
    assert _leaders(31, low, high).tolist() == [min(group[number]) for number in range(31)]


def test_what_a_filter_leaves_is_not_hidden_by_what_it_drops(alike: EmbeddedSearcher) -> None:
    for tag, wanted in (("再掲", "b.md"), ("港", "a.md")):
        results = find(alike, "船大工", tags=(tag,))
        assert ids(results) == [wanted]
        assert results.hits[0].duplicates == ()


def test_facets_count_what_is_listed(alike: EmbeddedSearcher) -> None:
    results = find(alike, "灯台")
    listed = [tag for hit in results.hits for tag in hit.meta.tags]
    assert {v.value: v.count for v in results.facets["tag"]} == Counter(listed)
    assert find(alike, "灯台", tags=("港",)).facets["tag"] == results.facets["tag"]


def test_a_copy_is_found_whole_by_its_own_words(alike: EmbeddedSearcher) -> None:
    assert ids(find(alike, "歩いて回る")) == ["b.md"]


@given(st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=2), max_size=12))
def test_posts_of_the_same_passages_are_led_to_each_other(sets: list[set[int]]) -> None:
    hashes = [sorted(one) for one in sets]
    bounds = np.cumsum([0, *map(len, hashes)])
    flat = np.array([one for some in hashes for one in some], dtype=np.uint32)
    live = np.ones(len(sets), dtype=np.bool_)
    if not sets:
        return
    low, high = _candidates(live, bounds, flat)
    pairs = list(zip(low.tolist(), high.tolist(), strict=True))
    assert pairs == sorted({(a, b) for a, b in pairs if a < b})
    assert all(sets[a] & sets[b] for a, b in pairs)
    same = [(a, b) for a, b in pairs if sets[a] == sets[b]]
    edges = np.array(same, dtype=np.int64).reshape(-1, 2).T
    leaders = _leaders(len(sets), *edges).tolist()
    assert all(leaders[n] == leaders[sets.index(one)] for n, one in enumerate(sets))


passages = st.lists(st.text("あいうえおかきくけこ", min_size=8, max_size=20), max_size=400)


@given(passages, passages)
def test_shares_are_symmetric_and_of_the_larger(one: list[str], other: list[str]) -> None:
    left, right = signature(["。".join(one)]), signature(["。".join(other)])
    assert len(left) <= MOST
    assert bool((np.diff(left.astype(np.int64)) > 0).all())
    bounds = np.cumsum([0, len(left), len(right)])
    ones, others = np.array([(0, 1), (1, 0), (0, 0)]).T
    there, back, same = shares(ones, others, bounds, np.concatenate([left, right])).tolist()
    assert there == back <= 1
    assert same == (1 if one else 0)
    if max(len(set(one)), len(set(other))) < MOST:
        common = len(set(one) & set(other)) / max(len(set(one)), len(set(other)), 1)
        assert there == pytest.approx(common)


def test_related_posts_share_words_and_are_no_copies(alike: EmbeddedSearcher) -> None:
    found = [hit.meta.id for hit in alike.related("a.md", 5)]
    assert found[0] == "c.md"
    assert not {"a.md", "b.md", "f.md"} & set(found)
    with pytest.raises(UnknownPost):
        alike.related("none.md", 5)
    with pytest.raises(BadParameter):
        alike.related("a.md", 0)


def test_the_endpoint_and_the_page_answer(alike: EmbeddedSearcher) -> None:
    client: FlaskClient = create_app(alike).test_client()
    answer = client.get("/api/related?id=a.md&size=2").get_json()
    assert answer["id"] == "a.md"
    assert answer["hits"][0]["id"] == "c.md"
    assert "snippets" not in answer["hits"][0]
    missing = client.get("/api/related?id=none.md")
    assert (missing.status_code, missing.get_json()["error"]["code"]) == (404, "unknown_post")
    assert "港町の別の話" in client.get("/related?id=a.md").text
    assert client.get("/related?id=<b>").status_code == 404
    listed = client.get("/api/search?q=灯台").get_json()["hits"]
    assert next(d for hit in listed for d in hit["duplicates"]).keys() == {"id", "url", "title"}
    assert client.get("/api/search?q=灯台&collapse=0").get_json()["total"] == 5
    assert "ほぼ同じ記事がほかに1件" in client.get("/?q=灯台").text


def test_ids_collapse_as_hits_do(alike: EmbeddedSearcher) -> None:
    assert len(alike.ids(Request("灯台"))) == 4
