"""The language of a post, from its head, its place and its text. Each site is written for the
test."""

from pathlib import Path
from typing import Any

import pytest

from index.posts.load import load_post
from index.posts.sites.site import find_site
from tests.conftest import JST, NOW, post_text

JAPANESE = "検索の仕組みを学び、使ってみた。"
ENGLISH = "This is how search works, and what you can do with it when posts are not to be found."
ITALIAN = (
    "Una breve nota sulla ricerca: come si trovano gli articoli, quali parole contano e perché "
    "alcune pagine arrivano prima di altre."
)


def lang(
    root: Path, post_id: str = "a.md", body: str = JAPANESE, site: dict[str, str] | None = None,
    **head: Any,
) -> str:  # fmt: skip
    """The language of the post `post_id` with this body and head in a site of these files."""
    for name, text in (site or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    data = post_text(body, **{"title": "", **head}).encode()
    return load_post(data, post_id, find_site(root), JST, NOW).lang


@pytest.mark.parametrize("key", ["lang", "Lang", "language", "Locale", "LANGUAGE"])
@pytest.mark.parametrize("value", ["ko-KR", "ko_KR.UTF-8", "Korean", "한국어", ["ko", "ja"]])
def test_the_head_counts_before_all(tmp_path: Path, key: str, value: Any) -> None:
    head: dict[str, Any] = {key: value}
    assert lang(tmp_path, "en/a.ja.md", **head) == "ko"


@pytest.mark.parametrize("value", ["python", "C#", "", None, "何か", {"a": "b"}])
def test_a_value_that_is_no_language_is_ignored(tmp_path: Path, value: object) -> None:
    assert lang(tmp_path, "en/a.md", lang=value) == "en"
    assert lang(tmp_path, lang=value, locale="fr") == "fr"


@pytest.mark.parametrize("value", ["cs", "ts", "pl", "it", "eu"])
def test_a_word_in_a_head_is_no_language_of_a_text_in_another_script(
    tmp_path: Path, value: str
) -> None:
    assert lang(tmp_path, language=value) == "ja"
    assert lang(tmp_path, "a.md", ITALIAN, language=value) == value
    assert lang(tmp_path, language="de") == "de"


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("ja/a.md", "ja"), ("en/a.md", "en"), ("ko/x/y/a.md", "ko"), ("zh-cn/a.md", "zh"),
        ("zh_Hant/a.md", "zh"), ("EN/a.md", "en"), ("content/en/a.md", "en"),
        ("src/content/docs/en/guide/a.md", "en"), ("_posts/en/2025-01-01-a.md", "en"),
        ("guide/en/a.md", "en"), ("my-site/src/pages/en/a.md", "en"), ("pt-BR/a.md", "pt"),
        ("a.en.md", "en"), ("blog/a.ko.markdown", "ko"), ("README.zh-CN.md", "zh"),
        ("_index.en.md", "en"),
    ],
)  # fmt: skip
def test_a_folder_or_suffix_of_a_language_tells_it(
    tmp_path: Path, place: str, language: str
) -> None:
    assert lang(tmp_path, place) == language


@pytest.mark.parametrize(
    "place",
    [
        "js/a.md", "go/a.md", "is/a.md", "no/a.md", "it/a.md", "vi/a.md", "cs/a.md", "id/a.md",
        "net/a.md", "ai/a.md", "how-to/a.md", "to-do/a.md", "ie-mode/a.md", "a/b/en/a.md",
        "de/a.md", "fr/a.md", "ru/a.md", "cn/a.md", "a.go.md", "node.js.md", "x.io.md", ".en.md",
        "v1.2.md", "en.md", "english/a.md", "2024/01/en/a.md", "i18n-notes/a.md",
    ],
)  # fmt: skip
def test_other_folders_and_suffixes_leave_it_to_the_text(tmp_path: Path, place: str) -> None:
    assert lang(tmp_path, place) == "ja"
    assert lang(tmp_path, place, ENGLISH) in ("en", "de", "fr")


@pytest.mark.parametrize(
    "place", ["is/a.md", "no/a.md", "it/a.md", "id/a.md", "a.no.md", "js/a.md"]
)
def test_a_folder_named_by_a_word_needs_a_text_that_is_not_english(
    tmp_path: Path, place: str
) -> None:
    assert lang(tmp_path, place, ENGLISH) == "en"
    assert lang(tmp_path, place, "Hello") == "en"
    assert lang(tmp_path, place, ITALIAN) == ("" if "js" in place else place.split("/")[0][-2:]
                                              if "/" in place else "no")  # fmt: skip


