"""Where in the results `sakuin why-not` says that a post stands."""

import pytest

from tests.conftest import Blog, post_text


def _numbered(count: int, head: str) -> dict[str, str | bytes]:
    return {
        f"{number:03d}.md": post_text(head + f"{number}番目の話。", title=f"題{number}")
        for number in range(count)
    }


@pytest.mark.unmeasured
def test_a_post_after_the_first_page_has_its_place(blog: Blog) -> None:
    source = blog(_numbered(120, "検索。"))
    places = [source.why_not("検索", f"{number:03d}.md")[-1] for number in range(120)]
    assert len(set(places)) == 120
    assert "  120件中120番目に見つかります" in places


def test_a_post_that_another_stands_for_names_it(blog: Blog) -> None:
    text = "".join(f"検索の仕組みを{number}回目に調べた。" for number in range(60))
    files: dict[str, str | bytes] = {
        name: post_text(text, title="検索", date=f"2025-01-0{day}")
        for day, name in enumerate(("a.md", "b.md"), 1)
    }
    last = blog(files).why_not("検索", "a.md")[-1]
    assert last == "  ほぼ同じ b.md にまとめられています（1番目）"


def test_parts_of_parts_are_told_below_them(blog: Blog) -> None:
    source = blog({"a.md": post_text("検索の仕組み。", title="題")})
    said = "\n".join(source.why_not("(検索 仕組み) OR 料理", "a.md"))
    assert "○ どれか\n    ○ すべて\n      ○ 検索\n" in said
