"""What a leaf matches, through a real index."""

import pytest

from tests.conftest import Blog, find, ids, marked, post_text


def found(blog: Blog, query: str, *bodies: str) -> list[int]:
    """Numbers of the posts found, in order of number; each post has one body and no more."""
    files = {f"{number}.md": post_text(body, title="題") for number, body in enumerate(bodies)}
    return sorted(int(name.removesuffix(".md")) for name in ids(find(blog(files), query)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [("港の猫", [0, 1]), ("猫のいる港", [0, 1]), ("港　猫", [0, 1]), ("「港の」猫", [0])],
)
def test_all_words_are_asked_for(blog: Blog, query: str, expected: list[int]) -> None:
    assert found(blog, query, "港の猫。", "港で見た。猫がいた。", "猫がいた。") == expected


def test_a_leaf_matches_by_its_words_or_as_typed(blog: Blog) -> None:
    bodies = ("猫の住む港。", "港の猫。", "港だけ。", "あの港の猫舌の人。")
    assert found(blog, "港の猫", *bodies) == [0, 1, 3]


def test_words_of_a_leaf_that_stand_together_come_first(blog: Blog) -> None:
    far = "港へ行った。" + "よく晴れた日だった。" * 8 + "猫がいた。"
    near = "港の猫。" + "よく晴れた日だった。" * 8
    search = blog({"far.md": post_text(far, title="一"), "near.md": post_text(near, title="二")})
    assert ids(find(search, "港の猫")) == ["near.md", "far.md"]


def test_words_of_a_compound_apart_come_after_what_else_it_stands_for(blog: Blog) -> None:
    search = blog({
        "apart.md": post_text("深層に迫る学習。深層。", title="深層を学習", date="2026-01-02"),
        "synonym.md": post_text("ディープラーニングの話を長々とする。", title="別の題"),
        "whole.md": post_text("今日は深層学習の本を読む。", title="三"),
    })  # fmt: skip
    assert ids(find(search, "深層学習")) == ["whole.md", "synonym.md", "apart.md"]
    assert ids(find(search, "深層学習", sort="newest"))[-1] == "apart.md"


def test_what_is_read_so_ranks_and_is_marked_above_what_only_holds_the_kana(blog: Blog) -> None:
    search = blog({
        "part.md": post_text("意味合いがいいがいいがいい。", title="いがいい"),
        "both.md": post_text("それ以外は、色合いがいい。", title="一"),
        "read.md": post_text("それ以外の話をもっと長く書いてみるとどうなるか。", title="二"),
    })  # fmt: skip
    results = find(search, "いがい")
    assert ids(results)[2] == "part.md"
    both = next(hit for hit in results.hits if hit.meta.id == "both.md")
    assert [marked(snippet) for snippet in both.snippets] == [["以外"]]


@pytest.mark.parametrize(
    ("query", "whole", "apart"),
    [("新幹線", "東海道新幹線に乗る。", "新しい幹線道路。"),
     ("東京駅", "東京駅で待つ。", "東京で降りる駅。"),
     ("免税店", "免税店で買う。", "免税の店。"),
     ("非公開", "非公開の記事。", "公開は非とする。")],
)  # fmt: skip
def test_glued_pieces_are_one_word(blog: Blog, query: str, whole: str, apart: str) -> None:
    assert found(blog, query, whole, apart) == [0]


@pytest.mark.parametrize(
    ("query", "text"),
    [("Post", "PostgreSQL"), ("SQL", "PostgreSQL"), ("sql", "PostgreSQL"),
     ("postgres", "PostgreSQL"),
     ("postgresql", "PostgreSQL"), ("PostgreSQL", "POSTGRESQL"), ("AI", "OpenAI"),
     ("Ｐｒｏ", "iPhone15Pro"),
     ("15", "iPhone15Pro"), ("Phone15", "iPhone15Pro"), ("20", "2010年"), ("10", "10,000円"),
     ("AI", "生成AIの話"), ("net", ".NET"), ("FromServer", "getResponseFromServer"),
     ("kg", "五㎏")],
)  # fmt: skip
def test_latin_and_digits_match_from_a_border(blog: Blog, query: str, text: str) -> None:
    assert found(blog, query, f"これは {text} です。") == [0]


@pytest.mark.parametrize(
    ("query", "text"),
    [("AI", "email"), ("ai", "email と mail"), ("10", "2010年"), ("gre", "PostgreSQL"),
     ("mail", "email"),
     ("000", "2000"), ("one", "iPhone"), ("12:30", "112:30"), ("C++", "ABC++"), ("10月", "2010月"),
     ("3日", "13日"), ("0円", "500円")],
)  # fmt: skip
def test_latin_and_digits_do_not_match_inside(blog: Blog, query: str, text: str) -> None:
    assert found(blog, query, f"これは {text} です。") == []


@pytest.mark.parametrize(
    ("query", "text", "other"),
    [("C++", "C++ と書く", "C と C# と書く"), ("C#", "Ｃ＃で書く", "C++ で書く"),
     (".NET", "ASP.NET を使う", "net を張る"),
     ("12:30", "１２：３０発", "12時30分"), ("foo:bar", "foo:bar と打つ", "foo と bar"),
     ("https://example.jp/a", "場所は https://example.jp/a/b です", "example.jp の a"),
     ("-10,000円", "差は-10,000円", "差は10,000円"), ("Wi-Fi", "Ｗｉ－Ｆｉ が届く", "Wi と Fi")],
)  # fmt: skip
def test_names_with_symbols_are_found_as_they_are(
    blog: Blog, query: str, text: str, other: str
) -> None:
    assert found(blog, query, text, other) == [0]


@pytest.mark.parametrize("query", ['"京都の"', "「京都の」", "“京都の”", '"mail"', '"010"'])
def test_quotes_find_one_run_even_in_mid_word(blog: Blog, query: str) -> None:
    assert found(blog, query, "東京都の email、2010年。", "京都への道の話。10 mai") == [0]


def test_quotes_are_literal_where_words_are_not(blog: Blog) -> None:
    bodies = ("サーバーを買う。", "サーバを買う。", "買うサーバー。")
    assert found(blog, "サーバーを買う", *bodies) == [0, 1, 2]
    assert found(blog, "「サーバーを買う」", *bodies) == [0]


@pytest.mark.parametrize(
    ("query", "text"),
    [('"ＯＬ"', "ol"), ('"データ"', "ﾃﾞｰﾀ"), ('"コーヒー"', "コ－ヒ－"), ('"Cafe"', "CAFE"),
     ('"がく"', "か\u3099く"),
     ('"株式会社"', "潮見㍿"), ('"検索"', "検\u200b索")],
)  # fmt: skip
def test_quotes_fold_width_case_and_dashes(blog: Blog, query: str, text: str) -> None:
    assert found(blog, query, f"これは{text}です。") == [0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("-猫", [1, 3]), ("NOT 三毛猫", [1, 2, 3]), ("魚 -猫", [1]), ("-猫 -犬", [3]),
     ("-(猫 OR 犬)", [3]),
     ("NOT NOT 猫", [0, 2]), ("魚 OR -犬", [0, 1, 2, 3]), ("-「毛猫」", [1, 2, 3]),
     ("-AI", [0, 1, 2, 3])],
)  # fmt: skip
def test_not_leaves_out_what_matches_and_no_more(
    blog: Blog, query: str, expected: list[int]
) -> None:
    bodies = ("三毛猫と魚。", "犬と魚。email。", "猫。", "毛布と三日月と猿。")
    assert found(blog, query, *bodies) == expected


