"""Bytes that are not as written are named, or change no answer."""

import random
import shutil
from pathlib import Path

import pytest

from index.store.check import check_current
from index.values.errors import IndexDamaged
from search.contract.as_json import results_to_json
from tests.conftest import FIXTURE, build, find, searcher

_QUERIES = ("新幹線", "サーバー 入門", '"の"', "SQL", "")


@pytest.fixture
def index(fixture_index: Path, tmp_path: Path) -> Path:
    """A copy to be harmed."""
    return Path(shutil.copytree(fixture_index, tmp_path / "index"))


def _answers(index: Path) -> list[object]:
    with searcher(index) as source:
        found = [results_to_json(find(source, query, size=50)) for query in _QUERIES]
    return [{**one, "took_ms": 0} for one in found]


def _harmed(data: bytes, draw: random.Random) -> bytes:
    """Cut, or with one bit turned."""
    at = draw.randrange(len(data))
    if draw.random() < 0.1:
        return data[:at]
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def _harm_many(index: Path, path: Path, times: int, seed: int) -> int:
    """How often a search named the file; the check always does."""
    right = _answers(index)
    whole = path.read_bytes()
    draw = random.Random(seed)
    named = 0
    for _ in range(times):
        path.write_bytes(_harmed(whole, draw))
        assert any(path.name in reason for _, reason in check_current(index))
        try:
            assert _answers(index) == right
        except IndexDamaged as error:
            named += 1
            assert path.name in str(error)
    path.write_bytes(whole)
    assert [reason for _, reason in check_current(index) if reason] == []
    return named


_FILES = ("CURRENT", "generations/*/*.segment", "generations/*/manifest.json")


@pytest.mark.unmeasured
@pytest.mark.parametrize("pattern", [*_FILES, "generations/*/*.records"])
def test_no_harm_to_a_file_gives_a_wrong_answer(index: Path, pattern: str) -> None:
    (path,) = index.glob(pattern)
    named = _harm_many(index, path, times=60, seed=1)
    assert named > 30 if pattern in _FILES else named == 0


@pytest.mark.soak
def test_2000_harms_give_no_wrong_answer(index: Path) -> None:
    for pattern in (*_FILES, "generations/*/*.records"):
        (path,) = index.glob(pattern)
        _harm_many(index, path, times=500, seed=2)


@pytest.mark.parametrize("pattern", [*_FILES, "generations/*/*.records"])
def test_a_reindex_builds_anew_what_is_damaged(index: Path, pattern: str) -> None:
    right = _answers(index)
    (path,) = index.glob(pattern)
    path.write_bytes(b"\0" * 100)
    build(FIXTURE, index)
    if "segment" in pattern:  # nothing to do, so it was not looked into
        build(FIXTURE, index, full=True)
    assert _answers(index) == right
    build(FIXTURE, index, full=True)  # what was damaged is now neither in force nor the one before
    assert [reason for _, reason in check_current(index) if reason] == []


def test_a_check_reads_the_generation_before_too(index: Path) -> None:
    build(FIXTURE, index, full=True)
    (path,) = index.glob("generations/000001/*.segment")
    whole = bytearray(path.read_bytes())
    whole[100] ^= 1
    path.write_bytes(whole)
    assert [str(path) in reason for _, reason in check_current(index) if reason] == [True]
