"""Records say what the entries say that they are made of, however they are joined and kept."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.format.block_file import BlockFile
from index.store.format.folder import Folder
from index.store.manifest import RecordsFile
from index.store.records import read_records, write_records
from index.values.entry import FileEntry
from index.values.errors import IndexDamaged
from index.values.packed import Packed
from index.values.records import Records

_TEXTS = st.lists(st.text("aé京\U00020bb7\ud800\0\n", max_size=4), max_size=8)
_ENTRIES = st.builds(
    FileEntry,
    content=st.sampled_from(("", "size 9", "0" * 32, "f" * 32)),
    state=st.sampled_from(("listed", "draft", "left_out")),
    reason=st.sampled_from(("", "x.md: expected text")),
    due=st.none() | st.just("2030-01-01T00:00:00+09:00"),
    warnings=st.sampled_from(((), ("a", "b"))),
    url=st.none() | st.sampled_from(("", "/京都/", "https://ex.jp/a/")),
    added=st.none() | st.sampled_from(("", "2020-01-01T00:00:00+09:00")),
    lang=st.sampled_from(("", "ja")),
)
_FILES = st.dictionaries(st.text("abé京", min_size=1, max_size=2), _ENTRIES, max_size=12)


@given(_TEXTS, st.data())
def test_packed_texts_are_the_texts(texts: list[str], data: st.DataObject) -> None:
    packed = Packed.of(texts)
    assert list(packed) == texts == [packed[row] for row in range(len(packed))]
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1) if texts else st.nothing()))
    assert list(packed.take(np.array(rows, dtype=np.int64))) == [texts[row] for row in rows]
    others = data.draw(st.permutations(texts))
    same = packed.same(Packed.of(others)).tolist()
    assert same == [one == other for one, other in zip(texts, others, strict=True)]
    assert list(Packed.joined([packed, packed])) == texts * 2
    distinct = list(dict.fromkeys(texts))
    wanted = [distinct.index(text) if text in distinct else -1 for text in [*others, "b"]]
    assert Packed.of(distinct).places(Packed.of([*others, "b"])).tolist() == wanted


@given(_FILES)
def test_records_are_a_mapping_of_their_entries(files: dict[str, FileEntry]) -> None:
    records = Records.of(files)
    assert list(records.items()) == sorted(files.items())
    assert "zz" not in records
    states = [entry.state for entry in files.values()]
    assert records.counts() == {state: states.count(state) for state in set(states)}
    listed = [name for name in sorted(files) if files[name].is_listed]
    assert list(records.ids.take(records.where(lambda entry: entry.is_listed))) == listed
    warnings = [one for name in sorted(files) for one in files[name].warnings]
    assert list(records.told(lambda entry: entry.warnings)) == warnings


@given(_FILES, _FILES)
def test_what_differs_makes_one_of_the_other(
    before: dict[str, FileEntry], after: dict[str, FileEntry]
) -> None:
    changed, gone = Records.of(after).since(Records.of(before))
    assert dict(changed) == {
        name: entry for name, entry in after.items() if before.get(name) != entry
    }
    assert set(gone) == set(before) - set(after)
    assert dict(Records.of(before).updated(changed, gone)) == after


@given(st.lists(_FILES, min_size=1, max_size=4))
def test_records_are_read_as_they_were_written(steps: list[dict[str, FileEntry]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        files: tuple[RecordsFile, ...] = ()
        last = Path(root)
        for number, step in enumerate(steps):
            folder = Path(root) / str(number)
            folder.mkdir()
            for file in files:
                (last / file.file).rename(folder / file.file)
            files, last = write_records(Folder(folder), Records.of(step), files), folder
            assert dict(read_records(Folder(folder), files)) == step
            assert {path.name for path in folder.iterdir()} == {file.file for file in files}


def test_a_change_of_few_writes_few(tmp_path: Path) -> None:
    entry = FileEntry("f" * 32, "listed", url="https://ex.jp/a/")
    many = {f"{number:04}.md": entry for number in range(1_000)}
    (tmp_path / "1").mkdir()
    base = write_records(Folder(tmp_path / "1"), Records.of(many), ())
    (tmp_path / "1").rename(tmp_path / "2")
    changed = {**many, "0007.md": FileEntry("0" * 32, "draft"), "new.md": entry}
    changed.pop("0003.md")
    files = write_records(Folder(tmp_path / "2"), Records.of(changed), base)
    assert files[0] == base[0]
    assert files[1].bytes * 50 < files[0].bytes
    assert dict(read_records(Folder(tmp_path / "2"), files)) == changed


@pytest.mark.parametrize(
    ("name", "value"),
    [("kinds", np.array([7], dtype=np.uint32)), ("contents", np.zeros(2, dtype="S32")),
     ("ids.lengths", np.array([9], dtype=np.uint8))],
)  # fmt: skip
def test_columns_that_do_not_fit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: np.ndarray
) -> None:
    files = write_records(Folder(tmp_path), Records.of({"a.md": FileEntry("", "listed")}), ())
    real = BlockFile.array
    monkeypatch.setattr(
        BlockFile, "array", lambda file, asked: value if asked == name else real(file, asked)
    )
    with pytest.raises(IndexDamaged, match=r"expected (records|lengths)"):
        read_records(Folder(tmp_path), files)