@pytest.mark.parametrize("query", ["新 NOT 新幹線", "線 -新幹線"])
def test_not_does_not_leak_through_pieces_of_a_word(blog: Blog, query: str) -> None:
    bodies = ("新しい線と新の字。幹線と新線。", "新幹線。")
    assert found(blog, query, *bodies) == [0]


@pytest.mark.parametrize("query", ["東", "税", "あ", "々", "㍿", "、", "𠮷", "ー"])
def test_single_characters_are_found(blog: Blog, query: str) -> None:
    assert found(blog, query, "東京で消費税、人々がああ言う𠮷野の㍿カレー", "犬も歩く") == [0]


@pytest.mark.parametrize("query", ["の", "のが", "です。", "ーー", "！？"])
def test_a_run_without_a_content_word_is_literal(blog: Blog, query: str) -> None:
    assert found(blog, query, "そうなのがよいのです。えーー！？", "猫を見る") == [0]


WHOLE = post_text(
    "# 潮の章\n\n本文の波。\n\n```python\nkamome = 1\n```\n\n文中の `uminari` です。",
    title="題名の灯台", tags=["魚 介", "Ｃ＋＋"], categories=["旅行記"], author="浦島太郎",
    description="要約の帆船です。",
)  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["灯台", "潮の章", "波", "kamome", "uminari", "魚", "C++", "旅行記", "浦島太郎", "帆船"],
)
def test_every_field_is_searched(blog: Blog, query: str) -> None:
    assert ids(find(blog({"a.md": WHOLE, "b.md": post_text("別。", title="別")}), query)) == [
        "a.md"
    ]


