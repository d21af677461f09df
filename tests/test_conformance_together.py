"""What is said together: a run without a space is a passage's matter, on every engine."""

import pytest

from tests.conftest import post_text
from tests.engines import ENGINES, Engine, built

PADDING = "今日は朝から雨が降っていた。昼には止んだので散歩に出かけた。帰りに本屋へ寄って眺めた。"
POSTS = {
    "near.md": post_text("匿名の話をする。雨が降っていた。認証の話もする。", title="一"),
    "far.md": post_text(f"匿名の話をする。{PADDING}認証の話もする。", title="二"),
    "titled.md": post_text(f"{PADDING}{PADDING}認証の話もする。", title="匿名の記録"),
    "tagged.md": post_text(f"{PADDING}{PADDING}認証の話もする。", title="三", tags=["匿名"]),
    "headed.md": post_text(f"## 匿名について\n\n{PADDING}認証の話もする。", title="四"),
    "above.md": post_text(f"## 匿名\n\n{PADDING}\n\n## 別の話\n\n認証を見た。", title="五"),
    "half.md": post_text("匿名の話をする。", title="六"),
}  # fmt: skip
TOGETHER = {"near.md", "titled.md", "tagged.md", "headed.md"}


@pytest.fixture(scope="module", params=ENGINES, ids=lambda make: make.__name__)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return built(request.param, tmp_path_factory.mktemp("together"), POSTS)


@pytest.mark.parametrize("query", ["匿名の認証", "認証は匿名", "匿名の認証を教えてください"])
def test_a_run_is_found_where_one_passage_has_its_words(blog: Engine, query: str) -> None:
    assert set(blog.ids(query)) == TOGETHER


def test_words_between_spaces_may_stand_anywhere(blog: Engine) -> None:
    assert set(blog.ids("匿名 認証")) == set(POSTS) - {"half.md"}


def test_scattered_words_are_partial_hits_that_lack_none(blog: Engine) -> None:
    partial = {hit.meta.id: hit.missing for hit in blog.search("匿名の認証").partial}
    assert partial["far.md"] == partial["above.md"] == ()


def test_what_is_found_together_is_left_out_by_not_and_nothing_else(blog: Engine) -> None:
    assert set(blog.ids("匿名 -匿名の認証")) == set(POSTS) - TOGETHER


@pytest.mark.parametrize(
    "query", ["匿名の話を教えてください", "匿名で話をする方法", "匿名の話とは"]
)
def test_what_frames_a_question_may_lack(blog: Engine, query: str) -> None:
    assert "half.md" in blog.ids(query)


def test_a_word_that_a_run_has_twice_need_not_stand_there_twice(blog: Engine) -> None:
    assert {"near.md", "far.md", "half.md"} <= set(blog.ids("匿名は匿名"))
