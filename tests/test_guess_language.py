"""The language of a post by the script of its text."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.posts.language.guess import Guess, _letters, _script, guess_language
from index.values.languages import language_of
from index.values.post import Section

ENGLISH = (
    "This is a note about the way in which posts are found, and what to do with them when not."
)
FRENCH = (
    "Voici une petite note sur la recherche dans les articles du blog, écrite pour ceux qui "
    "veulent savoir comment les mots sont trouvés."
)
GERMAN = (
    "Eine kurze Notiz darüber, wie Beiträge gefunden werden und was zu tun ist, wenn man sie "
    "nicht findet, weil ein Wort anders geschrieben wurde."
)


def of(body: str, title: str = "", **others: str) -> Guess:
    sections = [Section("title", title), Section("body", body)]
    return guess_language(sections + [Section(name, text) for name, text in others.items()])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("検索の仕組みを学ぶ。", "ja"), ("カレー", "ja"), ("ｻｰﾊﾞの移行", "ja"),
        ("검색은 어떻게 작동하는가", "ko"), ("한국어 漢字 문서", "ko"),
        ("搜索引擎是怎么工作的？这篇文章会说明它的原理。", "zh"),
        ("搜尋引擎是怎麼運作的？這篇文章會說明它的原理。", "zh"),
        ("Как работает поиск", "ru"), ("การค้นหาทำงานอย่างไร", "th"), ("כיצד פועל החיפוש", "he"),
        ("كيف يعمل البحث", "ar"), ("Πώς λειτουργεί η αναζήτηση", "el"), ("खोज कैसे काम करती है", "hi"),
        (ENGLISH, "en"), ("Hello", "en"), (FRENCH, ""), (GERMAN, ""), ("Über uns", ""),
        ("", ""), ("2025-11-04 10:30", ""), ("🎉", ""),
    ],
)  # fmt: skip
def test_a_script_tells_a_language(text: str, language: str) -> None:
    assert of(text).language == language
    assert of("", text).language == language


@pytest.mark.parametrize("title", ["東京", "目次", "大阪出張報告", "新宿駅", "電気料金"])
def test_a_short_japanese_title_of_kanji_alone_is_not_chinese(title: str) -> None:
    assert of("", title).language == "ja"


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("国家試験", "ja"), ("国家试验", "zh"), ("電気自動車", "ja"), ("電氣汽車", "ja"),
        ("髙橋", "ja"), ("电动汽车", "zh"), ("說明書", "zh"), ("説明書", "ja"),
    ],
)  # fmt: skip
def test_kanji_of_one_standard_alone_tell_even_of_a_title(title: str, language: str) -> None:
    assert of("", title).language == language


def test_many_kanji_without_kana_are_chinese() -> None:
    shared = "天地玄黄宇宙洪荒日月盈昃辰宿列張寒来暑往秋収冬蔵"
    assert of("山水天地人心大小上下左右東西南北春秋白雲青山流水高山明月清風竹林").language == "zh"
    assert of(shared).language == "ja"


def test_kana_among_much_latin_are_japanese() -> None:
    quoted = f"GnuPG 2.2.14 がリリースされた。\n{ENGLISH * 2}"
    assert of(quoted, "GnuPG 2.2.14 がリリースされた").language == "ja"
    names = "Flux Router Store Action Dispatcher Component Layout Products Sites Step Setup Build "
    assert of(f"{names * 3} 構成をロードした時", "Build Design").language == "ja"


def test_an_english_post_that_quotes_japanese_stays_english() -> None:
    assert of(f"{ENGLISH * 3} The word is 検索する.", "How to search Japanese").language == "en"


def test_code_links_addresses_and_tags_tell_nothing() -> None:
    code = "const message = 'the value of this is not what you have';\n" * 20
    links = "https://example.com/this/is/the/way/to/be/found/and/that/is/it " * 20
    told = of(f"設定する。 {links}", "設定", code=code, link=ENGLISH, tag="Python")
    assert told == Guess("ja", "ja", True)
    assert of("", "", code=code, tag="検索する").language == ""


def test_a_little_text_gainsays_nothing_and_much_does() -> None:
    assert of("Hello").allows("fr")
    assert of("目次").allows("zh")
    assert not of("目次").allows("en")
    assert of(ENGLISH).allows("fr")
    assert not of(ENGLISH).allows("ja")
    assert not of("検索の仕組み").allows("en")
    assert of("Как работает поиск").allows("uk")
    assert of("").allows("ja")


@given(st.text(max_size=60), st.text())
def test_any_text_tells_a_language_or_none(title: str, text: str) -> None:
    told = of(text, title)
    assert told.language == language_of(told.language)
    assert not told.language or told.allows(told.language)
    assert of(f"{text}\n{text}", f"{title}\n{title}").plain >= told.plain


def test_signs_of_units_are_no_greek() -> None:
    assert of("5 \u00b5m と 10 \u00b5s、50 \u2126 の線", "\u00b5").language == "ja"
    assert of("\u00b5 \u2126 \U0001d6fc").language == ""
    assert of("αβγ").language == "el"


@given(st.text(alphabet="かなカナ漢字", min_size=1), st.text(alphabet="abc ", max_size=5))
def test_kana_are_japanese_wherever_they_stand(text: str, latin: str) -> None:
    told = of(f"{latin}{text}かな{latin}")
    assert told.language == "ja"
    assert not told.plain or (told.allows("ja") and not told.allows("en"))


@given(st.text(st.characters() | st.sampled_from("ab漢字かナ한ру "), max_size=60))
def test_letters_are_counted_by_script_in_the_order_in_which_scripts_come(text: str) -> None:
    wanted = Counter(script for char in text if (script := _script(char)))
    assert list(_letters(text).items()) == list(wanted.items())
