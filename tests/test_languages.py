"""Languages as people name them, and the language of a query."""

import pytest

from index.values.languages import language_of, language_value, own_name
from search.query.languages import query_language


@pytest.mark.parametrize(
    ("named", "language"),
    [
        ("ja", "ja"), ("ja-JP", "ja"), ("ja_JP.UTF-8", "ja"), ("JA", "ja"), ("Ｊａ", "ja"),
        ("Japanese", "ja"), ("日本語", "ja"), (" 日本語 ", "ja"), ("jp", "ja"), ("jpn", "ja"),
        ("english", "en"), ("EN_us", "en"), ("英語", "en"), ("English (US)", "en"),
        ("zh-Hans", "zh"), ("zh_CN", "zh"), ("中文（简体）", "zh"), ("Chinese (Simplified)", "zh"),
        ("繁體中文", "zh"), ("한국어", "ko"), ("韓国語", "ko"), ("pt-BR", "pt"), ("Français", "fr"),
        ("Русский", "ru"), ("Bahasa Indonesia", "id"), ("eu", "eu"), ("nn-NO", "nn"),
        ("ja, en", "ja"), ("en/ja", "en"), ("sr-Latn", "sr"), ("de@euro", "de"),
    ],
)  # fmt: skip
def test_a_language_is_told_however_it_is_named(named: str, language: str) -> None:
    assert language_of(named) == language


@pytest.mark.parametrize(
    "named",
    ["", " ", "python", "C#", "go", "js", "null", "none", "C", "xx", "x", "日本", "he said", "-ja"],
)
def test_what_is_no_language_is_none(named: str) -> None:
    assert language_of(named) == ""


def test_a_language_has_a_name_of_its_own() -> None:
    named = {code: own_name(code) for code in ("ja", "en", "ko", "zh", "fr", "eu")}
    assert named == {
        "ja": "日本語", "en": "English", "ko": "한국어", "zh": "中文", "fr": "Français", "eu": "eu",
    }  # fmt: skip
    assert all(language_of(name) == code for code, name in named.items())


def test_a_filter_names_a_language_or_stays_as_it_is() -> None:
    assert [language_value(one) for one in ("ja-JP", "英語", "xyz")] == ["ja", "en", "xyz"]


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("けんさく", "ja"), ("検索の仕組み", "ja"), ("docker コンテナ", "ja"), ("ｻｰﾊﾞ", "ja"),
        ("검색", "ko"), ("docker 컨테이너", "ko"), ("ㅋ", "ko"), ("検索", ""), ("docker", ""),
        ("ーdocker", ""), ("・", ""), ("", ""), ("한국の旅", "ja"),
    ],
)  # fmt: skip
def test_kana_and_hangul_tell_the_language_of_a_query(query: str, language: str) -> None:
    assert query_language(query) == language
