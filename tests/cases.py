"""The golden cases: small sites, a query each, and what its answer must hold on any engine."""

import base64
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from index.options import settings_of
from search.contract.results import Results
from search.open import open_searcher
from tests.conftest import ids, marked, post_text
from tests.console import call, run

Case = Mapping[str, Any]
Answer = dict[str, Any]
Answers = Callable[[str], Answer]
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


def _lines(name: str) -> list[Case]:
    text = Path(__file__).with_name("golden").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


ACCEPTANCE, CASES = _lines("acceptance.jsonl"), _lines("cases.jsonl")
HELD_CASES = [case for case in CASES if case["group"] in HELD]
SHOWING = [case for case in HELD_CASES if {"url", "title"} & set(case["expect"])]
"""Those that say the title or the address of a post."""


def posts_of(case: Case) -> dict[str, str]:
    """The files of an acceptance case."""
    return {
        f"{number}.md": post_text(post["body"], title=post["title"], tags=post.get("tags", []))
        for number, post in enumerate(case["posts"])
    }


def check_results(case: Case, results: Results) -> None:
    """Whether an acceptance case holds."""
    found = [int(name.removesuffix(".md")) for name in ids(results)]
    expected = case["expect"]
    assert set(expected.get("finds", [])) <= set(found)
    assert not set(expected.get("excludes", [])) & set(found)
    if "first" in expected:
        assert found[0] == expected["first"]
    shown = [
        text
        for hit in results.hits
        for pieces in (hit.title, *hit.snippets)
        for text in marked(pieces)
    ]
    for mark in expected.get("marks", []):
        assert mark in shown


def answer_to(case: Case, root: Path, index: object, config: Path | None = None) -> Answer:
    """What the command line answers to the query of a case, whose site is written under `root`; no
    hits where nothing is listed."""
    _write(case, root)
    options = ["--index", index, *(["--config", config] if config else [])]
    built = (run if case["group"] in _ENDS_PROCESSES else call)("reindex", root, *options)
    if built.returncode == 2 and not case["expect"].get("finds"):
        return {"hits": [], "partial": []}  # nothing may be listed, so there is no index
    assert built.returncode == 0, built.stderr
    found = call("search", "--json", *options, "--", case["query"])
    assert found.returncode == 0, found.stderr
    answer: Answer = json.loads(found.stdout)
    searcher = open_searcher(settings_of(str(config) if config else None, str(index)))
    try:
        answer["suggest"] = [one.text for one in searcher.suggest(case["query"], 8)]
    finally:
        searcher.close()
    return answer


def _write(case: Case, root: Path) -> None:
    for name, text in case["files"].items():
        for token, (piece, times) in case.get("repeat", {}).items():
            text = text.replace(token, piece * times)
        _put(root / name, text.encode())
    for name, data in case.get("b64", {}).items():
        _put(root / name, base64.b64decode(data))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def check_answer(case: Case, answer: Answer) -> None:
    """Whether a case holds."""
    expected = case["expect"]
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


def check_first(case: Case, answer: Answer) -> None:
    """Whether the first post that a case finds has its title and its address."""
    expected, hits = case["expect"], answer["hits"]
    hit = next(hit for hit in hits if hit["id"] == expected["finds"][0])
    if "title" in expected:
        assert _joined(hit["title"]) == expected["title"]
    if "url" in expected:
        assert _address(hit["url"]) == _address(expected["url"])


def _pieces(hit: dict[str, Any]) -> list[dict[str, Any]]:
    """All that is shown of a hit, in pieces."""
    return [*hit["title"], *(piece for snippet in hit["snippets"] for piece in snippet)]


def _joined(pieces: list[dict[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


def _address(url: str | None) -> str | None:
    """An address decoded; a relative one follows that of the site."""
    return None if url is None else unquote(urljoin("https://ex.jp", url))
