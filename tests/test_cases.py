"""Small sites that once failed, each through the real command line. A group is added to HELD by the
change that mends its kind."""

import base64
import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from tests.test_cli import run

HELD = {
    "crash-long-text", "encoding", "head-ime-slips", "hugo-permalinks", "hugo-unpublished",
    "json-head", "not-published-listed", "unpublished-book",
}  # fmt: skip
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


def _searched(case: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    root, index = tmp_path / "site", tmp_path / "index"
    _write(case, root)
    built = run("reindex", root, "--index", index)
    if built.returncode == 2 and not case["expect"].get("finds"):
        return {"hits": []}  # nothing may be listed, so there is no index
    assert built.returncode == 0, built.stderr
    found: subprocess.CompletedProcess[str] = run(
        "search", "--json", "--index", index, "--", case["query"]
    )
    assert found.returncode == 0, found.stderr
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "case", [case for case in CASES if case["group"] in HELD], ids=lambda case: str(case["id"])
)
def test_case_holds(case: dict[str, Any], tmp_path: Path) -> None:
    answer = _searched(case, tmp_path)
    expected = case["expect"]
    hits = {hit["id"]: hit for hit in answer["hits"]}
    assert set(expected.get("finds", [])) <= set(hits)
    assert not set(expected.get("excludes", [])) & set(hits)
    if "title" in expected:
        title = hits[expected["finds"][0]]["title"]
        assert "".join(piece["text"] for piece in title) == expected["title"]
    if "url" in expected:
        assert _decoded(hits[expected["finds"][0]]["url"]) == _decoded(expected["url"])


def _decoded(address: str | None) -> str | None:
    """An address decoded; a relative one follows the host of all cases."""
    return address and unquote(urljoin("https://ex.jp", address))


def test_every_group_that_is_held_has_cases() -> None:
    assert {case["group"] for case in CASES} >= HELD