@pytest.mark.parametrize(
    ("query", "hit"),
    [("title:灯台", True), ("title:灯", True), ("title:波", False), ("title:「名の灯」", True),
     ("author:浦島太郎", True),
     ("author:浦島", True), ("author:灯台", False), ("tag:魚　介", False), ("tag:「魚 介」", True),
     ("tag:魚", False), ("tag:c++", True), ("category:旅行記", True), ("category:旅", False),
     ("category：旅行記　－title：波", True), ("-tag:C++", False), ("date:2025", False)],
)  # fmt: skip
def test_fields_limit_where_a_word_is_sought(blog: Blog, query: str, hit: bool) -> None:
    assert bool(ids(find(blog({"a.md": WHOLE}), query))) is hit


def test_a_date_asks_for_days_of_the_site(blog: Blog) -> None:
    files = {
        "late.md": post_text("夜。", title="一", date="2025-10-31T16:00:00+00:00"),
        "noon.md": post_text("昼。", title="二", date="2025-11-30T23:59:59+09:00"),
        "next.md": post_text("朝。", title="三", date="2025-12-01T00:00:00+09:00"),
        "none.md": post_text("無。", title="四"),
    }
    search = blog(files)
    assert ids(find(search, "date:2025-11")) == ["noon.md", "late.md"]
    assert ids(find(search, "-date:2025")) == ["none.md"]


@pytest.mark.parametrize(
    "query",
    ["((((((((((猫", "NOT " * 249 + "猫", "-(" * 100 + "猫", '"' * 999, "(" * 1000, "- " * 500],
)
def test_no_query_is_an_error(blog: Blog, query: str) -> None:
    assert find(blog({"a.md": WHOLE}), query[:1000]).page == 1


def test_cells_of_a_table_are_apart(blog: Blog) -> None:
    assert found(blog, "東京", "| 東 | 京都 |\n|---|---|\n| 大 | 阪神 |") == []


_HASH = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0"


@pytest.mark.parametrize("query", ["HTTPResponseCodeFromServer", "ResponseCode", _HASH])
def test_a_long_latin_run_is_found(blog: Blog, query: str) -> None:
    assert found(blog, query, f"getHTTPResponseCodeFromServer と {_HASH} です") == [0]


@pytest.mark.parametrize("query", ["書き方", "使い方"])
def test_a_suffix_stays_with_the_verb_before_it(blog: Blog, query: str) -> None:
    assert found(blog, query, "書き方と使い方", "手紙を書く方、道具を使う方がいる") == [0]


def test_a_hump_is_a_border_for_what_holds_symbols_too(blog: Blog) -> None:
    assert found(blog, "Hub.com", "GitHub.com を見る", "xhub.com を見る") == [0]


@pytest.mark.parametrize(
    "query", ["猫 )", "(猫 OR 犬)) 魚", "「猫」」", "猫 -", "猫 - 魚", "猫 ”", "title: 題 猫"]
)
def test_a_stray_sign_is_no_word(blog: Blog, query: str) -> None:
    assert found(blog, query, "港に猫がいて魚を見ている") == [0]


@pytest.mark.parametrize("query", ["Go言語", '"Go 言語"'])
def test_latin_and_japanese_touch_with_or_without_a_space(blog: Blog, query: str) -> None:
    search = blog({"a.md": post_text("入門用の Go 言語の本。", title="題")})
    (hit,) = find(search, query).hits
    assert [text for piece in hit.snippets for text, on in piece if on] == ["Go 言語"]
