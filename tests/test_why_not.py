"""`sakuin why-not`: what keeps a post from being found."""

from pathlib import Path

import pytest

from index.values.errors import UnknownPost
from tests.conftest import Blog, post_text
from tests.console import call

POSTS: dict[str, str | bytes] = {
    "posts/a.md": post_text(
        "検索の仕組みを調べる。", title="検索エンジン", tags=["技術"], date="2025-01-02"
    ),
    "posts/b.md": post_text("検索", title="下書き", draft=True),
    "posts/c.md": post_text("検索と検査。", title="検索"),
    "posts/d.md": b"\x00\x01\x02",
}  # fmt: skip


def _said(blog: Blog, tmp_path: Path, post: str, query: str) -> str:
    return "\n".join(blog(POSTS).why_not(query, post))


@pytest.mark.parametrize(
    ("post", "query", "wanted"),
    [
        ("posts/a.md", "検索", "2件中"),
        ("a.md", "検索", "○ 検索\n    「検索」 完全一致（題名に1回、本文に1回）"),
        ("a.md", "検策エンジン", "×"),
        ("a.md", '"検索の仕事"', "「検索の仕」まではあり、続きが違います"),
        ("a.md", '"検索 仕組み"', "引用符がなければ見つかります"),
        ("a.md", "検索 料理", "「料理」がありません"),
        ("a.md", "title:仕組み", "× 仕組み（題名に）\n    ほかの欄にはあります"),
        ("a.md", "検索 -仕組み", "× 含まないこと\n    ○ 仕組み"),
        ("a.md", "tag:料理", "× タグ「料理」（この記事は技術）"),
        ("a.md", "date:2024", "× 日付（この記事は2025-01-02T00:00:00+09:00）"),
        ("a.md", "料理 OR 検索", "○ どれか\n    × 料理"),
        ("b.md", "検索", "下書きか非公開の設定なので、検索に載りません"),
        ("d.md", "検索", "読み取れなかった記事です：posts/d.md:1: expected text"),
    ],
)
def test_each_part_of_the_query_is_told(
    blog: Blog, tmp_path: Path, post: str, query: str, wanted: str
) -> None:
    assert wanted in _said(blog, tmp_path, post, query)


@pytest.mark.parametrize("name", ["posts/a.md", "a.md", "./posts/a.md", "a", "blog/posts/a.md"])
def test_a_post_is_named_as_one_likes(blog: Blog, tmp_path: Path, name: str) -> None:
    assert _said(blog, tmp_path, name, "検索").startswith("posts/a.md\n")


def test_an_unknown_post_is_named_with_what_is_near(blog: Blog, tmp_path: Path) -> None:
    with pytest.raises(UnknownPost, match=r"found 'posts/e.md'; near it: posts/"):
        _said(blog, tmp_path, "posts/e.md", "検索")


def test_the_command_prints_it(blog: Blog, tmp_path: Path) -> None:
    blog(POSTS)
    done = call("why-not", "a.md", "検索", "--index", tmp_path / "index")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("posts/a.md\n  ○ 検索\n")
    assert call("why-not", "x.md", "検索", "--index", tmp_path / "index").returncode == 2
