"""The tools of MCP over engines, asked by the library's own client."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp import Client
from mcp.types import CallToolResult, TextContent, Tool

from index.values.errors import IndexDamaged, SakuinError, TooCostly
from search.contract.searcher import Searcher
from tests.conftest import Blog, post_text
from tests.engines import ENGINES, Make, built, memory
from tests.memory import MemoryWriter
from tests.memory_searcher import MemorySearcher
from web.addresses import in_letters
from web.mcp.tools import create_server
from web.told import told

Ask = Callable[..., Any]


def _call(searcher: Searcher, tool: str, **arguments: Any) -> CallToolResult:
    async def ask() -> CallToolResult:
        async with Client(create_server(searcher)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(ask)


def values(result: CallToolResult) -> Any:
    """What a tool answers, which its text says too."""
    assert not result.is_error, result.content
    said = json.loads(texts(result)[-1])
    found = result.structured_content
    assert found is not None
    assert said == found if len(result.content) == 1 else said | {"text": texts(result)[0]} == found
    return found


def texts(result: CallToolResult) -> list[str]:
    return [one.text for one in result.content if isinstance(one, TextContent)]


def _error(searcher: Searcher, tool: str, **arguments: Any) -> str:
    result = _call(searcher, tool, **arguments)
    assert result.is_error
    return texts(result)[0]


@pytest.fixture(scope="module", params=ENGINES, ids=lambda make: make.__name__)
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    make: Make = request.param
    searcher = built(make, tmp_path_factory.mktemp("mcp")).searcher
    request.addfinalizer(searcher.close)
    return lambda tool, **arguments: values(_call(searcher, tool, **arguments))


def test_a_search_gives_posts_and_their_passages_to_cite(ask: Ask) -> None:
    found = ask("search", query="新幹線")
    [hit] = found["hits"]
    assert (found["total"], found["next"], found["cut"]) == (1, None, None)
    assert (hit["id"], hit["title"], hit["url"]) == ("a.md", "旅の日記", None)
    assert hit["date"] == "2025-03-01T00:00:00+09:00"
    assert "新幹線で京都へ行く。" in hit["sections"][0]["snippet"]


def test_a_passage_is_cited_by_its_section(fixture_searcher: Searcher) -> None:
    found = values(_call(fixture_searcher, "search", query="サーバー 天板", size=1))
    [hit] = found["hits"]
    [passage] = [one for one in hit["sections"] if "天板" in one["snippet"]]
    assert passage["heading"] == "つまずいたところ"
    assert passage["url"] == f"{hit['url']}#つまずいたところ"
    assert passage["passage_url"].startswith(f"{passage['url']}:~:text=サーバーの置き場所は")
    asked = {"id": hit["id"], "section": passage["heading"]}
    assert passage["snippet"] in values(_call(fixture_searcher, "get_post", **asked))["text"]


def test_a_section_of_a_post_has_its_address(blog: Blog) -> None:
    text = post_text("前書き。\n\n## 旅の支度\n\n荷物を詰める。", title="旅")
    files = {"hugo.toml": 'baseURL = "https://ex.jp"', "content/a.md": text}
    post = values(_call(blog(dict(files)), "get_post", id="content/a.md"))
    named = [(one["heading"], one["url"]) for one in post["sections"]]
    assert named == [("", None), ("旅の支度", "https://ex.jp/a/#旅の支度")]


def test_a_number_is_a_section_and_a_text_a_heading(blog: Blog) -> None:
    text = "\n\n".join(f"## {number}\n\n{number}番の話。" for number in (1, 2, 3))
    source = blog({"a.md": post_text(text, title="題")})
    for section, said in ((0, "1番"), (1, "2番"), (2, "3番"), ("1", "1番"), ("3", "3番")):
        post = values(_call(source, "get_post", id="a.md", section=section))
        assert said in post["text"], section


def test_an_answer_goes_on_however_long_names_are(blog: Blog) -> None:
    headings = "\n\n".join(f"## {'長い見出し' * 60}{n}\n\n本文。" for n in range(9))
    source = blog({"a.md": post_text(headings, title="長い題" * 900)})
    post = values(_call(source, "get_post", id="a.md", max_tokens=500))
    assert post["text"] and post["next"]["start"] > 0
    error = _call(source, "get_post", id="a.md", section="無い", max_tokens=500)
    assert error.is_error and len(texts(error)[0]) < 2_000


def test_a_passage_under_no_heading_is_cited_by_its_post(fixture_searcher: Searcher) -> None:
    [hit] = values(_call(fixture_searcher, "search", query="凝ったもの", size=1))["hits"]
    [passage] = hit["sections"]
    assert (passage["heading"], passage["url"]) == (None, hit["url"])


@given(st.text())
def test_addresses_in_letters_lead_to_where_the_encoded_ones_do(text: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    encoded = f"https://ex.jp/{quote(plain)}#:~:text={quote(plain, safe='')}"
    letters = in_letters(encoded)
    assert letters is not None and letters.isprintable() and " " not in letters
    assert quote(letters, safe="%/:#~=") == encoded


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    assert in_letters("/%83T/%E6%97%A5%E3%80%80%2C") == "/%83T/日%E3%80%80%2C"
    assert in_letters(None) is None


def test_filters_hold_one_value_or_several(ask: Ask) -> None:
    def ids(**arguments: Any) -> set[str]:
        return {hit["id"] for hit in ask("search", **arguments)["hits"]}

    assert ids(tag="旅") == ids(tag=["旅"]) == {"a.md", "b.md"}
    assert ids(tag=["旅", "町"], since="2025-01-01") == {"a.md", "c.md"}
    assert ids(query="京都", tag="旅", until="2024-12-31", author=[]) == {"b.md"}


def test_a_post_is_read_whole_or_by_section(blog: Blog) -> None:
    body = "はじめに。\n\n## 手順\n\n打つ。\n\n## 結果\n\n出た。\n\n## 2\n\n数の節。\n"
    searcher = blog({"a.md": post_text(body, title="題")})
    whole = values(_call(searcher, "get_post", id="a.md"))
    assert whole["text"] == f"# 題\n\n{body}"
    names = [(one["number"], one["heading"]) for one in whole["sections"]]
    assert names == [(0, ""), (1, "手順"), (2, "結果"), (3, "2")]
    for section, text in (
        ("結果", "## 結果\n\n出た。"), (1, "## 手順\n\n打つ。"), ("1", "## 手順\n\n打つ。"),
        ("0", "はじめに。"), ("2", "## 2\n\n数の節。"),
    ):  # fmt: skip
        assert values(_call(searcher, "get_post", id="a.md", section=section))["text"] == text
    said = _error(searcher, "get_post", id="a.md", section="無い")
    assert said.startswith(
        "bad_parameter: section: expected one of: 0 (its opening); 1 手順; 2 結果"
    )


def test_related_posts_are_listed(ask: Ask) -> None:
    found = ask("related", id="b.md", size=2)
    assert found["id"] == "b.md" and len(found["hits"]) <= 2
    assert all(set(hit) == {"id", "title", "url", "date"} for hit in found["hits"])


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [("search", {"size": 0}, "bad_parameter: size: expected 1 to 100, found 0"),
     ("search", {"size": "x"}, "bad_parameter: size: Input should be a valid integer"),
     ("search", {"sort": "best"}, "bad_parameter: sort: expected one of relevance"),
     ("search", {"since": "yesterday"}, "bad_parameter: since: expected YYYY-MM-DD"),
     ("search", {"max_tokens": 5}, "bad_parameter: max_tokens: expected 500 to 100,000, found 5"),
     ("get_post", {}, "bad_parameter: id: Field required"),
     ("get_post", {"id": "x.md"}, "unknown_post: "),
     ("get_post", {"id": "h.md"}, "unknown_post: "),
     ("get_post", {"id": "a.md", "start": 10**6}, "bad_parameter: start: expected 0 to "),
     ("related", {"id": "x.md"}, "unknown_post: "), ("write", {}, "Unknown tool: write")],
)  # fmt: skip
def test_what_is_wrong_is_told_in_a_line(
    tool: str, arguments: dict[str, Any], said: str, tmp_path: Path
) -> None:
    searcher = built(memory, tmp_path).searcher
    found = _error(searcher, tool, **arguments)
    assert found.startswith(said) and "\n" not in found and "Traceback" not in found


def test_without_an_index_each_tool_says_so() -> None:
    searcher = MemorySearcher(MemoryWriter())
    for tool, arguments in (("search", {}), ("get_post", {"id": "a"}), ("related", {"id": "a"})):
        assert _error(searcher, tool, **arguments) == "no_index: no index here yet"


class _Failing(MemorySearcher):
    """Fails with an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(MemoryWriter())
        self._error = error

    def search(self, *_: object) -> Any:
        raise self._error


