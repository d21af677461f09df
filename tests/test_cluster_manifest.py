"""What a generation on a cluster says of itself is read as it was written, or not at all."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cluster.address import parse_address
from index.cluster.client import Client
from index.cluster.manifest import _digest, read_contents, read_manifest, written
from index.cluster.mapping import MANIFEST
from index.cluster.records import pack_records, unpack_records
from index.values import Contents, FileEntry, IndexDamaged, Records, Vocabulary
from index.values.settings import ClusterSettings

INDEX = "blog-000001"
_FILES = {
    "a.md": FileEntry("0" * 32, "listed", url="/京都/", added="", lang="ja"),
    "b.md": FileEntry("", "left_out", "b.md: expected text", warnings=("x", "y")),
    "京.md": FileEntry("f" * 32, "draft", due="2030-01-01T00:00:00+09:00"),
}
_WORDS = Vocabulary((("索引", "さくいん"), ("\ud800", "")), (("京都", "古都"),))
_CONTENTS = Contents({"engine": "cluster"}, "2026-11-24", Records.of(_FILES), _WORDS, "Asia/Tokyo")


class _Held(Client):
    """A cluster that has just these documents."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        super().__init__(parse_address("opensearch://nowhere/blog"), ClusterSettings())
        self._documents = documents

    def get_many(self, index: str, ids: Sequence[str]) -> list[Mapping[str, Any] | None]:
        return [self._documents.get(key) for key in ids]


def _documents(contents: Contents = _CONTENTS, index: str = INDEX) -> dict[str, Any]:
    whole = b"".join(written(index, "token", contents, ()))
    lines = [json.loads(line) for line in whole.splitlines()]
    return {head["index"]["_id"]: part for head, part in zip(lines[::2], lines[1::2], strict=True)}


def test_a_generation_is_read_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (1 << 20, 7, 1):
        monkeypatch.setattr("index.cluster.manifest.PART", size)
        client = _Held(_documents())
        manifest = read_manifest(client, INDEX)
        assert (manifest.generation, manifest.token) == (INDEX, "token")
        assert manifest.count("listed") == 1
        read = read_contents(client, manifest)
        assert read.files == _FILES
        assert (read.basis, read.vocabulary) == (_CONTENTS.basis, _WORDS)
        assert (read.indexed_at, read.timezone) == ("2026-11-24", "Asia/Tokyo")


def test_a_generation_without_files_is_read_too() -> None:
    client = _Held(_documents(Contents({}, "2026-11-24", Records.of({}))))
    assert read_contents(client, read_manifest(client, INDEX)).files == {}


@pytest.mark.parametrize("name", _documents())
@pytest.mark.parametrize(
    "other", [None, {}, {"kind": "part"}, {"kind": "part", "part": 3}, [],
              {"kind": "part", "part": "?"},
              {"kind": "part", "part": ""}, {"kind": "part", "part": "AAAA"}],
)  # fmt: skip
def test_a_part_that_is_another_is_damage(name: str, other: Any) -> None:
    client = _Held(_documents() | {name: other})
    with pytest.raises(IndexDamaged, match="reindex"):
        read_contents(client, read_manifest(client, INDEX))


@pytest.mark.parametrize(
    "change",
    [{"format": 0}, {"owner": "program"}, {"generation": "blog-000002"}, {"parts": -1},
     {"parts": 1 << 40}, {"indexed_at": "soon"}, {"timezone": "$(id)"}, {"counts": {"listed": -1}},
     {"counts": {"listed": 2}}, {"basis": {"a": 1}}, {"vocabulary": {}}, {"more": 1},
     {"checksum": "0"}, {"parts": 2}, {"parts": 0}],
)  # fmt: skip
def test_a_manifest_made_up_is_damage(change: dict[str, Any]) -> None:
    """Be its own checksum right."""
    raw = json.loads(_raw(_documents()[MANIFEST]))["manifest"] | change
    digest = _digest(json.dumps(raw, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    text = json.dumps({"checksum": digest, "manifest": raw}, ensure_ascii=False)
    packed = b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode()
    client = _Held(_documents() | {MANIFEST: {"kind": "part", "part": packed}})
    with pytest.raises(IndexDamaged):
        read_contents(client, read_manifest(client, INDEX))


def _raw(source: Mapping[str, str]) -> str:
    return zlib.decompress(b64decode(source["part"])).decode("utf-8", "surrogatepass")


@given(st.data())
def test_records_made_up_are_refused_or_records(data: st.DataObject) -> None:
    whole = bytearray(zlib.decompress(pack_records(_CONTENTS.files)))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from((len(whole), len(whole) - 1, 40, 3, 0)))
    try:
        records = unpack_records(zlib.compress(bytes(whole[:cut])))
    except ValueError:
        return
    assert sorted(records) == list(records)
    assert all(records[name].state is not None for name in records)
