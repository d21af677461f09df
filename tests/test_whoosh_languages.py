"""The field `lang` of Whoosh's interface, both ways."""

from pathlib import Path

import pytest
from whoosh import query, sorting
from whoosh.fields import KEYWORD
from whoosh.qparser import QueryParser

from index.whoosh_index.index import WhooshIndex, create_index, open_index
from tests.conftest import Blog, find, searcher
from tests.test_conformance_languages import FILES, KOREAN


@pytest.fixture
def mine(tmp_path: Path) -> WhooshIndex:
    """Three documents of a program, one of which says its language."""
    made = create_index(tmp_path / "index")
    with made.writer() as writer:
        writer.add_document(id="1", title="港の朝 Docker", body="カモメが鳴く。")
        writer.add_document(id="2", title="Docker", body=KOREAN)
        writer.add_document(id="3", title="Docker", body="Docker", lang="de-AT")
    return made.refresh()


def test_whoosh_finds_and_groups_by_the_languages_of_posts(blog: Blog, tmp_path: Path) -> None:
    blog(FILES)
    index = open_index(tmp_path / "index")
    assert isinstance(index.schema["lang"], KEYWORD)
    parser = QueryParser("body", index.schema)
    with index.searcher() as opened:
        hits = opened.search(parser.parse("docker lang:ko"))
        assert [(hit["id"], hit["lang"]) for hit in hits] == [("ko.md", "ko")]
        assert len(opened.search(query.Term("lang", "ja"))) == 3
        groups = opened.search(query.Every(), groupedby=sorting.FieldFacet("lang")).groups()
        assert {name: len(docs) for name, docs in groups.items()} == {
            "ja": 3, "ko": 1, "en": 1, "de": 1,
        }  # fmt: skip
        assert list(opened.lexicon("lang")) == [b"de", b"en", b"ja", b"ko"]
        assert len(opened.search(query.Term("body", "ja"))) == 0


def test_our_search_knows_the_languages_of_what_whoosh_wrote(mine: WhooshIndex) -> None:
    with searcher(mine.path) as source:
        results = find(source, "Docker", prefer=("ko", "ja"))
        assert [(hit.meta.id, hit.meta.lang) for hit in results.hits] == [
            ("2", "ko"), ("1", "ja"), ("3", "de"),
        ]  # fmt: skip
        assert {one.value for one in results.facets["lang"]} == {"de", "ja", "ko"}
        assert find(source, "lang:German").total == 1


def test_a_document_is_read_and_added_again_with_its_language(
    mine: WhooshIndex, tmp_path: Path
) -> None:
    other = create_index(tmp_path / "other")
    with other.writer() as writer, mine.reader() as reader:
        writer.add_reader(reader)
    with other.refresh().searcher() as opened:
        stored = {hit["id"]: hit["lang"] for hit in opened.search(query.Every())}
    assert stored == {"1": "ja", "2": "ko", "3": "de"}


@pytest.mark.parametrize("lang", ["C#", "xx", 5])
def test_what_is_no_language_is_refused_by_name(mine: WhooshIndex, lang: object) -> None:
    with mine.writer() as writer, pytest.raises(ValueError, match=r"^lang: expected"):
        writer.add_document(id="4", title="目次", lang=lang)
