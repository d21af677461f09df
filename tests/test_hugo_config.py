"""What of a configuration of Hugo's is read where its own site has none of it: other generators'
files of the same name, and values that are none."""

from pathlib import Path

import pytest

from index.posts.sites.site import find_site
from tests.test_permalinks import hugo, url


def test_a_site_of_zola_is_none_of_hugos(tmp_path: Path) -> None:
    files = {"config.toml": 'base_url = "https://a.jp"', "content/a.md": "x"}
    assert url(tmp_path, files, "content/a.md") is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.yml", "baseURL: https://a.jp\nuglyURLs: {posts: true}"),
        ("config.json", '{"baseurl": "https://a.jp", "uglyurls": {"posts": true}}'),
        ("config/_default/hugo.toml", "baseURL = 'https://a.jp'\nuglyURLs.posts = true"),
        ("config/_default/config.yaml", "baseURL: https://a.jp\nuglyURLs: true"),
    ],
)
def test_a_configuration_stands_in_each_of_its_files(tmp_path: Path, name: str, text: str) -> None:
    assert url(tmp_path, {name: text, "content/x.md": ""}, "content/posts/a.md") == (
        "https://a.jp/posts/a.html"
    )


@pytest.mark.parametrize(
    "config",
    [
        "permalinks: [1, {pattern: 1}]", "permalinks: {posts: [a]}", "languages: {en: null}",
        "languages: [a]", "module: {mounts: [1, {source: ../x, target: content}]}",
        "taxonomies: {a: [], b: ''}", "cascade: [1, {_target: 1}]", "ignoreFiles: ['(', null]",
        "frontmatter: {date: 1}", "disableKinds: {a: b}", "contentDir: null", "uglyURLs: [a]",
        "permalinks: {'[': x, '{posts': y, 'a]': z}", "contentDir: [content]",
        "module: {mounts: [{source: content, target: content, files: ['[', '{']}]}\nbaseURL: x",
    ],
)  # fmt: skip
def test_values_that_are_none_do_no_harm(tmp_path: Path, config: str) -> None:
    assert url(tmp_path, hugo(config, "hugo.yaml"), "content/posts/a.md", "title: t") in (
        "/posts/a/", "/1/", None,
    )  # fmt: skip


@pytest.mark.parametrize("folder", ["ja", "ja/posts", "notes"])
def test_a_folder_of_a_mount_belongs_to_its_site(tmp_path: Path, folder: str) -> None:
    config = (
        "baseURL: https://a.jp\nmodule:\n  mounts:\n"
        "  - {source: ja, target: content}\n  - {source: notes, target: content/n}\n"
    )
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "hugo.yaml").write_text(config, encoding="utf-8")
    place = {"ja": "", "ja/posts": "posts/", "notes": "n/"}[folder]
    assert url(tmp_path / folder, {}, "a.md") == f"https://a.jp/{place}a/"


def test_the_zone_of_a_site_is_that_of_its_default_language(tmp_path: Path) -> None:
    config = "defaultContentLanguage: ja\nlanguages:\n  ja: {timeZone: Asia/Seoul}\n"
    url(tmp_path, hugo(config, "hugo.yaml"), "content/a.md")
    assert find_site(tmp_path).timezone == "Asia/Seoul"


def test_sections_above_a_folder_of_posts_count_too(tmp_path: Path) -> None:
    files = hugo("baseURL: https://a.jp", "hugo.yaml")
    files["content/posts/_index.md"] = "---\nslug: blog\ncascade: {slug: x}\n---\n"
    url(tmp_path, files, "content/posts/x.md")
    assert url(tmp_path / "content" / "posts", {}, "a.md") == "https://a.jp/blog/x/"
