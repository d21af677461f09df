"""The records of a generation on disk: a base, which generations share, and what differs from it,
so that a change of few posts writes few records."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.store.format import BlockFile, BlockWriter, read_packed, write_packed
from index.store.manifest import RecordsFile
from index.values import CONTENT, FileEntry, IndexDamaged, Records, reason_of

_SHARE = 8
"""The base is written anew when a record of so many, or more, differs."""


def write_records(
    folder: Path, records: Records, before: Sequence[RecordsFile]
) -> tuple[RecordsFile, ...]:
    """Writes records into the folder of a generation, which holds those that were written
    `before`; of these only the base may be used again, the others are taken out."""
    path = folder / f"{folder.name}.records"
    files: tuple[RecordsFile, ...] = ()
    if before:
        changed, gone = records.since(_read(folder, before[0])[0])
        if (len(changed) + len(gone)) * _SHARE <= len(records):
            files = before[0], _written(path, changed, gone)
    for file in before:
        if file not in files:
            (folder / file.file).unlink()
    return files or (_written(path, records, ()),)


def _written(path: Path, records: Records, gone: Sequence[str]) -> RecordsFile:
    """Writes records, and the ids of files that are not there any more, as one file."""
    blocks = BlockWriter(path)
    write_packed(blocks, "ids", records.ids)
    write_packed(blocks, "urls", records.urls)
    blocks.array("contents", records.contents)
    blocks.array("kinds", records.kinds)
    shapes = [
        (one.state, one.reason, one.due, one.warnings, one.url, one.added, one.lang)
        for one in records.shapes
    ]
    blocks.close({"shapes": shapes, "gone": gone})
    file = BlockFile(path)
    return RecordsFile(path.name, len(file), file.checksum)


def read_records(folder: Path, files: Sequence[RecordsFile]) -> Records:
    """The records in files of a generation, each of which says what differs from those before it;
    IndexDamaged where they are not as written."""
    whole = Records.of({})
    for file in files:
        records, gone = _read(folder, file)
        whole = whole.updated(records, gone) if len(whole) else records
    return whole


def check_records(folder: Path, file: RecordsFile) -> None:
    """Reads every byte of a file with records; IndexDamaged where it is not as written."""
    _read(folder, file)
    BlockFile(folder / file.file).check()


def _read(folder: Path, file: RecordsFile) -> tuple[Records, list[str]]:
    """(the records in a file, the ids of files that are not there any more)."""
    path = folder / file.file
    blocks = BlockFile(path)
    if (len(blocks), blocks.checksum) != (file.bytes, file.checksum):
        raise IndexDamaged(f"{path}: damaged: not the file of its manifest")
    try:
        shapes = tuple(
            FileEntry("", state, reason, due, tuple(warnings), url, added, lang)
            for state, reason, due, warnings, url, added, lang in blocks.attributes["shapes"]
        )
        records = Records(
            ids=read_packed(blocks, "ids"),
            contents=np.asarray(blocks.array("contents"), dtype=CONTENT),
            urls=read_packed(blocks, "urls"),
            kinds=np.asarray(blocks.array("kinds"), dtype=np.uint32),
            shapes=shapes,
        )
        sizes = {len(records.ids), len(records.contents), len(records.urls), len(records.kinds)}
        if len(sizes) > 1 or records.kinds.max(initial=0) >= max(len(shapes), 1):
            raise ValueError("columns that do not fit together")
        return records, list(blocks.attributes["gone"])
    except (ValueError, TypeError, LookupError) as error:
        raise IndexDamaged(f"{path}: damaged: expected records: {reason_of(error)}") from None
