"""What every Searcher does where a site has several languages, whichever engine it is."""

from pathlib import Path

import pytest

from tests.conftest import post_text
from tests.engines import ENGINES, Engine, Make, built

KOREAN = "신칸센으로 교토에 간다. Docker 도 쓴다. "
ENGLISH = "This is how you go to Kyoto with Docker, and what to do when you are there. "
FILES = {
    "ja1.md": post_text("京都でDockerを使う。", title="京都の旅", date="2020-01-01"),
    "ja2.md": post_text("Dockerの話をする。", title="箱の話", date="2021-01-01"),
    "ja3.md": post_text("Dockerfileの話だ。", title="設計図", date="2024-06-01"),
    "ko.md": post_text(KOREAN * 3, title="Docker Docker", date="2023-01-01"),
    "en.md": post_text(ENGLISH * 2, title="Docker", date="2022-01-01", lang="en-US"),
    "de.md": post_text("Docker 京都", title="Docker in Kyoto", date="2024-01-01", lang="German"),
}


@pytest.fixture(scope="module", params=ENGINES, ids=lambda make: make.__name__)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """FILES alone, built once."""
    return built(request.param, tmp_path_factory.mktemp("languages"), FILES)


def test_a_hit_says_its_language(site: Engine) -> None:
    langs = {hit.meta.id: hit.meta.lang for hit in site.search().hits}
    assert langs == {
        "ja1.md": "ja", "ja2.md": "ja", "ja3.md": "ja", "ko.md": "ko", "en.md": "en", "de.md": "de",
    }  # fmt: skip


def test_languages_are_a_filter_whose_values_are_or(site: Engine) -> None:
    assert site.ids(langs=("ko",)) == ["ko.md"]
    assert set(site.ids("Docker", langs=("ko", "EN"))) == {"ko.md", "en.md"}
    assert site.ids("Docker", langs=("fr",)) == []
    assert site.ids(langs=("ja", "de"), tags=("旅",)) == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("lang:en", {"en.md"}), ("lang:EN", {"en.md"}), ("ｌａｎｇ：ｅｎ", {"en.md"}),
        ("lang:en-GB", {"en.md"}), ("lang:英語", {"en.md"}), ("lang:日本語 京都", {"ja1.md"}),
        ("Docker -lang:ja", {"ko.md", "en.md", "de.md"}),
        ("lang:ko OR lang:de", {"ko.md", "de.md"}), ("lang:e", set()),
        ("lang:fr", set()), ('lang:"ko"', {"ko.md"}), ("ja", set()),
        ("title:Kyoto lang:de", {"de.md"}),
    ],
)  # fmt: skip
def test_an_operator_asks_for_a_language(site: Engine, query: str, wanted: set[str]) -> None:
    assert set(site.ids(query)) == wanted


def test_the_facet_is_there_where_there_are_several(site: Engine) -> None:
    def counts(query: str, **request: object) -> list[tuple[str, int]]:
        return [(one.value, one.count) for one in site.search(query, **request).facets["lang"]]

    assert counts("Docker") == [("ja", 3), ("de", 1), ("en", 1), ("ko", 1)]
    assert counts("Docker", langs=("ko",)) == counts("Docker")
    assert counts("Docker -lang:ko -lang:en") == [("ja", 3), ("de", 1)]
    assert counts("箱") == []
    assert counts("nothing") == []


def test_the_language_of_what_is_typed_comes_first(site: Engine) -> None:
    by_score = site.ids("Docker")
    assert by_score[0] in ("ko.md", "en.md", "de.md")
    assert set(site.ids("Docker OR かきくけこ")[:2]) == {"ja1.md", "ja2.md"}
    assert site.ids("Docker OR 가나다라")[0] == "ko.md"
    assert site.ids("Docker OR かきくけこ", prefer=("en",))[2] == "en.md"


