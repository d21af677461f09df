"""One word for its spellings, readings and scripts, and no others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.text.analyse import analyse
from index.text.compounds import compounds
from index.text.kana import from_romaji, hiragana, katakana, loose
from index.text.sentences import SENTENCE
from search.expand.expander import Expander
from search.expand.kinds import Kind, terms_of
from tests.conftest import Blog, find, ids, post_text, reader_of
from tests.test_fold import NASTY

SAME = [
    ("引越し", "引っ越し"), ("引越", "引っ越し"), ("子供", "子ども"), ("子供", "こども"),
    ("行う", "行なう"), ("サーバー", "サーバ"), ("ヴァイオリン", "バイオリン"),
    ("見積もり", "見積り"), ("問い合わせ", "問合せ"), ("インターフェース", "インターフェイス"),
    ("ヴィーガン", "ビーガン"), ("レヴュー", "レビュー"),
    ("シミュレーション", "シュミレーション"), ("駄目", "ダメ"), ("國語", "国語"), ("渡辺", "渡邊"),
    ("12,000円", "1万2千円"), ("12000円", "一万二千円"), ("1万2千円", "12,000円"),
    ("第2次", "第二次"), ("二〇二五年", "2025年"), ("1.5億人", "150,000,000人"),
    ("千二百", "1200"), ("三人", "3人"),
    ("Wi-Fi", "WiFi"), ("server", "servers"), ("server", "サーバー"), ("Linux", "リナックス"),
    ("NVIDIA", "エヌビディア"), ("データ", "ﾃﾞｰﾀ"), ("コンピューター", "コンピュータ"),
    ("データ・センター", "データセンター"), ("クラウド", "cloud"),
    ("class", "classes"), ("library", "libraries"), ("box", "boxes"), ("cookie", "cookies"),
    ("Docker", "ドッカー"), ("Microsoft", "マイクロソフト"), ("ベータ", "beta"),
    ("スマホ", "スマートフォン"),
    ("人工知能", "AI"), ("電子メール", "Eメール"), ("パソコン", "PC"),
    ("path", "パス"), ("root", "ルート"), ("lock", "ロック"), ("view", "ビュー"),
    ("令和7年11月", "2025年11月"), ("平成29年", "2017年"), ("2019年", "令和元年"),
    ("引越し", "引っ越した"), ("繰り返し", "繰返します"), ("問合せ", "問い合わせる"),
    ("切替え", "切り替える"), ("午後5時", "午後五時"),
    ("leader", "リーダー"), ("reader", "リーダー"), ("Windows", "ウィンドウズ"),
]  # fmt: skip
DIFFERENT = [
    ("科学", "化学"), ("渡辺", "渡部"), ("AI", "愛"), ("東京", "京都"), ("二三日", "23日"),
    ("12,000円", "2千円"), ("数万人", "10000人"),
    ("crowd", "クラウド"), ("は", "歯"), ("kakaku", "カメラ"),
    ("have", "ハブ"), ("ラスト", "もたらすと"), ("クラス", "暮らす"), ("そら", "それ"),
    ("違い", "違う"), ("サイト", "くださいと"), ("うるう秒", "数秒"),
]  # fmt: skip
HEARD = [
    ("とうきょう", "東京"), ("トウキョウ", "東京"), ("toukyou", "東京"), ("tokyo", "東京"),
    ("とうきょうえき", "東京駅"), ("kensaku", "検索"), ("huzisan", "富士山"), ("fujisan", "富士山"),
    ("sinbun", "新聞"), ("shinbun", "新聞"), ("にほんご", "日本語"), ("りなっくす", "リナックス"),
    ("わたなべ", "渡部"), ("honyaku", "翻訳"), ("genin", "原因"), ("kinyuu", "金融"),
    ("せいきひょうげん", "正規表現"), ("jinkouchinou", "人工知能"), ("onna", "女"),
    ("きかいがくしゅう", "機械学習"), ("はのいのとう", "ハノイの塔"), ("shomei", "署名"),
    ("めもりりーく", "メモリ リーク"),
    ("tsukaikata", "使い方"), ("どっかー", "Docker"), ("saabaa", "サーバー"), ("ばぐ", "バグ"),
    ("りなっくす", "Linux"), ("しじ", "支持"),
]  # fmt: skip


def _finds(blog: Blog, query: str, text: str) -> bool:
    posts = {"a.md": post_text(f"これは{text}です。"), "b.md": post_text("本日は晴天なり。")}
    return ids(find(blog(posts), query)) == ["a.md"]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_either_spelling_finds_the_other(blog: Blog, one: str, other: str) -> None:
    assert _finds(blog, one, other)
    assert _finds(blog, other, one)


def test_a_word_finds_a_synonym_of_several(blog: Blog) -> None:
    assert _finds(blog, "機械学習", "machine learning")
    assert _finds(blog, "machine learning", "機械学習")
    assert _finds(blog, "machine learning 本日", "本日の機械学習")
    assert _finds(blog, "(machine learning) OR ねこ", "機械学習")


def test_words_of_many_pieces_are_found_in_any_spelling(blog: Blog) -> None:
    bodies = {
        "a": "引越し業者を選ぶ。",
        "b": "引っ越し業者を選ぶ。",
        "c": "引越し屋さん。引越。引っ越し。",
    }
    search = blog({f"{name}.md": post_text(body, title="題") for name, body in bodies.items()})
    assert sorted(ids(find(search, "引っ越し業者"))) == ["a.md", "b.md"]
    assert sorted(ids(find(search, "引越業者"))) == ["a.md", "b.md"]
    assert ids(find(search, "引っ越し屋さん")) == ["c.md"]


@pytest.mark.parametrize(
    ("query", "whole", "holding", "other"),
    [("取扱い", "取り扱いの話。", "取り扱い方の話。", "扱い方の話。"),
     ("問合せ", "問い合わせはこちら。", "お問い合わせ先。", "合わせ鏡。"),
     ("plugin", "プラグインの話。", "プラグインガイドを読む。", "ププラグインガ。")],
)  # fmt: skip
def test_other_spellings_are_found_within_words_too(
    blog: Blog, query: str, whole: str, holding: str, other: str
) -> None:
    bodies = {"whole": whole, "holding": holding, "other": other}
    search = blog({f"{name}.md": post_text(body, title="題") for name, body in bodies.items()})
    assert ids(find(search, query)) == ["whole.md", "holding.md"]


def test_katakana_of_two_words_find_the_words_apart(blog: Blog) -> None:
    assert _finds(blog, "エラーハンドリング", "エラーのハンドリング")


def test_what_was_heard_may_be_missing(blog: Blog) -> None:
    source = blog({"a.md": post_text("再起動する。"), "b.md": post_text("方法を書く。")})
    partial = find(source, "さいきどう 方法").partial
    assert {(hit.meta.id, hit.missing) for hit in partial} == {
        ("a.md", ("方法",)), ("b.md", ("さいきどう",))
    }  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_are_not_found(blog: Blog, one: str, other: str) -> None:
    assert not _finds(blog, one, other)
    assert not _finds(blog, other, one)


def test_words_of_one_origin_are_not_one_word(blog: Blog) -> None:
    assert not _finds(blog, "ルビー", "ルビ")


@pytest.mark.parametrize(("typed", "text"), HEARD)
def test_what_is_typed_as_it_sounds_finds_the_word(blog: Blog, typed: str, text: str) -> None:
    assert _finds(blog, typed, text)


@pytest.mark.parametrize(
    ("typed", "text", "piece"),
    [
        ("さいきどう", "再起動", "この長さ"), ("たいしょう", "対象", "しょうがない"),
        ("きかん", "期間", "きいた"), ("ついか", "追加", "ついに"),
    ],
)  # fmt: skip
def test_pieces_that_kana_are_cut_into_are_not_found(
    blog: Blog, typed: str, text: str, piece: str
) -> None:
    source = blog({"a.md": post_text(f"これは{text}です。"), "b.md": post_text(f"{piece}人。")})
    assert ids(find(source, typed)) == ["a.md"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ねずこ", "<ruby>禰豆子<rt>ねずこ</rt></ruby>"), ("とうけい", "{東京|とうけい}"),
        ("ライバル", "<ruby>強敵<rt>ライバル</rt></ruby>"),
        ("tokei", "<ruby>東<rt>とう</rt>京<rt>けい</rt></ruby>"),
    ],
)  # fmt: skip
def test_readings_that_posts_tell_are_found(blog: Blog, typed: str, text: str) -> None:
    assert _finds(blog, typed, text)


@pytest.mark.parametrize(("one", "other"), [("引越し", "引っ越し"), ("server", "サーバー")])
def test_quotes_are_literal(blog: Blog, one: str, other: str) -> None:
    assert not _finds(blog, f'"{one}"', other)


def test_the_word_as_typed_comes_first_then_spellings_then_readings_then_parts(blog: Blog) -> None:
    source = blog({
        "exact.md": post_text("ここに、けんさくとある。"),
        "reading.md": post_text("ここに、検索とある。"),
        "part.md": post_text("ここに、ほけんさくらとある。"),
    })  # fmt: skip
    assert ids(find(source, "けんさく")) == ["exact.md", "reading.md", "part.md"]
    spelled = blog({
        "exact.md": post_text("ここに、引越しとある。"),
        "spelling.md": post_text("ここに、引っ越しとある。"),
    })  # fmt: skip
    assert ids(find(spelled, "引越し"))[:2] == ["exact.md", "spelling.md"]


@given(NASTY)
def test_any_text_has_an_expansion(text: str) -> None:
    expansion = Expander().expand(text)
    for unit in expansion.units:
        assert unit.alternatives[0].kind is Kind.WORD
        assert [way.kind for way in unit.alternatives] == sorted(w.kind for w in unit.alternatives)


@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=12))
def test_romaji_is_kana_or_nothing(text: str) -> None:
    kana = from_romaji(text)
    assert kana is None or all("ぁ" <= char <= "ゖ" for char in kana)


@given(st.text([chr(code) for code in range(0x3041, 0x3097)], max_size=12))
def test_scripts_of_kana_are_one_for_one(text: str) -> None:
    assert hiragana(katakana(text)) == text
    assert len(loose(text)) <= len(text)
    assert loose(text + "ー") == loose(text)


_NUMERALS = ["12,000円", "1万2千円", "一万二千円", "12000円", "2千円", "二人", "2人", "三", "3"]
_WORDS = sorted({word for pair in (*SAME, *DIFFERENT) for word in pair} | {*_NUMERALS})


def _spelling(word: str, text: str) -> bool:
    """Whether a whole text is a word, as it is or by another spelling."""
    reader = reader_of([("body", text)])
    stored, whole = reader.stored(0).text, (1, len(text) + 1)
    ways = [way for unit in Expander().expand(word).units for way in unit.alternatives]
    return any(
        whole in reader.slices(0, term, stored)
        for way in ways
        if way.kind in (Kind.WORD, Kind.SPELLING)
        for term in terms_of(way, reader)
    )


@given(st.sampled_from(_WORDS), st.sampled_from(_WORDS))
def test_spellings_are_symmetric(one: str, other: str) -> None:
    assume(all(Expander().expand(word).is_one_word for word in (one, other)))
    assert _spelling(one, other) == _spelling(other, one)


@given(st.one_of(NASTY, st.text("東京都庁12,0万千のサーバーserver 行う引っ越し。", max_size=30)))
def test_query_analysis_of_a_text_equals_index_analysis_of_it(text: str) -> None:
    reader = reader_of([("body", text)])
    tokens = analyse(text)
    firsts, ends, terms = compounds(tokens)
    wanted = {*tokens.spelled(), *terms}
    assert set(reader.prefixed("", 10_000)) - {SENTENCE} == wanted
    stored = reader.stored(0).text
    for term in wanted:
        places = [i for i, one in enumerate(tokens.spelled()) if one == term]
        spans = {(int(tokens.starts[i]) + 1, int(tokens.ends[i]) + 1) for i in places}
        spans |= {
            (int(tokens.starts[a]) + 1, int(tokens.ends[b - 1]) + 1)
            for a, b, one in zip(firsts.tolist(), ends.tolist(), terms, strict=True)
            if one == term
        }
        assert set(reader.slices(0, term, stored)) == spans
