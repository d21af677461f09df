"""What is one word to a reader is one: honorifics, affixes, kana and words that sound alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analyse import analyse
from index.text.compounds import compounds
from index.text.fold import fold_word
from index.text.inflection import as_it_stands
from index.text.katakana import sounds_like
from index.text.plausible import is_plausible
from tests.conftest import Blog, find, ids, marked, post_text

SAME = [
    ("お知らせ", "お知らせします"), ("お問い合わせ", "お問合せ"), ("お客様", "お客さま"),
    ("お勧め", "おすすめ"), ("おすすめ", "お薦め"), ("おすすめ", "オススメ"), ("御礼", "お礼"),
    ("お土産", "おみやげ"), ("ご覧", "御覧"), ("おかえり", "お帰りなさい"), ("おんしゃ", "御社"),
    ("おれい", "御礼"), ("おきゃくさま", "お客様"), ("ごほん", "ご本"),
    ("お待たせ", "お待たせしました"), ("使う", "お使いになる"), ("知らせ", "お知らせ"),
    ("利用", "ご利用"), ("つかいかた", "使い方"), ("使いかた", "使い方"), ("できる", "出来る"),
    ("はし", "箸"), ("明日", "あした"), ("あす", "明日"), ("方", "かた"), ("カリー", "curry"),
    ("てすと", "テスト"), ("いんたーふぇーす", "インタフェース"), ("らすと", "ラスト"),
    ("らすと", "Rust"), ("らすと", "last"), ("とうきょうえき", "東京駅"), ("はやい", "速い"),
    ("レポート", "リポート"), ("ぱそこん", "PC"), ("しらべた", "調べた"),
]  # fmt: skip
DIFFERENT = [
    ("お知らせ", "知っておくお茶"), ("お金", "金曜のお茶"), ("ご注意", "ご飯と注意"),
    ("お知らせ", "知らせ"), ("ごはん", "日本語版"), ("かせい", "可能化製品"),
    ("すーぱーばいず", "ぱっと見て"), ("しじしん", "自分自身"), ("とじしん", "自信"),
    ("どっかー", "どこか"), ("くらうど", "食らう"), ("めも", "目が"),
    ("カレー", "カリー化"), ("へや", "hair"), ("部屋", "ヘア"), ("ボディ", "バディ"),
    ("クリーム", "クレーム"), ("さま", "次のよう"), ("お勧め", "勧め"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "text"), SAME)
def test_one_word_is_found_by_another_form_of_it(blog: Blog, query: str, text: str) -> None:
    posts = {"a.md": post_text(f"これが{text}。"), "b.md": post_text("本日は晴天なり。")}
    assert ids(find(blog(posts), query)) == ["a.md"]


@pytest.mark.parametrize(("query", "text"), DIFFERENT)
def test_pieces_of_a_word_are_not_found(blog: Blog, query: str, text: str) -> None:
    assert ids(find(blog({"a.md": post_text(f"ここに{text}がある。")}), query)) == []


def test_an_honorific_is_never_marked_alone(blog: Blog) -> None:
    text = "お菓子は減らす。お惣菜も少し。この味がおすすめです。"
    [hit] = find(blog({"a.md": post_text(text)}), "何がおすすめですか").hits
    assert {word for pieces in hit.snippets for word in marked(pieces)} == {"おすすめ"}


def test_another_word_of_the_same_sound_ranks_below_spellings(blog: Blog) -> None:
    posts = {
        "other.md": post_text("写真を取る。取る人。", title="取る"),
        "kana.md": post_text("写真をとる。"),
        "own.md": post_text("写真を撮る。"),
    }
    assert ids(find(blog(posts), "撮る")) == ["own.md", "kana.md", "other.md"]


def test_what_kana_are_read_as_is_a_guess_where_there_are_others(blog: Blog) -> None:
    posts = {"a.md": post_text("この機能。"), "b.md": post_text("昨日の話。")}
    kinds = {
        why.kind
        for hit in find(blog(posts), "きのう", explain=True).hits
        for why in hit.explanations or ()
    }
    assert "spelling" not in kinds


@pytest.mark.parametrize(
    ("text", "word"),
    [("お勧めします", "お勧め"), ("お知らせする", "お知らせ"), ("使い方", "使い方"),
     ("わかりやすく", "わかりやすい"), ("高さ", "高さ")],
)  # fmt: skip
def test_a_compound_is_made_of_its_words_as_they_stand(text: str, word: str) -> None:
    assert word in compounds(analyse(text))[2]


@pytest.mark.parametrize(
    ("run", "words"),
    [("オンラインゲーム", ["オンライン", "ゲーム"]), ("インライン", ["インライン"]),
     ("マイクロサービスアーキテクチャ", ["マイクロサービス", "アーキテクチャ"]),
     ("ローカルタイムライン", ["ローカル", "タイムライン"]), ("データベース", ["データベース"])],
)  # fmt: skip
def test_a_word_newer_than_the_dictionary_is_one_in_a_compound_too(
    run: str, words: list[str]
) -> None:
    assert analyse(run).spelled() == words


def test_a_verb_behind_an_honorific_is_found_as_itself() -> None:
    assert analyse("お待ちください").spelled() == ["お", "待つ", "くださる"]
    assert analyse("お聞かせする").spelled()[:2] == ["お", "聞かせる"]


@pytest.mark.parametrize(
    ("word", "base", "shown", "wanted"),
    [("勧める", "すすめる", "すすめ", "勧め"), ("待つ", "待つ", "待ち", "待ち"),
     ("来る", "くる", "き", "来る"), ("方", "方", "方", "方")],
)  # fmt: skip
def test_a_word_is_inflected_as_one_with_its_ending(
    word: str, base: str, shown: str, wanted: str
) -> None:
    assert as_it_stands(word, base, shown) == wanted


@pytest.mark.parametrize(
    ("kana", "plausible"),
    [("よかったもの", True), ("おいしいらーめん", True), ("どうすればいい", True),
     ("すーぱーばいず", False), ("しじしん", False), ("ぷろぐらみんぐ", False), ("", False)],
)  # fmt: skip
def test_words_that_mecab_does_not_know_are_told_by_their_cost(kana: str, plausible: bool) -> None:
    assert is_plausible(kana) is plausible


@given(st.text("あかさたなはまやらわがーっん", max_size=12))
def test_any_hiragana_are_judged(kana: str) -> None:
    assert is_plausible(kana) in (True, False)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("ウィルス", "ウイルス", True), ("シュミレーション", "シミュレーション", True),
     ("インタフェイス", "インターフェース", True), ("ダイヤ", "ダイア", True),
     ("らーめん", "ラーメン", True), ("カリー", "カレー", False), ("エール", "エア", False),
     ("セツ", "セット", False), ("グラブ", "グローブ", False)],
)  # fmt: skip
def test_spellings_of_one_foreign_word_sound_alike(one: str, other: str, alike: bool) -> None:
    assert sounds_like(fold_word(one), fold_word(other)) is alike
    assert sounds_like(fold_word(other), fold_word(one)) is alike


@given(st.text("アイウカキクシズトドレデーッャィヴン", min_size=1, max_size=10))
def test_katakana_sound_like_themselves(word: str) -> None:
    assert sounds_like(word, word)
