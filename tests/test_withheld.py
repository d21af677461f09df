"""What an owner keeps from the public is not found, whatever the generator calls it."""

from datetime import timedelta
from pathlib import Path

import pytest

from index.pipeline.build import Options
from index.posts.load import load_post
from index.posts.sites.site import Site
from index.posts.visibility.withheld import as_markdown
from index.values.post import Visibility
from index.values.settings import Settings
from tests.conftest import JST, NOW, ROOT, build, reindex

TOMORROW, YESTERDAY = (NOW + timedelta(days=day) for day in (1, -1))


def seen(text: str, site: Site | None = None, post_id: str = "a.md") -> Visibility:
    return load_post(text.encode(), post_id, site or Site(), JST, NOW).visibility


def complaints(lines: str) -> str:
    text = f"---\ntitle: 題\n{lines}\n---\n"
    return load_post(text.encode(), "a.md", Site(), JST, NOW).reason


@pytest.mark.parametrize(
    "lines",
    [
        "draft: true", "draft: ｔｒｕｅ", "Draft: YES", "draft：true",
        "ｄｒａｆｔ：ｔｒｕｅ", "draft:true",
        "draft = true", "draft:\u3000true", "isDraft: true", "draft: はい", "draft: true # まだ",
        "published: false", "published: ｆａｌｓｅ", "published: off", "publish: false",
        "private: true", "public: false", "unlisted: true", "hidden: 1", "headless: true",
        "status: draft", "status: Private", "status: 下書き", "post_status: pending",
        "visibility: private", "visibility: members", "visibility: 限定公開", "access: paid",
        "ignorePublish: true", "wip: true", "password: himitsu", "password: ０１２３",
        "passwords: [a, b]", "encrypt: true", "encrypted: true", "protected: true",
        "searchHidden: true", "search_hidden: true", "excludeFromSearch: true",
        "exclude_from_search: true", "search-exclude: true", "search_exclude: 'true'",
        "bookSearchExclude: true", "bookSearchExcluded: true", "hideFromSearch: true",
        "hiddenFromSearch: true", "noSearch: true", "exclude_search: true", "nosearch: yes",
        "in_search_index: false", "includeInSearch: false", "searchable: false",
        "pagefind: false", "search: false", "search:\n  exclude: true", "indexable: no",
        "params:\n  searchHidden: true", "extra:\n  in_search_index: false",
        "noindex: true", "robots: [noindex, nofollow]", "robotsNoIndex: true",
        "seo:\n  noindex: true", "metaRobots: noindex",
        "head:\n  - - meta\n    - name: robots\n      content: noindex",
        "meta:\n  - name: robots\n    content: noindex, nofollow",
        "build:\n  render: never", "_build:\n  render: false", "build:\n  list: never",
        "_build:\n  list: local", "build:\n  render: link", "permalink: false",
        "expiryDate: 2020-01-01", "expiryDate: 令和2年1月1日", "publishDate: 2099-01-01",
        "publishDate: 令和81年1月1日", "published: 2099-01-01", "date: 2099-01-01",
        "date: 令和81年1月1日", "eleventyExcludeFromCollections: true",
        "encrypt:\n  enable: true\n  password: x", "exclude: [search]", "hide: [toc, search]",
        "unlist: true", "members_only: true", "index: false", "show: false", "expires: 2020-01-01",
    ],
)  # fmt: skip
def test_a_post_is_withheld(lines: str) -> None:
    assert seen(f"---\ntitle: 秘密\n{lines}\n---\n中身") is not Visibility.LISTED
    assert seen(f"---\n{lines}\ntitle: 秘密\n---\n中身") is not Visibility.LISTED


@pytest.mark.parametrize(
    "lines",
    [
        "draft: false", "draft: ｆａｌｓｅ", "draft:", "published: true", "published: 2020-01-01",
        "private: false", "password: ''", "password: false", "encrypt: false", "status: published",
        "status: Completed", "status: new", "visibility: public", "visibility: 公開",
        "search: true", "search:\n  boost: 2", "search_keywords: 検索", "research: false",
        "robots: index, follow", "build:\n  render: always", "permalink: /a/",
        "cover:\n  hidden: true", "hide:\n  - navigation\n  - toc", "expiryDate: 2099-01-01",
        "publishDate: 2020-01-01", "sitemap: false", "layout: draft", "hiddenInHomeList: true",
        "author:\n  private: true", "index: 3", "display: grid", "encrypt:\n  enable: false",
        "tags: [draft, private]", "description: 'draft: true'",
    ],
)  # fmt: skip
def test_a_post_is_listed(lines: str) -> None:
    assert seen(f"---\ntitle: 題\n{lines}\n---\n中身") is Visibility.LISTED
    assert not complaints(lines)


