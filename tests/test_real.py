"""The post this product was first made for."""

import re
import shutil
from collections.abc import Iterator

import pytest

from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import DATA, build, find, needs_data, searcher

pytestmark = needs_data


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSearcher]:
    folder = tmp_path_factory.mktemp("seed")
    shutil.copytree(DATA / "seed", folder / "posts")
    build(folder / "posts", folder / "index")
    with searcher(folder / "index") as source:
        yield source


QUERIES = ["韓国", "AI インフラ", "NVIDIA", "データセンター", "投資", "SK Group", "電力供給",
           "人材", "AI半導体", "100兆ウォン"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_seed_post_is_found_and_shown_clean(seed: EmbeddedSearcher, query: str) -> None:
    results = find(seed, query)
    assert results.total == 1
    snippets = ["".join(text for text, _ in pieces) for pieces in results.hits[0].snippets]
    assert len(snippets) >= 1
    assert any(matched for pieces in results.hits[0].snippets for _, matched in pieces)
    sentences = [s for text in snippets for s in re.findall(r"[^。！？\n]{8,}[。！？]", text)]
    assert len(sentences) == len(set(sentences))
    assert not any("END" in text or "\ufffd" in text or "**" in text for text in snippets)


def test_no_sentence_of_the_seed_post_is_kept_twice(seed: EmbeddedSearcher) -> None:
    [post] = seed.sample(1, seed=1)
    body = "\n".join(text for field, text in post.sections if field == "body")
    sentences = re.findall(r"[^。！？\n]{4,}[。！？]", body)
    assert len(sentences) > 100
    assert len(sentences) == len(set(sentences))
