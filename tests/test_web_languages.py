"""Several languages over HTTP: in JSON, on the page and in caches."""

import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import Blog, post_text
from tests.test_conformance_languages import FILES
from web.app import create_app
from web.template_filters import ends_open


@pytest.fixture
def client(blog: Blog) -> FlaskClient:
    return create_app(blog(FILES)).test_client()


def api(client: FlaskClient, query: str) -> list[str]:
    return [hit["id"] for hit in client.get(f"/api/search?{query}").get_json()["hits"]]


def page(client: FlaskClient, query: str, accepted: str = "") -> list[str]:
    """The titles of the hits on the page, as a browser that accepts these languages gets it."""
    html = client.get(f"/?{query}", headers={"Accept-Language": accepted}).text
    titles = re.findall(r'<h2(?: lang="\w*")?><span[^>]*>(.*?)</span></h2>', html)
    return [re.sub("</?mark>", "", title) for title in titles]


def test_json_has_the_language_of_each_hit_and_the_facet(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=Docker").get_json()
    assert {hit["id"]: hit["lang"] for hit in answer["hits"]}["ko.md"] == "ko"
    assert answer["facets"]["lang"][0] == {"value": "ja", "count": 3}
    assert list(answer["facets"]) == ["category", "tag", "author", "lang", "year"]


def test_what_is_not_known_is_null(blog: Blog) -> None:
    client = create_app(blog({"a.md": post_text("", title="2025")})).test_client()
    answer = client.get("/api/search").get_json()
    assert (answer["hits"][0]["lang"], answer["facets"]["lang"]) == (None, [])
    assert '<h2 lang="">' in client.get("/?q=2025").text


def test_the_endpoint_filters_by_languages_however_they_are_named(client: FlaskClient) -> None:
    assert api(client, "q=Docker&lang=ko") == ["ko.md"]
    assert set(api(client, "q=Docker&lang=ko-KR&lang=英語")) == {"ko.md", "en.md"}
    assert api(client, "q=Docker&lang=xx") == []
    assert len(api(client, "q=Docker&lang=")) == 6


def test_the_endpoint_prefers_what_it_is_asked_to(client: FlaskClient) -> None:
    assert set(api(client, "q=Docker&prefer=ja")[:2]) == {"ja1.md", "ja2.md"}
    assert api(client, "q=Docker&prefer=ko-KR,en")[:2] == ["ko.md", "en.md"]
    assert api(client, "q=Docker&prefer=en&prefer=ko")[:2] == ["en.md", "ko.md"]
    assert api(client, "q=Docker&prefer=nonsense") == api(client, "q=Docker")


def test_the_endpoint_does_not_look_at_the_browser(client: FlaskClient) -> None:
    answers = [
        client.get("/api/search?q=Docker", headers={"Accept-Language": accepted})
        for accepted in ("ko", "en")
    ]
    assert answers[0].get_json()["hits"] == answers[1].get_json()["hits"]
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert "Accept-Language" not in answers[0].vary


def test_the_first_page_is_in_the_language_of_the_reader(client: FlaskClient) -> None:
    japanese = page(client, "q=Docker", "ja,en-US;q=0.9,ko;q=0.8")
    assert set(japanese[:2]) == {"京都の旅", "箱の話"}
    assert japanese[2:4] == ["Docker", "Docker Docker"]
    assert page(client, "q=Docker", "ko-KR")[0] == "Docker Docker"
    assert page(client, "q=Docker", "fr;q=0.9, en;q=0.5, ko;q=0, *;q=0.1")[0] == "Docker"
    assert page(client, "q=Docker&prefer=ko", "en")[0] == "Docker"
    assert set(page(client, "q=Docker+OR+かな", "ko")[:2]) == {"京都の旅", "箱の話"}


def test_caches_are_told_that_the_page_depends_on_the_reader(client: FlaskClient) -> None:
    japanese = client.get("/?q=Docker", headers={"Accept-Language": "ja"})
    korean = client.get("/?q=Docker", headers={"Accept-Language": "ko"})
    assert "Accept-Language" in japanese.vary
    assert japanese.headers["ETag"] != korean.headers["ETag"]
    known = {"If-None-Match": japanese.headers["ETag"]}
    again = client.get("/?q=Docker", headers={**known, "Accept-Language": "ja-JP"})
    other = client.get("/?q=Docker", headers={**known, "Accept-Language": "ko"})
    assert (again.status_code, other.status_code) == (304, 200)
    assert "Accept-Language" in again.vary


def test_titles_and_snippets_are_marked_with_their_language(client: FlaskClient) -> None:
    html = client.get("/?q=Docker&lang=ko").text
    assert '<html lang="ja">' in html
    assert '<h2 lang="ko">' in html
    assert '<p class="snippet" lang="ko">' in html


def test_the_facet_shows_languages_by_their_own_names(client: FlaskClient) -> None:
    html = client.get("/?q=Docker").text
    facet = html.split("<summary>言語</summary>")[1].split("</details>")[0]
    names = re.findall(r'<span lang="(\w+)">(.*?)</span>', facet)
    assert names == [("ja", "日本語"), ("de", "Deutsch"), ("en", "English"), ("ko", "한국어")]
    assert 'href="/?q=Docker&amp;lang=ko"' in facet


def test_a_chosen_language_can_be_taken_away_and_is_carried_along(client: FlaskClient) -> None:
    html = client.get("/?q=Docker&lang=ko").text
    chosen = html.split('class="chosen"')[1].split("</ul>")[0]
    assert "言語：한국어" in chosen
    assert 'href="/?q=Docker"' in chosen
    assert '<input type="hidden" name="lang" value="ko">' in html
    assert "<summary>言語</summary>" in html
    assert page(client, "lang=ko") == ["Docker Docker"]
    assert "絞り込みをやめて検索する" in client.get("/?q=nothing&lang=ko").text


def test_one_language_is_no_choice(client: FlaskClient) -> None:
    assert "<summary>言語</summary>" not in client.get("/?q=箱").text


def test_a_long_snippet_that_ends_its_sentence_breaks_off_nowhere() -> None:
    assert not ends_open(((f"{'word ' * 23}end.", False),))
    assert ends_open(((f"{'word ' * 23}end", False),))