@pytest.mark.parametrize(
    "lines", ["draft: maybe", "published: そのうち", "visibility: 身内", "expiryDate: いつか",
              "publishDate: 来週", "build:\n  render: perhaps", "searchHidden: 検討中"],
)  # fmt: skip
def test_what_is_not_understood_is_withheld_and_named(lines: str) -> None:
    assert seen(f"---\ntitle: 題\n{lines}\n---\n中身") is not Visibility.LISTED
    assert "not understood, so withheld" in complaints(lines)


@pytest.mark.parametrize(
    "text",
    [
        '{\n"title": "題",\n"draft": true\n}\n\n中身', '{"title": "題", "draft": "true"}\n中身',
        '{\n"title": "題",\n"draft": true,\n}\n\n中身',
        '{\n  "build": {"render": "never"}\n}\n中身',
        '"title": "題",\n"published": false\n;;;\n中身',
        ';;;\n"title": "題",\n"draft": true\n;;;\n中',
        '"title": "題"\n"draft": true\n;;;\n中身', '+++\ntitle = "題"\ndraft = true\n+++\n中身',
        '+++\ntitle = "題"\n[build]\nrender = "never"\n+++\n中',
        '+++\ntitle = 題\ndraft = true\n+++\n',
        "title: 題\ndraft: true\n---\n中身", "---\ntitle: 題\ndraft: true\n\n中身",
        "－－－\ntitle：題\ndraft：true\n－－－\n中身",
        "---\u3000\ntitle: 題\ndraft: true\n---\u3000\n中身",
        "---\ndraft：true\n---\n中身", "---\ntitle = 題\ndraft = true\n---\n中身",
        "<!--\ndraft: true\ntitle: 題\n-->\n中身",
        '{{% hugo-encryptor "pw" %}}\n中\n{{% /hugo-encryptor %}}',
    ],
)  # fmt: skip
def test_a_head_of_any_kind_withholds(text: str) -> None:
    assert seen(text) is not Visibility.LISTED


def test_heads_of_json_say_title_and_date() -> None:
    for text in ('{"title": "題", "date": "2024-01-02"}\n\n中身\n',
                 '"title": "題",\n"date": "2024/01/02"\n;;;\n中身\n'):  # fmt: skip
        post = load_post(text.encode(), "a.md", Site(), JST, NOW)
        assert (post.title, str(post.date)[:10]) == ("題", "2024-01-02")
        assert [section.text for section in post.sections] == ["題", "中身"]


def test_braces_that_are_no_head_stay_text() -> None:
    for text in ("{% raw %}本文{% endraw %}", '{"a": 1} は JSON です。', "{漢字|かんじ}の話"):
        assert seen(text) is Visibility.LISTED
        post = load_post(text.encode(), "a.md", Site(), JST, NOW)
        assert len(post.sections) == 2


def test_a_post_goes_and_comes_at_its_time_without_a_change_of_its_file(tmp_path: Path) -> None:
    posts, index = tmp_path / "posts", tmp_path / "index"
    posts.mkdir()
    (posts / "always.md").write_text("いつも。", encoding="utf-8")
    for name, key in (("goes", "expiryDate"), ("comes", "publishDate")):
        text = f"---\n{key}: {TOMORROW.isoformat()}\n---\n中身"
        (posts / f"{name}.md").write_text(text, encoding="utf-8")
    assert build(posts, index).posts == 2
    options = Options(isolated=False)
    later = reindex(posts, index, Settings(jobs=1), TOMORROW + timedelta(hours=1), options)
    assert (later.posts, later.added, later.removed, later.future, later.hidden) == (2, 1, 1, 0, 1)
    again = reindex(posts, index, Settings(jobs=1), TOMORROW + timedelta(hours=2), options)
    assert not again.published


def test_the_page_for_owners_is_made_from_the_table() -> None:
    page = (ROOT / "docs" / "withheld.md").read_text(encoding="utf-8")
    assert as_markdown() in page
