"""Where a post is on the web, by its generator's rules. Each site is written for the test."""

from pathlib import Path

import pytest

from index.posts.load import load_post
from index.posts.sites.site import find_site
from index.values import PostSettings
from tests.conftest import JST, NOW

POST = "_posts/2024-01-02-a-b.md"
HEAD = "date: 2024-01-02 03:04:05\ncategories: [Web Dev, 日本]"
CATEGORIES = "/web%20dev/%E6%97%A5%E6%9C%AC"


def url(
    root: Path,
    files: dict[str, str],
    post_id: str,
    head: str = "",
    base: str | None = None,
    address: str = "",
) -> str | None:
    """The address of the post `post_id` with this front matter in a site of these files."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = find_site(root, PostSettings(base_url=base, address=address))
    return load_post(f"---\n{head}\n---\n本文".encode(), post_id, site, JST, NOW).url


def jekyll(config: str) -> dict[str, str]:
    return {"_config.yml": config, "_posts/2024-01-01-x.md": ""}


@pytest.mark.parametrize(
    ("permalink", "expected"),
    [
        ("date", f"{CATEGORIES}/2024/01/02/a-b.html"), ("pretty", f"{CATEGORIES}/2024/01/02/a-b/"),
        ("ordinal", f"{CATEGORIES}/2024/002/a-b.html"),
        ("weekdate", f"{CATEGORIES}/2024/W01/Tue/a-b.html"), ("none", f"{CATEGORIES}/a-b.html"),
        ("/:title", "/a-b"), ("/blog/:year/:i_month/:i_day/:slug/", "/blog/2024/1/2/a-b/"),
        ("/:short_year-:month/:y_day/:title:output_ext", "/24-01/002/a-b.html"),
        ("/:short_month/:long_month/:hour:minute:second/", "/Jan/January/120405/"),
        ("/:short_day/:long_day/:title", "/Tue/Tuesday/a-b"), ("/:unknown/:title", None),
    ],
)  # fmt: skip
def test_jekyll_fills_its_permalink_styles(
    tmp_path: Path, permalink: str, expected: str | None
) -> None:
    assert url(tmp_path, jekyll(f"permalink: {permalink}"), POST, HEAD) == expected


@pytest.mark.parametrize(
    ("config", "before"),
    [
        ("url: https://a.jp\nbaseurl: /blog", "https://a.jp/blog"),
        ("url: https://a.jp/\nbaseurl: /", "https://a.jp"), ("url: https://a.jp", "https://a.jp"),
        ("baseurl: blog/", "/blog"), ("url: ''\nbaseurl: ''", ""), ("- no table", ""), ("", ""),
    ],
)  # fmt: skip
def test_jekyll_paths_follow_url_and_baseurl(tmp_path: Path, config: str, before: str) -> None:
    assert url(tmp_path, jekyll(config), POST) == f"{before}/2024/01/02/a-b.html"


@pytest.mark.parametrize(
    ("post_id", "head", "expected"),
    [
        (POST, "permalink: /my/:title/", "/my/a-b/"), (POST, "permalink: /my/page", "/my/page"),
        (POST, "permalink: pretty", "/pretty"),
        (POST, "slug: other", "/2024/01/02/other.html"),
        ("cats/_posts/2024-01-02-x.md", "categories: k", "/cats/k/2024/01/02/x.html"),
        ("about.md", "", "/about.html"),
        ("index.md", "", "/"), ("docs/README.md", "", "/docs/README.html"),
        ("_docs/a/b.md", "", "/docs/a/b.html"), ("_notes/a/b.md", "", "/notes/b/"),
    ],
)  # fmt: skip
def test_jekyll_posts_pages_and_collections(
    tmp_path: Path, post_id: str, head: str, expected: str
) -> None:
    config = "collections:\n  docs:\n    output: true\n  notes:\n    output: true\n"
    config += "    permalink: /:collection/:name/"
    assert url(tmp_path, jekyll(config), post_id, head) == expected


def test_jekyll_pretty_pages_are_folders(tmp_path: Path) -> None:
    assert url(tmp_path, jekyll("permalink: pretty"), "about.md") == "/about/"


def test_the_posts_folder_alone_belongs_to_its_site(tmp_path: Path) -> None:
    url(tmp_path, jekyll("url: https://a.jp"), POST)
    found = url(tmp_path / "_posts", {}, "2024-01-02-a-b.md")
    assert found == "https://a.jp/2024/01/02/a-b.html"


def hugo(config: str, name: str = "hugo.toml") -> dict[str, str]:
    return {name: config, "content/posts/x.md": ""}


@pytest.mark.parametrize(
    ("post_id", "head", "expected"),
    [
        ("posts/Hello World.md", "", "/posts/hello-world/"), ("posts/a/index.md", "", "/posts/a/"),
        ("posts/a/index.md", "slug: s", "/posts/s/"), ("posts/a.en.md", "", "/posts/a/"),
        ("posts/a.md", "slug: my-slug", "/posts/my-slug/"), ("posts/a.md", "url: /x/y/", "/x/y/"),
        ("posts/_index.md", "", "/posts/"), ("_index.md", "", "/"), ("about.md", "", "/about/"),
        ("a/b/c.md", "", "/a/b/c/"), ("posts/日本.md", "", "/posts/%E6%97%A5%E6%9C%AC/"),
    ],
)  # fmt: skip
def test_hugo_follows_folders(tmp_path: Path, post_id: str, head: str, expected: str) -> None:
    files = hugo('baseURL = "https://a.jp/b/"')
    assert url(tmp_path, files, f"content/{post_id}", head) == f"https://a.jp/b{expected}"


@pytest.mark.parametrize(
    ("config", "post_id", "expected"),
    [
        ('posts = "/:year/:month/:day/:slugorfilename"', "posts/a.md", "/2024/01/02/a/"),
        ('posts = "/:sections/:filename/"', "posts/a/b.md", "/posts/b/"),
        ('posts = "/:section/p/:contentbasename/"', "posts/a/index.md", "/posts/p/a/"),
        ('notes = "/n/:slug/"', "posts/a.md", "/posts/a/"),
        ('posts = "/:year/:slug/"', "posts/_index.md", "/posts/"),
        ("posts = 1", "posts/a.md", "/posts/a/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", ["permalinks", "permalinks.page"])
def test_hugo_fills_the_permalinks_of_a_section(
    tmp_path: Path, table: str, config: str, post_id: str, expected: str
) -> None:
    files = hugo(f"[{table}]\n{config}")
    assert url(tmp_path, files, f"content/{post_id}", "date: 2024-01-02") == expected


@pytest.mark.parametrize(
    ("name", "config"),
    [("config.toml", 'baseurl = "https://a.jp"'), ("hugo.yaml", "baseURL: https://a.jp/")],
)
def test_hugo_is_known_by_each_of_its_files(tmp_path: Path, name: str, config: str) -> None:
    assert url(tmp_path, hugo(config, name), "content/a.md") == "https://a.jp/a/"


@pytest.mark.parametrize("folder", ["content", "content/posts"])
def test_hugo_is_known_from_its_content(tmp_path: Path, folder: str) -> None:
    url(tmp_path, hugo('baseURL = "https://a.jp"'), "x.md")
    post_id = "posts/a.md" if folder == "content" else "a.md"
    assert url(tmp_path / folder, {}, post_id) == "https://a.jp/posts/a/"


@pytest.mark.parametrize(
    ("config", "post_id", "expected"),
    [
        ("title: x", "_posts/k/a.md", "/2024/01/02/k/a/"),
        ("url: https://a.jp", "_posts/a.md", "https://a.jp/2024/01/02/a/"),
        ("permalink: :title.html", "_posts/k/a.md", "/k/a.html"),
        ("permalink: posts/:category/:name/", "_posts/k/a.md", "/posts/c1/c2/a/"),
        ("permalink: :year/:i_month/:post_title/", "_posts/k/a.md", "/2024/1/my-title/"),
        ("permalink: :unknown/:title/", "_posts/a.md", None),
        ("permalink: :id/:title/", "_posts/a.md", None),
        ("title: x", "about/index.md", "/about/index.html"),
        ("pretty_urls: {trailing_index: false}", "about/index.md", "/about/"),
    ],
)  # fmt: skip
def test_hexo_fills_its_permalink(
    tmp_path: Path, config: str, post_id: str, expected: str | None
) -> None:
    files = {"_config.yml": config, "source/_posts/x.md": ""}
    head = "title: My Title\ndate: 2024-01-02\ncategories: [c1, c2]"
    assert url(tmp_path, files, f"source/{post_id}", head) == expected


def test_which_of_several_categories_hexo_met_last_is_not_known(tmp_path: Path) -> None:
    files = {"_config.yml": "permalink: :category/:title/", "source/_posts/x.md": ""}
    head = "categories:\n- [a, b]\n- {}"
    assert url(tmp_path, files, "source/_posts/p.md", head.format("a")) == "/a/b/p/"
    assert url(tmp_path, files, "source/_posts/p.md", head.format("c")) is None


def test_a_site_whose_package_names_hexo_is_hexos(tmp_path: Path) -> None:
    files = {"_config.yml": "source_dir: src", "package.json": '{"dependencies": {"hexo": "8"}}'}
    head = "date: 2024-01-02"
    assert url(tmp_path, files, "src/_posts/a.md", head) == "/2024/01/02/a/"


@pytest.mark.parametrize(
    ("post_id", "expected"),
    [
        ("a/b.md", "/a/b"), ("a/index.md", "/a"), ("README.md", "/"),
        ("日本/語 a.md", "/%E6%97%A5%E6%9C%AC/%E8%AA%9E%20a"),
    ],
)  # fmt: skip
def test_a_folder_of_no_generator_needs_a_pattern(
    tmp_path: Path, post_id: str, expected: str
) -> None:
    assert (
        url(tmp_path, {}, post_id, "", "https://a.jp/x", "/{path}") == f"https://a.jp/x{expected}"
    )
    assert url(tmp_path, {}, post_id, "", "/sub/", "/{path}") == f"/sub{expected}"
    assert url(tmp_path, {}, post_id, base="https://a.jp/") is None


def test_hexo_is_known_from_its_posts_folder(tmp_path: Path) -> None:
    posts = tmp_path / "source" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "_config.yml").write_text("url: https://x.example/b\nroot: /b/\n", "utf-8")
    site = find_site(posts)
    post = load_post(b"---\ndate: 2024-01-02\n---\nx", "a.md", site, JST, NOW)
    assert (site.generator.label, post.url) == ("Hexo", "https://x.example/b/2024/01/02/a/")


def test_hugo_placeholders_are_read_whole_and_slugs_made(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    config = '[permalinks]\nposts = "/:year/:slugorcontentbasename/:title/"\n'
    (tmp_path / "hugo.toml").write_text(config, encoding="utf-8")
    data = b"---\ntitle: My Title\ndate: 2024-01-02\n---\nx"
    post = load_post(data, "content/posts/Hello World.md", find_site(tmp_path), JST, NOW)
    assert post.url == "/2024/hello-world/my-title/"