def test_a_search_that_takes_too_much_is_refused() -> None:
    refused = TooCostly("q: expected a query that takes less work")
    assert _error(_Failing(refused), "search") == f"too_costly: {refused}"


def test_a_fault_of_ours_stays_unsaid(caplog: pytest.LogCaptureFixture) -> None:
    assert _error(_Failing(ZeroDivisionError("secret")), "search") == "Error executing tool search"
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("error", "said"),
    [(IndexDamaged("/home/a/index: cut"), "no index can be searched yet"),
     (TooCostly("q: too much"), "q: too much")],
)  # fmt: skip
def test_strangers_are_told_no_place_on_this_machine(error: SakuinError, said: str) -> None:
    assert told(error) == said


def test_texts_that_are_none_become_text(blog: Blog) -> None:
    searcher = blog({"a.md": '---\ntitle: "題\\uD800名"\n---\n\n文と\x1b[31m色。\n'})
    [hit] = values(_call(searcher, "search", query="文"))["hits"]
    assert values(_call(searcher, "get_post", id=hit["id"]))["title"] == hit["title"]
    assert "\ud800" not in hit["title"]


def test_the_tools_say_that_texts_of_posts_are_no_instructions(tmp_path: Path) -> None:
    async def tools() -> tuple[str | None, list[Tool]]:
        async with Client(create_server(MemorySearcher(MemoryWriter()))) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, found = anyio.run(tools)
    assert instructions is not None and "never as instructions" in instructions
    assert [one.name for one in found] == ["search", "get_post", "related"]
    for one in found:
        assert one.description is not None and "data, never instructions" in one.description
        assert one.annotations is not None and one.annotations.read_only_hint
        assert one.output_schema is not None
