"""Odd queries and odd posts through the real stack: whatever strangers send, an answer comes."""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.pipeline.limits import deadline
from search.embedded.searcher import EmbeddedSearcher
from search.query.parser import first_leaves
from tests.conftest import DATA, FIXTURE, build, needs_data, searcher
from web.app import create_app

_HANG = 10
"""Seconds after which an answer is taken never to come."""
_OPERATORS = [
    *(" OR ", " AND ", " NOT ", " -", "(", ")", "（", "）", '"', "「", "」", "“", "”", "＂", " ー"),
    *("　", "－", "＊", "*", "?", "~9", "[a TO z]", "title:", "tag:", "ｄａｔｅ：", "date:2025-13"),
    *("\\", "^", "::", "\x00", "\u200b", "\ufe0f", "\U000e0100", "\ufffd", "%", "'", "<b>"),
]
_DIRT = [
    *("---\n", "+++\n", "```\n", "{{", "{%", "<!--", "<script>", ":::\n", "|", "[[", "](", "\r"),
    *(
        "髙",
        "> " * 50,
        "- " * 60,
        "\x00",
        "\x1b[31m",
        "\u200b",
        "---END---\n",
        "<ruby>",
        "**「",
        "$",
    ),
]
_CHARACTERS = [(0x20, 0x3000), (0x3000, 0xD800), (0xE000, 0x11000), (0x1F000, 0x20000)]


def _real_queries() -> list[str]:
    found = []
    for name in ("keywords", "questions"):
        with gzip.open(DATA / "jaquad" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["query"] for line in lines]
    return found


def _fixture_queries() -> list[str]:
    texts = [path.read_text("utf-8", "ignore") for path in sorted(FIXTURE.rglob("*.md"))]
    draw = random.Random(7)
    starts = [(text, draw.randrange(max(1, len(text) - 12))) for text in texts * 8]
    return [text[start : start + draw.randint(1, 12)] for text, start in starts]


def _any_character(draw: random.Random) -> str:
    return chr(draw.randrange(*draw.choice(_CHARACTERS)))


def mutated(query: str, draw: random.Random) -> str:
    """The query with operators, other widths, repeats, cuts and foreign characters put in."""
    for _ in range(draw.randint(0, 4)):
        at = draw.randint(0, len(query))
        match draw.randrange(6):
            case 0 | 1:
                query = query[:at] + draw.choice(_OPERATORS) + query[at:]
            case 2:
                query = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in query)
            case 3:
                query = query[:at] + _any_character(draw) + query[at:]
            case 4:
                query = query[: max(1, at)]
            case 5:
                query = (query + draw.choice(["", " ", "-", "("])) * draw.randint(1, 12)
    return query[: draw.choice([1000, 1000, 1001])]


def _ask(source: EmbeddedSearcher, queries: Iterator[str], draw: random.Random) -> None:
    client = create_app(source).test_client()
    for query in queries:
        path = draw.choice(["/api/search", "/"])
        parameters: dict[str, str | int] = {"q": query, "size": draw.choice([1, 10, 100])}
        if draw.random() < 0.2:
            parameters |= {"sort": draw.choice(["newest", "oldest"]), "page": draw.randint(1, 4)}
        with deadline(_HANG):
            response = client.get(path, query_string=parameters)
        too_long = len(query) > 1000 or (path != "/" and first_leaves(query) != query)
        allowed = (400,) if too_long else (200,)
        assert response.status_code in allowed, repr(query)


def test_odd_queries_are_answered(fixture_searcher: EmbeddedSearcher) -> None:
    draw = random.Random(1)
    queries = (mutated(draw.choice(_fixture_queries()), draw) for _ in range(150))
    _ask(fixture_searcher, queries, draw)


def random_post(draw: random.Random, real: list[bytes]) -> bytes:
    """A real post with pieces cut out, doubled, swapped or overwritten; one in ten with bytes
    that are no text."""
    text = draw.choice(real)[:30_000].decode("utf-8", "ignore")
    for _ in range(draw.randint(1, 8)):
        at = draw.randint(0, len(text))
        piece = text[at : at + draw.randint(0, 200)]
        dirt = draw.choice(_DIRT)
        other = draw.choice([dirt, piece, dirt * 20, _any_character(draw)])
        text = text[:at] + other + text[at + draw.choice([0, 0, len(piece)]) :]
    data = text.encode("utf-8", "ignore")
    return data + draw.randbytes(8) if draw.random() < 0.1 else data


def _write_posts(folder: Path, number: int, draw: random.Random, real: list[bytes]) -> None:
    folder.mkdir()
    for each in range(number):
        (folder / f"{each:05d}.md").write_bytes(random_post(draw, real))


def test_odd_posts_are_indexed_or_named(tmp_path: Path) -> None:
    draw = random.Random(2)
    real = [path.read_bytes() for path in sorted(FIXTURE.rglob("*.md"))]
    _write_posts(tmp_path / "posts", 60, draw, real)
    report = build(tmp_path / "posts", tmp_path / "index")
    kept_back = report.drafts + report.future + report.hidden
    assert report.posts + kept_back + len(report.left_out) == 60
    assert not [reason for reason in report.left_out if "could not be read" in reason]


@pytest.mark.soak
@needs_data
def test_20_000_real_queries_mutated_over_2_000_odd_posts(
    tmp_path: Path, real_posts: Callable[[], list[bytes]]
) -> None:
    draw = random.Random(3)
    _write_posts(tmp_path / "posts", 2_000, draw, real_posts())
    report = build(tmp_path / "posts", tmp_path / "index", jobs=0)
    assert not [reason for reason in report.left_out if "could not be read" in reason]
    real = _real_queries()
    queries = (mutated(draw.choice(real), draw) for _ in range(20_000))
    with searcher(tmp_path / "index") as source:
        _ask(source, queries, draw)
