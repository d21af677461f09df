"""The records of a generation on disk: a base, which generations share, and what differs from it,
so that a change of few posts writes few records."""

import operator
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format import (
    BlockFile,
    BlockWriter,
    Folder,
    read_packed,
    require_shape,
    write_packed,
)
from index.store.manifest import RecordsFile
from index.store.segment import opened
from index.values import CONTENT, FileEntry, Packed, Records, reason_of

_SHAPE = (str, str, str | None, [str], str | None, str | None, str)
_SHARE = 8
"""The base is written anew when a record of so many, or more, differs."""


def write_records(
    folder: Folder, records: Records, before: Sequence[RecordsFile]
) -> tuple[RecordsFile, ...]:
    """Writes records into the folder of a generation, which holds those that were written
    `before`; of these only the base may be used again, the others are taken out."""
    name = f"{folder.name}.records"
    files: tuple[RecordsFile, ...] = ()
    if before:
        changed, gone = records.since(_read(folder, before[0])[0])
        if (len(changed) + len(gone)) * _SHARE <= len(records):
            files = before[0], _written(folder, name, changed, gone)
    for file in before:
        if file not in files:
            folder.remove(file.file)
    return files or (_written(folder, name, records, ()),)


def _written(folder: Folder, name: str, records: Records, gone: Sequence[str]) -> RecordsFile:
    """Writes records, and the ids of files that are not there any more, as one file."""
    blocks = BlockWriter(folder.create(name))
    write_packed(blocks, "ids", records.ids)
    write_packed(blocks, "urls", records.urls)
    blocks.array("contents", records.contents)
    blocks.array("kinds", records.kinds)
    blocks.close({"shapes": written_shapes(records), "gone": gone})
    file = BlockFile(folder.open(name))
    return RecordsFile(name, len(file), file.checksum)


def read_records(folder: Folder, files: Sequence[RecordsFile]) -> Records:
    """The records in files of a generation, each of which says what differs from those before it;
    IndexDamaged where they are not as written."""
    whole = Records.of({})
    for file in files:
        records, gone = _read(folder, file)
        whole = whole.updated(records, gone) if len(whole) else records
    return whole


def check_records(folder: Folder, file: RecordsFile) -> None:
    """Reads every byte of a file with records; IndexDamaged where it is not as written."""
    _read(folder, file)
    BlockFile(opened(folder, file.file)).check()


def _read(folder: Folder, file: RecordsFile) -> tuple[Records, list[str]]:
    """(the records in a file, the ids of files that are not there any more)."""
    blocks = BlockFile(opened(folder, file.file))
    if (len(blocks), blocks.checksum) != (file.bytes, file.checksum):
        raise blocks.damaged("not the file of its manifest")
    try:
        said = require_shape(blocks.attributes, {"shapes": list, "gone": [str]})
        records = Records(
            ids=read_packed(blocks, "ids"),
            contents=read_contents(blocks),
            urls=read_packed(blocks, "urls"),
            kinds=np.asarray(blocks.array("kinds"), dtype=np.uint32),
            shapes=read_shapes(said["shapes"]),
        )
        require_records(records)
        return records, said["gone"]
    except ValueError as error:
        raise blocks.damaged(f"expected records: {reason_of(error)}") from None


def read_contents(blocks: BlockFile) -> NDArray[np.bytes_]:
    """The fingerprints in the block `contents`; ValueError where they are none."""
    contents = np.asarray(blocks.array("contents"), dtype=CONTENT)
    _require_ascii(contents)
    return contents


def _require_ascii(contents: NDArray[np.bytes_]) -> None:
    if contents.view(np.uint8).max(initial=0) > 127:
        raise ValueError("fingerprints that are no ASCII")


def written_shapes(records: Records) -> list[list[Any]]:
    """The shapes of records as JSON has them."""
    return [
        [one.state, one.reason, one.due, list(one.warnings), one.url, one.added, one.lang]
        for one in records.shapes
    ]


def read_shapes(raw: Any) -> tuple[FileEntry, ...]:
    """The inverse of `written_shapes`; ValueError where these are none."""
    return tuple(map(_entry, require_shape(raw, [_SHAPE])))


def require_records(records: Records) -> None:
    """ValueError where columns, which may be anybody's, are those of no records."""
    sizes = {len(records.ids), len(records.contents), len(records.urls), len(records.kinds)}
    if len(sizes) > 1 or records.kinds.max(initial=0) >= max(len(records.shapes), 1):
        raise ValueError("columns that do not fit together")
    _require_ascii(records.contents)
    _require_ascending(records.ids)


def _entry(shape: list[Any]) -> FileEntry:
    """A shape as it was written; ValueError where a time is none."""
    state, reason, due, warnings, url, added, lang = shape
    if due is not None and datetime.fromisoformat(due).tzinfo is None:
        raise ValueError("expected a time with its offset")
    return FileEntry("", state, reason, due, tuple(warnings), url, added, lang)


def _require_ascending(ids: Packed) -> None:
    names = ids.unpacked()
    if not all(map(operator.lt, names, names[1:])):
        raise ValueError("ids that are not in order")
