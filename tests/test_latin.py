"""Latin as people write it: joiners, accents, borders, options, units, symbols."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.accents import without_accents
from index.text.analyse import analyse
from index.text.compounds import compounds
from search.expand.measures import measures
from search.expand.names import with_names
from search.lookup.borders import Border, begins, border_of, ends
from search.query.parser import parse
from search.query.tree import And, Leaf, Not, positive_leaves
from tests.conftest import Blog, find, ids, marked, post_text

SAME = [
    ("nodejs", "Node.js"), ("wifi", "Wi-Fi"), ("e-mail", "email"), ("user_name", "username"),
    ("TCP/IP", "TCPIP"), ("utf8", "UTF-8"), ("utf_8", "UTF-8"), ("H264", "H.264"),
    ("x86_64", "x86-64"), ("K-D木", "KD木"), ("A/Bテスト", "ABテスト"), ("socket.io", "SocketIO"),
    ("iPhone15Pro", "iPhone 15 Pro"), ("ruby2.7", "Ruby 2.7.0"), ("C++17", "C++ 17"),
    (".NET6", ".NET 6"), ("rubyonrails", "Ruby on Rails"), ("github-actions", "GitHub Actions"),
    ("Type Script", "TypeScript"), ("09012345678", "090-1234-5678"), ("cafe", "café"),
    ("9784101010013", "978-4-10-101001-3"),
    ("Kyoto", "Kyōto"), ("São Paulo", "Sao Paulo"), ("10キロ", "10km"), ("10㎞", "10 キロメートル"),
    ("16ギガ", "16 GB"), ("100パーセント", "100%"), ("㌫", "パーセント"), ("3メートル", "3m"),
    ("25℃", "25度"), ("1万km", "10000キロ"), ("￥500", "500円"), ("2.5リットル", "2.5L"),
    ("10 キロ", "10km"), ("100 km", "百キロメートル"), ("体重60キロ", "体重60kg"),
]  # fmt: skip
"""Pairs in which either finds the other, but for what only one direction can tell."""
ONE_WAY = {"rubyonrails", "10㎞", "ruby2.7", "10 キロ", "100 km", "体重60キロ"}
DIFFERENT = [
    ("27", "2.7"), ("2.1", "2.10"), ("Python 3.1", "Python 31"), ("10km", "110km"),
    ("500円", "1500円"), ("3kg", "3km"), ("5G", "5グラム"), (".NET", "example.net"),
    ("12", "1-2"), (".env", "process.env"), ("login", "log into"), ("login", "blog in"),
    ("iphone15", "iPhone 150"), ("λ計算", "計算"), ("√2の計算", "2の計算"), ("★新着", "新着"),
    ("-l", "foo-lib"), ('"wifi"', "Wi-Fi"), ('"cafe"', "café"), ("-20", "15〜20 と 20"),
    ("bar.x", "ｆｏｏｂａｒ.x と bar"),
]  # fmt: skip


def _finds(blog: Blog, query: str, text: str) -> bool:
    posts = {"a.md": post_text(f"これは {text} です。"), "b.md": post_text("本日は晴天なり。")}
    return ids(find(blog(posts), query)) == ["a.md"]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_written_in_several_ways_is_found_in_all(blog: Blog, one: str, other: str) -> None:
    assert _finds(blog, one, other)
    assert one in ONE_WAY or _finds(blog, other, one)


@pytest.mark.parametrize(("query", "text"), DIFFERENT)
def test_what_only_looks_alike_is_not_found(blog: Blog, query: str, text: str) -> None:
    assert not _finds(blog, query, text)


@pytest.mark.parametrize(
    ("query", "text", "mark"),
    [
        ("nodejs", "Node.js を入れる。", "Node.js"), ("iphone15", "iPhone 15 だ。", "iPhone 15"),
        ("cafe", "café で会う。", "café"), ("16ギガ", "メモリは 16 GB です。", "16 GB"),
        (".NET", "VB.NET です。", ".NET"), ("githubactions", "github-actions", "github-actions"),
        ("nodej", "Node.js を入れる。", "Node.j"),
    ],
)  # fmt: skip
def test_a_mark_is_what_the_post_writes(blog: Blog, query: str, text: str, mark: str) -> None:
    hit = find(blog({"a.md": post_text(text, title="題")}), query).hits[0]
    assert [m for snippet in hit.snippets for m in marked(snippet)] == [mark]


def test_a_tag_is_compared_without_accents(blog: Blog) -> None:
    search = blog({"a.md": post_text("本文。", tags=["Über"])})
    assert ids(find(search, "tag:uber")) == ids(find(search, "tag:ÜBER")) == ["a.md"]


def test_numbers_are_not_corrected(blog: Blog) -> None:
    posts = {f"{n}.md": post_text(f"iPhone5 の話 {n}。") for n in range(6)}
    assert find(blog(posts), "iphone15").suggestion is None


def test_a_name_is_suggested_as_posts_write_it(blog: Blog, tmp_path: Path) -> None:
    search = blog({"a.md": post_text("Node.js を入れる。", title="題")})
    assert "Node.js" in [one.text for one in search.suggest("nodej", 5)]
    assert "Node.js" in [one.text for one in search.suggest("node.j", 5)]


@pytest.mark.parametrize(
    "query", ["wc -l", "rm -rf", "git commit -m", "ls -la -t", "git --version", "バッチ wc -l"]
)
def test_an_option_of_a_command_is_literal(query: str) -> None:
    assert [leaf.text for leaf in positive_leaves(parse(query))] == query.split()


@pytest.mark.parametrize(
    "query", ["Python -AI", "Java -Script", "検索 -l", "-l", "a OR -l", "サーバー -Docker"]
)
def test_what_is_no_option_is_excluded(query: str) -> None:
    parts = getattr(parse(query), "parts", (parse(query),))
    assert isinstance(parts[-1], Not)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Type Script", {"TypeScript"}), ("Vue Js 3", {"VueJs", "Js3", "VueJs3"}),
        ("2 7", set()), ("型 Script", set()), ("10 キロ", {"10キロ"}), ("Type -Script", set()),
    ],
)  # fmt: skip
def test_latin_neighbours_make_names(query: str, names: set[str]) -> None:
    node = with_names(parse(query))
    leaves = node.parts if isinstance(node, And) else ()
    assert {name for leaf in leaves if isinstance(leaf, Leaf) for name in leaf.names} == names


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Node.js", {"nodejs"}), ("2.7.0", {"2.7", "2.7.0"}), ("1/2", set()),
        ("src/a_b/c.md", {"ab", "cmd"}), ("CI/CD", {"cicd"}), ("100-0001", {"1000001"}),
        ("12-3", {"12-3"}), ("x86_64", {"x86", "86-64", "x86-64"}), ("foo. Bar", set()),
        ("user_name_id", {"username", "nameid", "usernameid"}), ("#1a2b3c", {"1a2b3c"}),
        ("978-4-10-101001-3", {"9784", "978410", "978410101001", "9784101010013"}),
        ("a/b_c-d_2_x.y_z", {"ab", "bc", "cd", "d2", "xy", "yz"}),
    ],
)  # fmt: skip
def test_joiners_make_words(text: str, terms: set[str]) -> None:
    assert set(compounds(analyse(text))[2]) == terms


def test_borders_are_where_a_reader_sees_them() -> None:
    assert border_of("ーl") is border_of("ーーversion") is Border.BOTH
    assert border_of(".net") is border_of("net") is Border.START
    assert border_of("ー10") is Border.START
    assert border_of("検索") is Border.NONE
    assert begins("", "a")
    assert begins("1", "a")
    assert not begins("x", "a")
    assert not begins("e", ".")
    assert ends("2.1", ".", Border.START)
    assert not ends("2.1", "0", Border.START)
    assert ends("log in", "。", Border.BOTH)
    assert not ends("log in", "t", Border.BOTH)


@pytest.mark.parametrize("text", ["3M", "5G", "10", "キロ", "km", "1980年", "第3回"])
def test_what_is_no_measure_has_no_other_ways(text: str) -> None:
    assert measures(text) == ()


@given(st.integers(1, 99_999), st.sampled_from(["km", "GB", "%", "キロ", "パーセント", "円"]))
def test_each_way_to_write_a_measure_leads_back(number: int, unit: str) -> None:
    text = f"{number}{unit}"
    assert measures(text)
    assert all(text.lower() in measures(other) for other in measures(text) if " " not in other)


@given(st.text(alphabet=st.characters(min_codepoint=0xC0, max_codepoint=0x1EFF)))
def test_accents_go_and_nothing_else(text: str) -> None:
    assert without_accents(without_accents(text)) == without_accents(text)
    assert without_accents("日本語がパ") == "日本語がパ"
