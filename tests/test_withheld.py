"""What an owner keeps from the public is not found, whatever the generator calls it."""

from datetime import timedelta
from pathlib import Path

import pytest

from index.pipeline.build import Options
from index.posts.load import load_post
from index.posts.sites.site import Site, find_site
from index.posts.visibility.withheld import as_markdown
from index.values.errors import ConfigError
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


def _site(root: Path, files: dict[str, str]) -> dict[str, Visibility]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = find_site(root, None)
    posts = {name: text for name, text in files.items() if name.endswith(".md")}
    return {name: seen(text, site, name) for name, text in posts.items()}


def _listed(found: dict[str, Visibility]) -> set[str]:
    return {name for name, state in found.items() if state is Visibility.LISTED}


def test_hugo_cascades_withhold_what_is_below(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "hugo.toml": '[[cascade]]\ndraft = true\n[cascade._target]\npath = "/memo/**"\n',
        "content/in/_index.md": "---\ntitle: 内\ncascade:\n  build:\n    render: never\n---\n",
        "content/in/a.md": head, "content/in/deep/b.md": head,
        "content/in/c.md": "---\nbuild:\n  render: always\n---\n中身",
        "content/memo/d.md": head, "content/posts/e.md": head,
        "content/part/_index.md":
            "---\ncascade:\n- _target:\n    path: '{/part/x*}'\n  private: true\n---\n",
        "content/part/x1.md": head, "content/part/y.md": head,
    })  # fmt: skip
    assert _listed(found) == {"content/in/c.md", "content/posts/e.md", "content/part/y.md",
                              "content/part/_index.md"}  # fmt: skip


def test_resources_of_a_hugo_bundle_are_no_pages(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "hugo.toml": "ignoreFiles = ['\\.memo\\.md$']", "content/index.md": head,
        "content/a/index.md": head.replace("---\n中", "draft: true\n---\n中"),
        "content/a/part.md": head, "content/a/deep/more.md": head, "content/b/index.md": head,
        "content/c/_index.md": head, "content/c/d.md": head, "content/c/x.memo.md": head,
    })  # fmt: skip
    assert _listed(found) == {"content/index.md", "content/b/index.md", "content/c/_index.md",
                              "content/c/d.md"}  # fmt: skip


def test_what_a_configuration_excludes_is_withheld(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    found = _site(tmp_path, {
        "_config.yml": "exclude:\n- private/\n- memo/*.md\n", "private/a/b.md": head,
        "private/e.md": "---\npublished: true\n---\n中身",
        "memo/c.md": head, "_posts/2024-01-01-d.md": head, "privately.md": head,
    })  # fmt: skip
    assert _listed(found) == {"_posts/2024-01-01-d.md", "privately.md"}


def test_defaults_of_jekyll_withhold_what_they_are_for(tmp_path: Path) -> None:
    head = "---\ntitle: 題\n---\n中身"
    config = (
        "defaults:\n- scope:\n    path: _posts/secret\n  values:\n    published: false\n"
        "- scope:\n    path: ''\n    type: notes\n  values:\n    search: false\n"
    )
    found = _site(tmp_path, {
        "_config.yml": config, "_posts/secret/2024-01-01-a.md": head,
        "_posts/2024-01-01-b.md": head, "_notes/c.md": head,
        "_posts/secret/2024-01-02-d.md": "---\npublished: true\n---\n中身",
    })  # fmt: skip
    assert _listed(found) == {"_posts/2024-01-01-b.md", "_posts/secret/2024-01-02-d.md"}


def test_books_of_zenn_are_public_when_they_say_so(tmp_path: Path) -> None:
    head = "---\ntitle: 章\n---\n中身"
    found = _site(tmp_path, {
        "books/a/config.yaml": "title: 本\npublished: true\nchapters:\n  - one\n",
        "books/a/one.md": head, "books/a/two.md": head,
        "books/b/config.yaml": "title: 本\n", "books/b/one.md": head,
        "books/c/config.yml": "published: true\nprice: 500\n", "books/c/1.one.md": head,
        "books/c/2.free.md": "---\ntitle: 章\nfree: true\n---\n中身",
        "books/d/config.yaml": "published: [", "books/d/one.md": head,
        "articles/x.md": head,
    })  # fmt: skip
    assert _listed(found) == {"books/a/one.md", "books/c/2.free.md", "articles/x.md"}


def test_tags_that_hexo_encrypts_withhold(tmp_path: Path) -> None:
    found = _site(tmp_path, {
        "_config.yml": "encrypt:\n  tags:\n  - {name: 秘密, password: x}\n",
        "source/_posts/a.md": "---\ntags: [秘密]\n---\n中身",
        "source/_posts/b.md": "---\n---\n中身",
    })  # fmt: skip
    assert _listed(found) == {"source/_posts/b.md"}


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


def test_a_bomb_of_aliases_in_a_sites_file_is_an_error(tmp_path: Path) -> None:
    rows = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in ("ab", "bc", "cd", "de", "ef",
                                                                   "fg", "gh", "hi")]  # fmt: skip
    (tmp_path / "_config.yml").write_text("\n".join(["a: &a [lol]", *rows]), encoding="utf-8")
    with pytest.raises(ConfigError, match="aliases that stand for at most"):
        find_site(tmp_path, None)


def test_aliases_of_an_owner_are_read(tmp_path: Path) -> None:
    lines = ["x: &x {a: 1}", *(f"y{n}: *x" for n in range(40)), "url: https://ex.jp"]
    (tmp_path / "_config.yml").write_text("\n".join(lines), encoding="utf-8")
    assert find_site(tmp_path, None).config["url"] == "https://ex.jp"


def test_the_page_for_owners_is_made_from_the_table() -> None:
    page = (ROOT / "docs" / "withheld.md").read_text(encoding="utf-8")
    assert as_markdown() in page
