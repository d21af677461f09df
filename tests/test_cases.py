"""Small sites that once failed, each through the command line. A group is added to HELD by the
change that mends its kind."""

import base64
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from search.embedded.searcher import EmbeddedSearcher
from tests.console import call, run

HELD = {
    "affix-reading", "command-option", "compound-apart", "compound-slip", "compound-spelling",
    "crash-long-text", "dead-links", "dot-net", "dotted-name", "encoding", "entities",
    "file-name-date", "head-ime-slips", "homophone-slip", "honorific", "hugo-permalinks",
    "hugo-unpublished", "jekyll-includes", "json-head", "kana-dust", "kana-hides-kanji",
    "kana-marks", "kana-query-too-wide", "kana-slip", "kana-tier", "katakana-variant",
    "latin-accents", "latin-joiners", "light-adjective", "mark-cut", "markup-left", "not-jekyll",
    "not-published-listed", "old-forms-in-words", "question-frame", "romaji-less-than-kana",
    "romaji-slip", "run-of-one-word", "run-with-endings", "scattered-compound",
    "scattered-sentence", "short-repeats", "slide-markup", "spelling-inside-words",
    "suggest-case", "suggest-compound", "symbol-dropped", "tier-over-field", "units",
    "unpublished-book", "version-glued", "wrong-merge", "wrong-suggestion", "zenn-root",
}  # fmt: skip
_ENDS_PROCESSES = {"crash-long-text"}
"""Groups whose posts once ended the process that read them: they are given real ones."""
_FILE = Path(__file__).with_name("golden") / "cases.jsonl"
CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").split("\n") if line]


def _write(case: dict[str, Any], root: Path) -> None:
    for name, text in case["files"].items():
        for token, (piece, times) in case.get("repeat", {}).items():
            text = text.replace(token, piece * times)
        _put(root / name, text.encode())
    for name, data in case.get("b64", {}).items():
        _put(root / name, base64.b64decode(data))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _answer(case: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """What the command line answers to the query of a case; no hits where nothing is listed."""
    root, index = tmp_path / "site", tmp_path / "index"
    _write(case, root)
    sakuin = run if case["group"] in _ENDS_PROCESSES else call
    built = sakuin("reindex", root, "--index", index)
    if built.returncode == 2 and not case["expect"].get("finds"):
        return {"hits": [], "partial": []}  # nothing may be listed, so there is no index
    assert built.returncode == 0, built.stderr
    found = sakuin("search", "--json", "--index", index, "--", case["query"])
    assert found.returncode == 0, found.stderr
    answer: dict[str, Any] = json.loads(found.stdout)
    with EmbeddedSearcher(index) as searcher:
        answer["suggest"] = [one.text for one in searcher.suggest(case["query"], 8)]
    return answer


HELD_CASES = [case for case in CASES if case["group"] in HELD]


Answers = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Gives the answer to a case by id, made once."""
    cases = {case["id"]: case for case in HELD_CASES}
    return functools.cache(lambda name: _answer(cases[name], tmp_path_factory.mktemp("case")))


def _pieces(hit: dict[str, Any]) -> list[dict[str, Any]]:
    """All that is shown of a hit, in pieces."""
    return [*hit["title"], *(piece for snippet in hit["snippets"] for piece in snippet)]


def _joined(pieces: list[dict[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@pytest.mark.unmeasured
@pytest.mark.parametrize("case", HELD_CASES, ids=lambda case: str(case["id"]))
def test_case_holds(case: dict[str, Any], answers: Answers) -> None:
    answer, expected = answers(case["id"]), case["expect"]
    hits = {hit["id"]: hit for hit in answer["hits"]}
    assert set(expected.get("finds", [])) <= set(hits)
    assert not set(expected.get("excludes", [])) & set(hits)
    if "first" in expected:
        assert [*answer["hits"], *answer["partial"]][0]["id"] == expected["first"]
    shown = _joined([piece for hit in hits.values() for piece in _pieces(hit)])
    assert [text for text in expected.get("hides", []) if text in shown] == []
    marked = {piece["text"] for hit in hits.values() for piece in _pieces(hit) if piece["matched"]}
    assert set(expected.get("marks", [])) <= marked
    assert not set(expected.get("unmarked", [])) & marked
    for name, text in expected.get("offers", {}).items():
        assert name in hits or answer["suggestion"] == text
    assert set(expected.get("suggest", [])) <= set(answer.get("suggest", []))
    if "suggestion" in expected:
        assert answer["suggestion"] == expected["suggestion"]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "case",
    [case for case in HELD_CASES if {"url", "title"} & set(case["expect"])],
    ids=lambda case: str(case["id"]),
)
def test_the_first_post_of_a_case_has_its_title_and_address(
    case: dict[str, Any], answers: Answers
) -> None:
    expected, hits = case["expect"], answers(case["id"])["hits"]
    hit = next(hit for hit in hits if hit["id"] == expected["finds"][0])
    if "title" in expected:
        assert _joined(hit["title"]) == expected["title"]
    if "url" in expected:
        assert _address(hit["url"]) == _address(expected["url"])


def _address(url: str | None) -> str | None:
    """An address decoded; a relative one follows that of the site."""
    return None if url is None else unquote(urljoin("https://ex.jp", url))


def test_every_group_that_is_held_has_cases() -> None:
    assert {case["group"] for case in CASES} >= HELD
