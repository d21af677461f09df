"""What is a site of Jekyll's, and what its rules make of dates and heads: that addresses are right,
tests/sites/jekyll shows."""

from datetime import date
from pathlib import Path

import pytest

from index.posts.front_matter import Head
from index.posts.load import load_post
from index.posts.sites.site import find_site
from index.values import Post, PostSettings
from tests.conftest import JST, NOW

HEAD = "---\ntitle: 題\n---\n本文"


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def post(root: Path, name: str, text: str = HEAD, address: str = "") -> Post:
    site = find_site(root, PostSettings(address=address))
    return load_post(text.encode(), name, site, JST, NOW)


def label(root: Path) -> str:
    return find_site(root).generator.label


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "title: 題"},
        {"_config.yaml": ""},
        {"_config.toml": 'title = "題"'},
        {"Gemfile": 'source "https://rubygems.org"\ngem "jekyll", "~> 4.3"\n'},
        {"Gemfile": "gem 'github-pages', group: :jekyll_plugins\n"},
        {"_config.yml": "baseurl: /b", "package.json": '{"devDependencies": {"hexo": "8"}}'},
        {"_config.yml": "source: source", "source/_posts/2024-01-02-a.md": HEAD},
        {"_config.yml": "", "source/_posts/2024-01-02-a.md": HEAD, "Gemfile": 'gem "jekyll"'},
    ],
)
def test_a_site_of_jekyll_has_its_configuration_or_gemfile(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert label(written(tmp_path, files)) == "Jekyll"


@pytest.mark.parametrize(
    "files",
    [
        {"_posts/2024-01-02-a.md": HEAD},
        {"_posts/2024-01-02-a.md": HEAD, "Gemfile": 'gem "rails"\n# gem "jekyll"\n'},
        {"_config.yml": "title: 題", "source/_posts/a.md": HEAD},
        {"_config.yml": "title: 題", "package.json": '{"dependencies": {"hexo": "^8.0.0"}}'},
        {"_config.yml": "title: 本", "_toc.yml": "format: jb-book\n", "intro.md": "# 序\n"},
    ],
)
def test_no_other_folder_is_one_of_jekyll(tmp_path: Path, files: dict[str, str]) -> None:
    assert label(written(tmp_path, files)) != "Jekyll"


def test_a_package_json_that_is_none_says_nothing(tmp_path: Path) -> None:
    assert label(written(tmp_path, {"_config.yml": "", "package.json": "{"})) == "Jekyll"


@pytest.mark.parametrize("folder", ["_posts", "blog/_posts", "_posts/2024", "_drafts"])
def test_a_folder_of_posts_belongs_to_the_site_up_to_two_above(tmp_path: Path, folder: str) -> None:
    root = written(tmp_path, {"_config.yml": "url: https://a.jp", f"{folder}/x.md": HEAD})
    categories = "/blog" if folder.startswith("blog") else ""
    found = post(root / folder, "2024-01-02-a.md").url
    assert found == f"https://a.jp{categories}/2024/01/02/a.html"


def test_another_folder_below_a_site_is_not_taken_for_it(tmp_path: Path) -> None:
    root = written(tmp_path, {"_config.yml": "url: https://a.jp", "notes/x.md": HEAD})
    assert post(root / "notes", "2024-01-02-a.md").url is None


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2024-03-04 23:05:06", "2024-03-05T08:05:06+09:00"),
        ("'2024-03-04 23:05:06'", "2024-03-04T23:05:06+09:00"),
        ("2024-03-04 23:05", "2024-03-04T23:05:00+09:00"),
        ("2024-03-04", "2024-03-04T00:00:00+09:00"),
        ("2024-03-04 23:05:06 -0800", "2024-03-04T23:05:06-08:00"),
        ("2024-02-30", "2024-03-01T00:00:00+09:00"),
        ("06/07/2021", "2021-07-06T00:00:00+09:00"),
        ("", "2024-01-02T00:00:00+09:00"),
        ("いつか", "2024-01-02T00:00:00+09:00"),
    ],
)
def test_a_date_is_the_moment_that_jekyll_takes_it_for(
    tmp_path: Path, stated: str, moment: str
) -> None:
    root = written(tmp_path, {"_config.yml": "timezone: Asia/Tokyo"})
    found = post(
        root, "_posts/2024-01-02-a.md", f"---\ndate: {stated}\npublished_at: 2020-01-01\n---\n"
    )
    assert found.date is not None
    assert found.date.isoformat() == moment


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_date_in_a_name_is_that_day_in_the_sites_zone(tmp_path: Path, zone: str) -> None:
    root = written(tmp_path, {"_config.yml": f"timezone: {zone}"})
    found = post(root, "_posts/2024-01-02-a.md")
    assert found.date is not None
    assert (found.date.date(), str(found.date.tzinfo)) == (date(2024, 1, 2), zone)
    assert found.url == "/2024/01/02/a.html"


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ("permalink: /:nothing/:title/", "_posts/2024-01-02-a.md"),
        ("collections: {notes: {output: true, permalink: '/:year/:title/'}}", "_notes/a.md"),
        ("show_drafts: true", "_drafts/a.md"),
    ],
)
def test_what_lacks_a_date_or_a_placeholder_has_no_address(
    tmp_path: Path, config: str, place: str
) -> None:
    assert post(written(tmp_path, {"_config.yml": config}), place).url is None


def test_a_head_that_jekyll_cannot_read_gives_no_address(tmp_path: Path) -> None:
    root = written(tmp_path, {"_config.yml": "permalink: /:title/"})
    assert (
        post(root, "_posts/2024-01-02-a.md", "---\ntitle：題\ndate: 2024-01-02\n---\n").url is None
    )


def test_what_is_no_head_to_jekyll_counts_for_no_address(tmp_path: Path) -> None:
    root = written(tmp_path, {"_config.yml": ""})
    text = "<!--\ntitle: 題\ndate: 2024-05-06\n-->\n本文"
    found = post(root, "_posts/2024-01-02-a.md", text)
    assert (found.title, found.url) == ("題", "/2024/01/02/a.html")


def test_a_permalink_of_a_post_counts_before_the_owners_pattern(tmp_path: Path) -> None:
    root = written(tmp_path, {"_config.yml": ""})
    stated = "---\npermalink: /x/:title/\n---\n本文"
    name = "_posts/2024-01-02-a.md"
    assert post(root, name, address="/p/{slug}/").url == "/p/a/"
    assert post(root, name, stated, address="/p/{slug}/").url == "/x/a/"


def test_github_pages_makes_pages_of_files_without_heads(tmp_path: Path) -> None:
    names = ("README.md", "docs/a.md")
    files = {"Gemfile": 'gem "github-pages"', **dict.fromkeys(names, "港")}
    site = find_site(written(tmp_path, files))
    assert [site.is_page(name, Head({}, "港"), "港".encode()) for name in names] == [True, True]
    assert [post(tmp_path, name, "港").url for name in names] == ["/", "/docs/a.html"]


def test_a_baseurl_may_be_a_whole_address(tmp_path: Path) -> None:
    root = written(tmp_path, {"_config.yml": "baseurl: https://a.jp/b/"})
    assert post(root, "_posts/2024-01-02-a.md").url == "https://a.jp/b/2024/01/02/a.html"


def test_settings_of_another_shape_are_none(tmp_path: Path) -> None:
    config = "collections: 1\ndefaults: [1, {values: 2}]\nexclude: a\ninclude:\npermalink: [x]\n"
    root = written(tmp_path, {"_config.yml": config})
    assert post(root, "_posts/2024-01-02-a.md").url == "/2024/01/02/a.html"
