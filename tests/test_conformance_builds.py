"""What every Writer does with a build, as its Searcher tells, whichever engine it is."""

from pathlib import Path

import pytest

from index.values.errors import NothingReadable, PostsLost
from search.quality.verification import verify
from tests.conftest import post_text
from tests.engines import ENGINES, Engine, built


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """POSTS, to be changed and built again."""
    return built(request.param, tmp_path)


def test_a_new_generation_counts_from_the_next_call_on(fresh: Engine) -> None:
    before = fresh.searcher.status()
    fresh.write({"j.md": post_text("新しい桟橋。", title="桟橋")})
    (fresh.folder / "e.md").unlink()
    report = fresh.build()
    assert (report.added, report.removed, report.unchanged, report.posts) == (1, 1, 6, 7)
    assert (fresh.ids("桟橋"), fresh.ids("引越し")) == (["j.md"], [])
    after = fresh.searcher.status()
    assert after.generation != before.generation
    assert after.fingerprint != before.fingerprint


def test_a_changed_post_is_found_as_it_is_now(fresh: Engine) -> None:
    fresh.write({"b.md": post_text("奈良の寺を歩く。", title="奈良")})
    report = fresh.build()
    assert (report.changed, report.posts) == (1, 7)
    assert (fresh.ids("title:京都"), fresh.ids("奈良")) == ([], ["b.md"])


def test_a_moved_post_is_renamed(fresh: Engine) -> None:
    (fresh.folder / "b.md").rename(fresh.folder / "z.md")
    assert fresh.build().renamed == 1
    assert fresh.ids("title:京都") == ["z.md"]


def test_nothing_is_published_without_a_change(fresh: Engine) -> None:
    before = fresh.searcher.status()
    report = fresh.build()
    assert (report.published, fresh.searcher.status()) == (False, before)
    assert fresh.build(full=True).published


def test_what_fails_leaves_what_was_in_force(fresh: Engine) -> None:
    before = fresh.searcher.status()
    for path in fresh.folder.iterdir():
        path.unlink()
    with pytest.raises(NothingReadable):
        fresh.build()
    for number in range(12):
        fresh.write({f"n{number}.md": post_text("数", title=f"{number}")})
    fresh.build(allow_loss=True)
    last = fresh.searcher.status()
    for number in range(11):
        (fresh.folder / f"n{number}.md").unlink()
    with pytest.raises(PostsLost):
        fresh.build()
    assert (fresh.searcher.status(), last.generation != before.generation) == (last, True)


def test_full_and_incremental_builds_answer_alike(fresh: Engine) -> None:
    fresh.write({"b.md": post_text("京都と奈良。", title="二都", date="2024-06-01")})
    fresh.build()
    queries = ("京都", "", "旅", "東京都", "サーバ", "京都 寺 無い言葉")
    parts = [fresh.search(query) for query in queries]
    fresh.build(full=True)
    whole = [fresh.search(query) for query in queries]
    for one, other in zip(parts, whole, strict=True):
        assert (one.hits, one.partial, one.facets) == (other.hits, other.partial, other.facets)


def test_samples_may_be_of_what_the_last_build_wrote(fresh: Engine) -> None:
    sample = fresh.searcher.sample
    assert {post.meta.id for post in sample(200, 1, fresh=True)} == {
        post.meta.id for post in sample(200, 1)
    }
    fresh.write({"a.md": post_text("変わった。", title="題")})
    (fresh.folder / "b.md").unlink()
    fresh.build()
    assert [post.meta.id for post in sample(2, 1, fresh=True)] == ["a.md", "a.md"]
    assert len({post.meta.id for post in sample(100, 1)}) == 6
    assert verify(fresh.searcher, 100, written=1).samples == 20
    assert verify(fresh.searcher, 100, written=6).samples == 70
    assert verify(fresh.searcher, 100, written=0).samples == 10
