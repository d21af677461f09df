"""Bytes that are not as written are named, or change no answer."""

import random
import shutil
from pathlib import Path

import pytest

from index.errors import IndexDamaged
from search import to_json
from tests.conftest import find, searcher

_QUERIES = ("新幹線", "サーバー 入門", '"の"', "SQL", "")


def _answers(index: Path) -> list[object]:
    with searcher(index) as source:
        found = [to_json(find(source, query, size=50)) for query in _QUERIES]
    return [{**one, "took_ms": 0} for one in found]


def _harmed(data: bytes, draw: random.Random) -> bytes:
    """Cut, or with one bit turned."""
    at = draw.randrange(len(data))
    if draw.random() < 0.1:
        return data[:at]
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


@pytest.mark.parametrize("pattern", ["*.segment", "manifest.json"])
def test_no_harm_to_a_file_gives_a_wrong_answer(
    fixture_index: Path, tmp_path: Path, pattern: str
) -> None:
    index = tmp_path / "index"
    shutil.copytree(fixture_index, index)
    right = _answers(index)
    (path,) = (index / "generations").glob(f"*/{pattern}")
    whole = path.read_bytes()
    draw = random.Random(1)
    named = 0
    for _ in range(100):
        path.write_bytes(_harmed(whole, draw))
        try:
            assert _answers(index) == right
        except IndexDamaged as error:
            named += 1
            assert path.name in str(error)
    assert named > 50