def test_other_languages_need_a_text_in_their_script(tmp_path: Path) -> None:
    assert lang(tmp_path, "fr/a.md", "Bonjour.") == "fr"
    assert lang(tmp_path, "fr/a.md", ENGLISH) == "fr"
    assert lang(tmp_path, "uk/a.md", "Як працює пошук") == "uk"
    assert lang(tmp_path, "uk/a.md", ENGLISH) == "en"
    assert lang(tmp_path, "ar/a.md", "كيف يعمل البحث") == "ar"


HUGO = {
    "content/x.md": "",
    "hugo.toml": (
        'defaultContentLanguage = "ja"\n[languages.ja]\n[languages.en]\n'
        '[languages.de]\ncontentDir = "content/german"\n'
        '[languages.zh-tw]\ncontentDir = "content/german/taiwan"\n'
        '[languages.home]\nlanguageCode = "ko-kr"\n'
    ),
}


@pytest.mark.parametrize(
    ("place", "language"),
    [
        ("content/a.en.md", "en"), ("content/a.de.md", "de"), ("content/german/a.md", "de"),
        ("content/german/taiwan/a.md", "zh"), ("content/german/a.en.md", "en"),
        ("content/a.home.md", "ko"), ("content/a.is.md", "ja"), ("content/a.md", "ja"),
    ],
)  # fmt: skip
def test_hugo_has_languages_by_folder_and_suffix(tmp_path: Path, place: str, language: str) -> None:
    assert lang(tmp_path, place, site=HUGO) == language


def test_the_folder_of_posts_may_be_a_language_of_the_site(tmp_path: Path) -> None:
    lang(tmp_path, site=HUGO)
    (tmp_path / "content" / "german").mkdir()
    assert lang(tmp_path / "content" / "german") == "de"


@pytest.mark.parametrize(
    ("config", "folder", "language"),
    [
        ("_config.yml", "_posts/it/2025-01-01-a.md", "it"),
        ("_config.yml", "notes/deep/er/it/a.md", "it"),
        ("_config.yml", "_posts/is/2025-01-01-a.md", "ja"),
    ],
)
def test_polyglot_has_the_languages_that_jekyll_lists(
    tmp_path: Path, config: str, folder: str, language: str
) -> None:
    site = {config: "languages: [ja, it, xx]\ndefault_lang: ja"}
    assert lang(tmp_path, folder, site=site) == language


def test_hexo_has_the_languages_that_it_lists(tmp_path: Path) -> None:
    site = {"_config.yml": "language: [en, zh-tw]", "source/_posts/x.md": ""}
    assert lang(tmp_path, "source/zh-tw/a.md", site=site) == "zh"
    assert lang(tmp_path, "source/_posts/a.md", site=site) == "ja"
    assert lang(tmp_path, "source/_posts/a.md", "", site=site, title="目次") == "ja"


def test_docusaurus_keeps_translations_by_language(tmp_path: Path) -> None:
    place = "i18n/it/docusaurus-plugin-content-docs/current/a.md"
    assert lang(tmp_path, place) == "it"
    assert lang(tmp_path, f"website/{place}") == "it"


@pytest.mark.parametrize(
    "site",
    [
        {"_config.yml": "lang: ja-JP"},
        {"_config.yml": "locale: ja_JP"},
        {"_config.yml": "default_lang: ja\nlang: en"},
        {"source/_posts/x.md": "", "_config.yml": "language: ja"},
        {"source/_posts/x.md": "", "_config.yml": "language: [ja, en]"},
        {"content/x.md": "", "hugo.toml": 'defaultContentLanguage = "ja"'},
        {"content/x.md": "", "hugo.toml": 'languageCode = "ja-jp"'},
        {
            "content/x.md": "",
            "hugo.toml": 'languageCode = "en-us"\n[languages.ko]\nweight = 2\n'
            "[languages.ja]\nweight = 1\n",
        },
    ],
)
def test_the_language_of_a_site_decides_where_the_text_tells_little(
    tmp_path: Path, site: dict[str, str]
) -> None:
    place = "_posts/2025-01-01-a.md" if "content/x.md" not in site else "content/a.md"
    place = f"source/{place}" if "source/_posts/x.md" in site else place
    assert lang(tmp_path, place, "Docker Compose", site=site) == "ja"
    assert lang(tmp_path, place, "", site=site) == "ja"
    assert lang(tmp_path, place, ENGLISH, site=site) == "en"
    assert lang(tmp_path, place, "검색은 어떻게 작동하는가", site=site) == "ko"
    assert lang(tmp_path, place, ITALIAN, site=site) == ""


def test_a_theme_that_says_english_makes_no_japanese_post_english(tmp_path: Path) -> None:
    site = {"_config.yml": "lang: en-US"}
    assert lang(tmp_path, "_posts/2025-01-01-a.md", site=site) == "ja"
    site = {"_config.yml": "lang: zh-CN"}
    assert lang(tmp_path, "_posts/2025-01-01-a.md", "", site=site, title="目次") == "zh"