def test_the_reader_prefers_languages_in_an_order(site: Engine) -> None:
    assert set(site.ids("Docker", prefer=("ja",))[:2]) == {"ja1.md", "ja2.md"}
    assert site.ids("Docker", prefer=("en", "ko"))[:2] == ["en.md", "ko.md"]
    assert site.ids("Docker", prefer=("fr", "ko", "ja"))[0] == "ko.md"
    assert site.ids("Docker", prefer=("fr",)) == site.ids("Docker")


@pytest.mark.parametrize("make", ENGINES, ids=lambda make: make.__name__)
def test_a_post_whose_language_is_not_known_is_not_put_after_others(
    make: Make, tmp_path: Path
) -> None:
    unknown = {"u.md": post_text("", title="Über Docker und mehr", date="2019-01-01")}
    site = built(make, tmp_path, FILES | unknown)
    assert site.ids("Docker", prefer=("de",))[:2] in (["de.md", "u.md"], ["u.md", "de.md"])
    assert set(site.ids("Docker", prefer=("ja",))[:3]) == {"ja1.md", "ja2.md", "u.md"}


def test_what_is_preferred_stays_within_whole_words(site: Engine) -> None:
    """ja3 has a word that only begins so: it comes after whole words of any language."""
    assert site.ids("Docker", prefer=("ja",))[-1] == "ja3.md"


def test_dates_are_not_touched_by_languages(site: Engine) -> None:
    for sort in ("newest", "oldest"):
        assert site.ids("Docker", sort=sort, prefer=("ja",)) == site.ids("Docker", sort=sort)
    assert site.ids(prefer=("ko",)) == site.ids()


def test_partial_hits_in_the_language_come_first(site: Engine) -> None:
    results = site.search("Docker 京都 無関係", prefer=("de",))
    assert results.partial[0].meta.id == "de.md"
    results = site.search("Docker 京都 無関係", prefer=("ja",))
    assert results.partial[0].meta.id == "ja1.md"
    results = site.search("Docker 京都 かきくけこ", prefer=("de",))
    assert results.partial[0].meta.id == "ja1.md"


@pytest.mark.parametrize("make", ENGINES, ids=lambda make: make.__name__)
def test_with_one_language_nothing_is_preferred(make: Make, tmp_path: Path) -> None:
    """Posts whose language is not known stay where their scores put them."""
    files = {"a.md": FILES["ja2.md"], "b.md": post_text("", title="2025-11"),
             "c.md": post_text("Docker 1 2 3", title="Über Docker", date="2020-01-01")}  # fmt: skip
    site = built(make, tmp_path, files)
    assert {hit.meta.id: hit.meta.lang for hit in site.search().hits} == {
        "a.md": "ja", "b.md": "", "c.md": "",
    }  # fmt: skip
    assert site.ids("Docker", prefer=("ja",)) == site.ids("Docker")
    assert site.search().facets["lang"] == ()


@pytest.mark.parametrize("make", ENGINES, ids=lambda make: make.__name__)
def test_full_and_incremental_builds_know_the_same_languages(make: Make, tmp_path: Path) -> None:
    site = built(make, tmp_path, FILES)
    site.write({"ja2.md": FILES["ko.md"], "fr.md": post_text("Docker", title="é", lang="fr")})
    (site.folder / "de.md").unlink()
    site.build()
    asked = [{"query": "Docker", "prefer": ("ko", "fr")}, {"query": "lang:ko"}, {"query": ""}]
    parts = [site.search(**one) for one in asked]  # type: ignore[arg-type]
    site.build(full=True)
    for one, request in zip(parts, asked, strict=True):
        whole = site.search(**request)  # type: ignore[arg-type]
        assert (one.hits, one.facets) == (whole.hits, whole.facets)
    assert [(v.value, v.count) for v in parts[2].facets["lang"]] == [
        ("ja", 2), ("ko", 2), ("en", 1), ("fr", 1),
    ]  # fmt: skip
