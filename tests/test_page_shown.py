"""What the page shows of results, and in which language."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from search.contract.request import Request
from search.contract.results import FacetValue, Results
from tests.conftest import Blog, post_text
from web.app import create_app
from web.charts import HEIGHT, WIDTH, bars
from web.template_filters import ahead, path_of
from web.words import _WORDS, LANGUAGES, Words, words_for

_KANA = re.compile("[ぁ-ん]")


def test_each_word_is_there_in_each_language_with_the_same_values() -> None:
    for name, texts in _WORDS.items():
        assert len(texts) == len(LANGUAGES), name
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in texts}) == 1, name


@pytest.mark.parametrize(
    ("accepted", "language"),
    [((), "ja"), (("en",), "en"), (("fr", "en"), "en"), (("fr",), "ja"), (("ja", "en"), "ja")],
)
def test_the_page_speaks_the_first_language_of_its_reader_that_it_can(
    accepted: tuple[str, ...], language: str
) -> None:
    assert words_for(accepted) == Words(language)


@pytest.mark.parametrize(
    "path", ["/", "/?q=京都", "/?q=ぬるぽほげ ふがほげ", "/nowhere", "/?page=x", "/related?id=none"]
)
def test_what_the_page_itself_says_is_english_to_english_readers(blog: Blog, path: str) -> None:
    posts = {"a.md": post_text("京都 Kyoto.", title="京都", tags=["旅"], date="2025-03-01")}
    client = create_app(blog(dict(posts))).test_client()
    answer = client.get(path, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="en">' in answer.text
    assert "Accept-Language" in answer.headers["Vary"]
    bare = re.sub(r"ぬるぽほげ|ふがほげ|<dt>.*?</dt>", "", answer.text)  # what readers type
    assert not _KANA.search(bare), _KANA.search(bare)
    assert '<html lang="ja">' in client.get(path).text


def test_dates_are_written_as_each_language_does() -> None:
    day = date(2025, 11, 4)
    assert [Words(one).day(day) for one in LANGUAGES] == ["2025年11月4日", "4 Nov 2025"]
    assert [Words(one).month(day) for one in LANGUAGES] == ["2025年11月", "Nov 2025"]


def _results(**facets: tuple[FacetValue, ...]) -> Results:
    return Results("x", 3, 1, 10, 1.0, (), facets=facets)


def _to(**days: object) -> str:
    return "–".join(str(day) for day in days.values())


def test_bars_stand_for_years_without_hits_too() -> None:
    years = (FacetValue("2025", 4), FacetValue("2022", 2))
    drawn = bars(Request(), _results(year=years), _to, Words())
    assert [(bar.text, bar.count) for bar in drawn] == [
        ("2022年", 2), ("2023年", 0), ("2024年", 0), ("2025年", 4),
    ]  # fmt: skip
    assert [bar.height for bar in drawn] == [HEIGHT / 2, 0, 0, HEIGHT]
    assert drawn[-1].x + drawn[-1].width <= WIDTH
    assert drawn[0].href == "2022-01-01–2022-12-31"


def test_within_a_year_bars_stand_for_months() -> None:
    chosen = Request(first=date(2024, 2, 1), last=date(2024, 2, 29))
    months = (FacetValue("2024-12", 1), FacetValue("2024-02", 2))
    drawn = bars(chosen, _results(year=(), month=months), _to, Words())
    assert [bar.count for bar in drawn] == [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert [bar.on for bar in drawn].index(True) == 1
    assert drawn[1].href == "2024-01-01–2024-12-31"
    assert drawn[11].href == "2024-12-01–2024-12-31"


def test_one_year_is_no_chart() -> None:
    assert bars(Request(), _results(year=(FacetValue("2025", 4),)), _to, Words()) == []
    assert bars(Request(), _results(), _to, Words()) == []


def test_months_are_counted_where_the_days_are_of_one_year(blog: Blog) -> None:
    days = ["2024-12-31", "2025-01-01", "2025-01-31", "2025-11-04"]
    posts = {f"{n}.md": post_text("本文。", title=f"題{n}", date=d) for n, d in enumerate(days)}
    source = blog(dict(posts))
    year = Request(first=date(2025, 1, 1), last=date(2025, 12, 31))
    shown = [(one.value, one.count) for one in source.search(year).facets["month"]]
    assert shown == [("2025-11", 1), ("2025-01", 2)]
    assert "month" not in source.search(Request(first=date(2025, 1, 1))).facets


@pytest.mark.parametrize(
    ("pieces", "far"),
    [
        ((("前がとても長い文でありまして、読点のあと、また少し後に続いて", False), ("語", True)),
         "前がとても長い文でありまして、"),
        ((("短い前の", False), ("語", True)), ""), ((("語", True),), ""), ((), ""),
        ((("語のない長い長い長い長い長い長い長い長い文", False),), ""),
        ((("あ" * 60, False), ("語", True)), "あ" * 46),
    ],
)  # fmt: skip
def test_a_narrow_window_begins_near_the_match(
    pieces: tuple[tuple[str, bool], ...], far: str
) -> None:
    ahead_of, rest = ahead(pieces)
    assert ahead_of == far
    assert ahead_of + "".join(text for text, _ in rest) == "".join(text for text, _ in pieces)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://ex.jp/%E6%9C%AC/", ["ex.jp", "本"]), ("/posts/x.html", ["posts", "x.html"]),
        ("posts/本.md", ["posts", "本.md"]), ("/", []),
    ],
)  # fmt: skip
def test_an_address_is_shown_as_the_path_to_it(address: str, parts: list[str]) -> None:
    assert path_of(address) == " › ".join(parts)


def test_a_hit_without_an_address_says_so(blog: Blog) -> None:
    client = create_app(blog({"a/b.md": post_text("京都。", title="題")})).test_client()
    assert "公開先不明" in client.get("/?q=京都").text


def test_without_hits_what_is_near_is_offered(client: FlaskClient) -> None:
    html = client.get("/?q=京都ぬるぽ 新幹線ほげ").text
    near = html.partition("近い語で探す")[2].partition("</ul>")[0]
    assert "京都" in near and "新幹線" in near
    assert client.get("/?q=ぬるぽ").status_code == 200


def test_six_values_are_shown_and_the_others_on_demand(blog: Blog) -> None:
    posts = {
        f"{n}.md": post_text("京都。", title=f"題{n}", tags=[f"札{m}" for m in range(n, 9)])
        for n in range(9)
    }
    client = create_app(blog(dict(posts))).test_client()
    html = client.get("/?q=京都").text
    first, _, rest = html.partition("<summary>タグ</summary>")[2].partition("もっと見る（3）")
    assert (first.count("<li>"), rest.partition("</details>")[0].count("<li>")) == (6, 3)
    assert '<details class="rest" open>' in client.get("/?q=京都&tag=札0").text
