"""Where posts for Zenn and Qiita are on the web, and which files are such: by the rules that their
documentation and their command lines state. Each repository is written for the test."""

from pathlib import Path

import pytest

from index.posts import find_site, load_post, walk
from index.values import PostSettings, Visibility
from tests.conftest import JST, NOW

ZENN = "---\ntitle: 記事\nemoji: 🐈\ntype: tech\ntopics: [a]\npublished: true\n---\n本文\n"
ID = "0123456789abcdef0123"
QIITA = f"---\ntitle: 記事\ntags:\n  - a\nprivate: false\nid: {ID}\nslide: false\n---\n本文\n"
COMMENT = f"<!--\ntitle: 記事\ntags: a b\nid: {ID}\nprivate: false\n-->\n本文\n"
ARTICLE = "articles/a-valid-slug-1.md"


def found(
    root: Path, files: dict[str, str], account: str = "taro", below: str = ""
) -> dict[str, str | None]:
    """The address of each post that is listed, of the folder `below` in one with these files."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = find_site(root / below, PostSettings(account=account))
    names = walk(root / below, passed_over=site.generator.passed_over)
    posts = [
        load_post(path.read_bytes(), name, site, JST, NOW)
        for name, path in names
        if site.publishes(name)
    ]
    assert not [warning for post in posts for warning in post.warnings]
    return {post.id: post.url for post in posts if post.visibility is Visibility.LISTED}


@pytest.mark.parametrize(
    ("slug", "refused"),
    [
        ("a-valid-slug-1", False), ("twelve_chars", False), ("9" * 50, False),
        ("x", True), ("eleven-char", True), ("9" * 51, True), ("Upper-case-slug", True),
        ("with.dot-in-it", True), ("日本語の記事の名前です", True), ("with blank in", True),
    ],
)  # fmt: skip
def test_zenn_gives_no_address_to_a_name_it_refuses(
    tmp_path: Path, slug: str, refused: bool
) -> None:
    expected = None if refused else f"https://zenn.dev/taro/articles/{slug}"
    assert found(tmp_path, {f"articles/{slug}.md": ZENN}) == {f"articles/{slug}.md": expected}


def test_an_article_without_published_is_refused_by_zenn(tmp_path: Path) -> None:
    text = ZENN.replace("published: true\n", "")
    assert found(tmp_path, {ARTICLE: text}) == {ARTICLE: None}


@pytest.mark.parametrize(
    ("publication", "expected"),
    [
        ("acme_2", "https://zenn.dev/acme_2/articles/a-valid-slug-1"),
        ('""', "https://zenn.dev/taro/articles/a-valid-slug-1"), ("Not-a-name", None),
    ],
)  # fmt: skip
def test_an_article_of_a_publication_is_there(
    tmp_path: Path, publication: str, expected: str | None
) -> None:
    text = ZENN.replace("---\n本文", f"publication_name: {publication}\n---\n本文")
    assert found(tmp_path, {ARTICLE: text}) == {ARTICLE: expected}
    if publication == "acme_2":  # its address does not depend on the account
        assert found(tmp_path, {}, account="") == {ARTICLE: expected}


def test_without_an_account_articles_have_no_address(tmp_path: Path) -> None:
    assert found(tmp_path, {ARTICLE: ZENN}, account="") == {ARTICLE: None}
    site = find_site(tmp_path)
    assert "account" in site.generator.missing
    assert site.generator.label == "Zenn"


@pytest.mark.parametrize(
    "other",
    [
        "README.md", "AGENTS.md", "CLAUDE.md", "docs/plan.md", "drafts/a-valid-slug-2.md",
        "articles/deep/a-valid-slug-3.md", "articles/a-valid-slug-4.markdown", "books/memo.md",
        "books/a-valid-book-1/deep/1.a.md", ".github/a.md", "images/a.md",
    ],
)  # fmt: skip
def test_only_articles_and_chapters_are_zenns_posts(tmp_path: Path, other: str) -> None:
    files = {ARTICLE: ZENN, other: ZENN, "package.json": "{}"}
    assert set(found(tmp_path, files)) == {ARTICLE}


@pytest.mark.parametrize("date", ["2199-01-01", "2199-01-01 09:30", "9999-12-31", "いつか"])
def test_an_article_whose_day_is_to_come_waits(tmp_path: Path, date: str) -> None:
    later = ZENN.replace("---\n本文", f"published_at: {date}\n---\n本文")
    files = {ARTICLE: ZENN, "articles/a-valid-slug-2.md": later}
    files["articles/a-valid-slug-3.md"] = ZENN.replace("published: true", "published: false")
    assert set(found(tmp_path, files)) == {ARTICLE}


BOOK = "books/a-valid-book-1"
CHAPTER = "---\ntitle: 章\n---\n本文\n"


def test_chapters_are_those_that_the_book_lists(tmp_path: Path) -> None:
    config = "title: 本\npublished: true\nprice: 0\nchapters:\n- next\n- intro\n"
    files = {f"{BOOK}/config.yaml": config, f"{BOOK}/intro.md": CHAPTER, f"{BOOK}/next.md": CHAPTER}
    files |= {f"{BOOK}/memo.md": CHAPTER, f"{BOOK}/1.memo.md": CHAPTER}
    at = f"https://zenn.dev/taro/{BOOK}/viewer"
    assert found(tmp_path, files) == {
        f"{BOOK}/intro.md": f"{at}/intro", f"{BOOK}/next.md": f"{at}/next"
    }  # fmt: skip


@pytest.mark.parametrize("below", ["", "books", BOOK])
def test_chapters_of_a_book_without_a_list_have_numbers(tmp_path: Path, below: str) -> None:
    config = "title: 本\npublished: true\nprice: 0\n"
    files = {f"{BOOK}/config.yaml": config, f"{BOOK}/1.intro.md": CHAPTER,
             f"{BOOK}/02.next_one.md": CHAPTER, f"{BOOK}/memo.md": CHAPTER,
             "books/no-config-here/1.intro.md": CHAPTER}  # fmt: skip
    at = f"https://zenn.dev/taro/{BOOK}/viewer"
    expected = {f"{BOOK}/1.intro.md": f"{at}/intro", f"{BOOK}/02.next_one.md": f"{at}/next_one"}
    cut = len(below) + 1 if below else 0
    assert found(tmp_path, files, below=below) == {k[cut:]: v for k, v in expected.items()}


def test_a_folder_of_articles_alone_is_zenns(tmp_path: Path) -> None:
    expected = {"a-valid-slug-1.md": "https://zenn.dev/taro/articles/a-valid-slug-1"}
    assert found(tmp_path, {ARTICLE: ZENN}, below="articles") == expected


def test_articles_of_another_kind_are_not_zenns(tmp_path: Path) -> None:
    found(tmp_path, {"articles/a.md": "---\ntitle: 題\ntags: [a]\n---\n本文"})
    assert find_site(tmp_path).generator.label == ""


@pytest.mark.parametrize("marked", ["qiita.config.json", "head"])
def test_qiitas_articles_are_in_public(tmp_path: Path, marked: str) -> None:
    files = {"public/a.md": QIITA, "public/deep/b.md": QIITA.replace("0123\n", "0124\n"),
             "public/.remote/a.md": QIITA, "public/c.markdown": QIITA, "README.md": "使い方",
             "docs/d.md": QIITA, "node_modules/x/public/e.md": QIITA}  # fmt: skip
    files |= {marked: "{}"} if marked != "head" else {}
    at = "https://qiita.com/taro/items/0123456789abcdef012"
    assert found(tmp_path, files) == {"public/a.md": f"{at}3", "public/deep/b.md": f"{at}4"}
    assert set(found(tmp_path, {}, below="public").values()) == {f"{at}3", f"{at}4"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"id: {ID}", "id: null"),
        (f"id: {ID}", "id:"),
        ("private: false", "private: true"),
        ("slide: false", "ignorePublish: true"),
    ],
)
@pytest.mark.parametrize("form", [QIITA, COMMENT + "slide: false"])
def test_what_qiita_does_not_publish_is_withheld(
    tmp_path: Path, form: str, before: str, after: str
) -> None:
    if "ignorePublish" in after and form is not QIITA:
        return
    name = "public/a.md" if form is QIITA else "a.md"
    other = name.replace("a.md", "b.md")
    assert set(found(tmp_path, {name: form.replace(before, after), other: form})) == {other}


def test_an_article_of_the_command_line_without_an_id_is_new(tmp_path: Path) -> None:
    new = QIITA.replace(f"id: {ID}\n", "")
    files = {"public/a.md": new, "public/b.md": QIITA, "public/c.md": "本文だけ"}
    assert set(found(tmp_path, files)) == {"public/b.md"}


@pytest.mark.parametrize(("notes", "listed"), [(1, {"a.md"}), (2, {"0.md", "1.md", "a.md"})])
def test_notes_among_articles_are_no_posts_where_they_are_few(
    tmp_path: Path, notes: int, listed: set[str]
) -> None:
    files = {f"{number}.md": "# 覚え書き" for number in range(notes)}
    assert set(found(tmp_path, files | {"a.md": COMMENT})) == listed


def test_slides_are_articles(tmp_path: Path) -> None:
    found_ones = found(tmp_path, {"public/a.md": QIITA.replace("slide: false", "slide: true")})
    assert found_ones == {"public/a.md": f"https://qiita.com/taro/items/{ID}"}


def test_each_file_follows_its_platform(tmp_path: Path) -> None:
    files = {ARTICLE: ZENN, "public/a.md": QIITA, "README.md": "使い方"}
    expected = {
        ARTICLE: "https://zenn.dev/taro/articles/a-valid-slug-1",
        "public/a.md": f"https://qiita.com/taro/items/{ID}",
    }
    assert found(tmp_path, files) == expected
    assert find_site(tmp_path).generator.label == "Zenn and Qiita"
    assert set(found(tmp_path, {}, below="public").values()) == {expected["public/a.md"]}
    assert set(found(tmp_path, {}, below="articles").values()) == {expected[ARTICLE]}


@pytest.mark.parametrize(
    "text",
    [
        COMMENT,
        QIITA,
        f"---\ntitle: 題\nid: '{ID}'\ntags: []\n---\n本文",
        f"---\ntitle: 題\nurl: https://qiita.com/taro/items/{ID}\n---\n本文",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "_posts/2025-01-01-a.md", "items/2019/題.md"])
def test_qiitas_articles_are_known_by_their_heads_anywhere(
    tmp_path: Path, text: str, name: str
) -> None:
    files = {name: text, "README.md": "使い方", "AGENTS.md": "指示"}
    assert found(tmp_path, files) == {name: f"https://qiita.com/taro/items/{ID}"}
    stated = f"https://qiita.com/taro/items/{ID}" if "url:" in text else None
    assert found(tmp_path, {}, account="") == {name: stated}
    assert find_site(tmp_path).generator.label == "Qiita"


def test_an_address_on_qiita_elsewhere_is_not_the_posts(tmp_path: Path) -> None:
    text = COMMENT.replace("private: false", "url: https://other.example/x")
    assert found(tmp_path, {"a.md": text}) == {"a.md": f"https://qiita.com/taro/items/{ID}"}
