"""Posts that state another as their original, on every engine. Each post is short, so that nothing
but the statement makes two of them one."""

import itertools

import pytest

from search.contract.as_json import results_to_json
from search.contract.results import Results
from tests.conftest import post_text
from tests.engines import ENGINES, Engine, built


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__)
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = built(request.param, tmp_path_factory.mktemp("copies"))
    for path in engine.folder.iterdir():
        path.unlink()
    return engine


def _post(name: str, canonical: str = "", day: int = 1, body: str = "灯台の話。") -> dict[str, str]:
    head = {"title": name, "permalink": f"/{name}/", "date": f"2025-01-{day:02}", "tags": [name]}
    stated = {"canonical_url": canonical} if canonical else {}
    return {f"{name}.md": post_text(body, **head, **stated)}


def _as_shown(results: Results) -> dict[str, list[str]]:
    return {hit.meta.id: [other.id for other in hit.duplicates] for hit in results.hits}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize(
    "canonical", ["/a/", "https://ex.jp/a/", "http://ex.jp/a", "/a/index.html"]
)
def test_a_copy_stands_under_its_original(empty: Engine, canonical: str, sort: str) -> None:
    copy = _post("b", canonical, 2, "灯台。灯台。灯台の灯台。")
    empty.write(_post("a", day=1) | copy | _post("c", canonical, 3) | _post("d"))
    empty.build(allow_loss=True)
    found = empty.search("灯台", sort=sort)
    assert found.total == 2
    assert {key: sorted(some) for key, some in _as_shown(found).items()} == {
        "a.md": ["b.md", "c.md"], "d.md": []
    }  # fmt: skip
    assert {v.value for v in found.facets["tag"]} == {"a", "d"}
    assert len(empty.ids("灯台", sort=sort, collapse=False)) == 4


def test_a_copy_keeps_its_own_address_and_says_where_its_original_is(empty: Engine) -> None:
    empty.write(_post("a") | _post("b", "/a/") | _post("c", "https://other.example/日本"))
    empty.build(allow_loss=True)
    listed = results_to_json(empty.search("灯台", collapse=False))["hits"]
    assert {hit["id"]: (hit["url"], hit["canonical_url"]) for hit in listed} == {
        "a.md": ("/a/", None), "b.md": ("/b/", "/a/"),
        "c.md": ("/c/", "https://other.example/%E6%97%A5%E6%9C%AC"),
    }  # fmt: skip


def test_a_copy_whose_original_does_not_match_is_a_hit(empty: Engine) -> None:
    empty.write(_post("a") | _post("b", "/a/", body="灯台の写真。"))
    empty.build(allow_loss=True)
    assert _as_shown(empty.search("写真")) == {"b.md": []}
    assert _as_shown(empty.search("灯台", tags=("b",))) == {"b.md": []}


def test_what_is_no_other_post_here_makes_no_copy(empty: Engine) -> None:
    empty.write(
        _post("a") | _post("b", "/b/") | _post("c", "/none/") | _post("d", "not an address")
    )
    empty.build(allow_loss=True)
    assert _as_shown(empty.search("灯台")) == {f"{name}.md": [] for name in "abcd"}


def test_a_withheld_original_has_no_copies(empty: Engine) -> None:
    hidden = {name: text.replace("title:", "draft: true\ntitle:", 1)
              for name, text in _post("a").items()}  # fmt: skip
    empty.write(hidden | _post("b", "/a/"))
    empty.build(allow_loss=True)
    assert _as_shown(empty.search("灯台")) == {"b.md": []}


def test_copies_of_copies_are_the_firsts_and_circles_are_none(empty: Engine) -> None:
    empty.write(_post("a") | _post("b", "/a/") | _post("c", "/b/") | _post("d", "/c/"))
    empty.write(_post("x", "/y/") | _post("y", "/x/") | _post("z", "/x/"))
    empty.build(allow_loss=True)
    found = _as_shown(empty.search("灯台"))
    assert {key: sorted(some) for key, some in found.items()} == {
        "a.md": ["b.md", "c.md", "d.md"], "x.md": ["z.md"], "y.md": []
    }  # fmt: skip
    assert _as_shown(empty.search("灯台", tags=("c", "d"))) == {"c.md": ["d.md"]}


def test_the_order_of_builds_does_not_matter(empty: Engine) -> None:
    posts = [_post("a"), _post("b", "/a/", 2), _post("c", "/b/", 3)]
    for order in itertools.permutations(posts):
        for path in empty.folder.iterdir():
            path.unlink()
        for files in order:
            empty.write(files)
            empty.build(allow_loss=True)
        assert _as_shown(empty.search("灯台")) == {"a.md": ["b.md", "c.md"]}
        (empty.folder / "a.md").unlink()
        empty.build(allow_loss=True)
        assert _as_shown(empty.search("灯台")) == {"b.md": ["c.md"]}
    empty.build(full=True)
    assert _as_shown(empty.search("灯台")) == {"b.md": ["c.md"]}
