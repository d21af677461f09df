"""Did you mean: only what the index holds, and only where it finds more."""

import pytest

from search.assist.edits import in_kana
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, post_text
from web.app import create_app


@pytest.fixture
def source(blog: Blog) -> EmbeddedSearcher:
    texts = ["検索エンジンと Python とデータベース。"] * 6 + [
        "東京でシミュレーターを使う。",
        "<b>x</b>",
    ]
    return blog({f"{n}.md": post_text(text, title=f"第{n}回") for n, text in enumerate(texts)})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pyhton", "python"), ("pythn", "python"), ("pythonn", "python"), ("けnさく", "検索"),
        ("ｋんさく", "検索"), ("とうきよう", "東京"),
        ("シミュレーダー", "シミュレーター"), ("pyhton 検索", "python 検索"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(source: EmbeddedSearcher, typed: str, meant: str) -> None:
    assert find(source, typed).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    [
        "python",
        "検索",
        "",
        "xq",
        "ｘｙｚｚｙ",
        "の",
        '"pyhton"',
        "-pyhton",
        "tag:pyhton",
        "a" * 999,
    ],
)
def test_nothing_is_meant_but_what_was_typed(source: EmbeddedSearcher, typed: str) -> None:
    assert find(source, typed).suggestion is None


SENTENCES = (
    "確定申告を済ませた。", "環境変数を設定する。", "意外な展開だった。", "依存関係を調べる。",
    "確率分布を描く。", "量子コンピュータを学ぶ。", "開発環境を整える。", "インストールする。",
    "サプライチェーンの話。", "機械学習を試す。", "Dockerイメージを作る。",
    "クラウドサービスを使う。",
)  # fmt: skip


@pytest.fixture
def many(blog: Blog) -> EmbeddedSearcher:
    return blog({
        f"{n}-{copy}.md": post_text(f"{text}{copy}", title=f"第{n}回{copy}")
        for n, text in enumerate(SENTENCES)
        for copy in range(3)
    })  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("確定深刻", "確定申告"), ("環境返数", "環境変数"), ("以外な展開", "意外な展開"),
        ("確率文布", "確率分布"), ("機会学習", "機械学習"),
        ("量子コンピューダ", "量子コンピュータ"), ("インスツール", "インストール"),
        ("サプライチェーソ", "サプライチェーン"),
        ("Dokcerイメージ", "Dockerイメージ"), ("かくていししこく", "確定申告"),
        ("かんきょへんすう", "環境変数"), ("kikaigakuhsuu", "機械学習"), ("kankyohensu", None),
        ("kankyouhensuuu", "環境変数"), ("zzzzzzz", None), ("月曜日", None),
        ("環境 返数", "環境 変数"),
    ],
)  # fmt: skip
def test_slips_of_sound_hand_and_conversion(
    many: EmbeddedSearcher, typed: str, meant: str | None
) -> None:
    assert find(many, typed).suggestion == meant


def test_a_slip_of_sound_is_put_right_beside_words_that_stand_elsewhere(blog: Blog) -> None:
    posts = {f"{n}.md": post_text(f"環境変数を見る。一覧もある{n}。") for n in range(10)}
    assert find(blog(posts), "環境返数の一覧").suggestion == "環境変数の一覧"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("音声人力", "音声入力"), ("形態素解折", "形態素解析"), ("配遇者", "配偶者")],
)
def test_kanji_that_look_alike_are_told_apart(blog: Blog, typed: str, meant: str) -> None:
    assert find(blog({"a.md": post_text(f"{meant}の話。")}), typed).suggestion == meant


def test_the_hit_of_a_chance_does_not_keep_a_slip(blog: Blog) -> None:
    posts = {f"{n}.md": post_text(f"JavaScript の配列{n}") for n in range(13)}
    slip = {"slip.md": post_text("JavaSript の配列")}
    assert find(blog(posts | slip), "JavaSript 配列").suggestion == "javascript 配列"


@pytest.mark.parametrize("typed", ["開発かんきょう", "クラウドサビース"])
def test_what_is_found_as_a_spelling_needs_no_correction(
    many: EmbeddedSearcher, typed: str
) -> None:
    found = find(many, typed)
    assert (found.total, found.suggestion) == (3, None)


@pytest.mark.parametrize(
    "typed",
    ["艦長", "戦闘", "審理", "開館", "王様", "クウェート", "ヘント", "ルパン", "AMPC", "子規"],
)
def test_a_right_word_that_no_post_has_is_no_slip(blog: Blog, typed: str) -> None:
    text = "感情と先頭と心理と海岸と応用。クォートとヒント、ルーチン、AMP。式を書く。"
    opened = blog({f"{n}.md": post_text(f"{text}{n}", title=f"{n}") for n in range(9)})
    assert find(opened, typed).suggestion is None


def test_a_rare_slip_stands_beside_its_hits_and_a_rare_right_word_alone(blog: Blog) -> None:
    files = {f"{n}.md": post_text(f"repository の話{n}。", title=f"{n}") for n in range(30)}
    files |= {"x.md": post_text("repositry と書いた。フォンダとフォン。")}
    opened = blog(files)
    slip = find(opened, "repositry")
    assert (slip.total, slip.suggestion) == (1, "repository")
    assert find(opened, "フォンダ").suggestion is None


def test_a_hostile_query_is_tried_in_few_ways() -> None:
    assert len(list(in_kana("kあ" * 10))) <= 25


def test_a_query_of_many_words_is_left_as_it_is(source: EmbeddedSearcher) -> None:
    assert find(source, "pyhton " + " ".join(f"zq{n}x" for n in range(8))).suggestion is None


def test_what_filters_leave_nothing_of_is_not_meant(source: EmbeddedSearcher) -> None:
    assert find(source, "pyhton", authors=("誰か",)).suggestion is None


def test_the_page_and_the_endpoint_offer_it(source: EmbeddedSearcher) -> None:
    client = create_app(source).test_client()
    assert client.get("/api/search?q=pyhton").get_json()["suggestion"] == "python"
    assert "もしかして" in client.get("/?q=pyhton").text
    assert "もしかして" not in client.get("/?q=python").text
