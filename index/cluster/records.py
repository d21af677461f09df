"""The records of all files of a generation, as one piece of bytes, which may be anybody's."""

import json
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store import (
    inflated,
    read_json,
    read_shapes,
    require_records,
    require_shape,
    written_shapes,
)
from index.values import CONTENT, Packed, Records

_MOST = 1 << 34
"""Bytes of records, at most."""
_SIZE = "<u4"
_HEAD = {"shapes": list, "files": int, "ids": int, "urls": int}


def pack_records(records: Records) -> bytes:
    """The bytes of records."""
    sizes = {"files": len(records), "ids": len(records.ids.data), "urls": len(records.urls.data)}
    head = json.dumps({"shapes": written_shapes(records), **sizes}).encode()
    columns = (
        records.ids.data, records.ids.lengths.astype(_SIZE), records.contents, records.urls.data,
        records.urls.lengths.astype(_SIZE), records.kinds.astype(_SIZE),
    )  # fmt: skip
    parts = (len(head).to_bytes(4, "little"), head, *(column.tobytes() for column in columns))
    return zlib.compress(b"".join(parts))


def unpack_records(data: bytes) -> Records:
    """The inverse; ValueError where these are none."""
    whole = inflated(data, _MOST)
    begin = 4 + int.from_bytes(whole[:4], "little")
    said = require_shape(read_json(whole[4:begin].decode()), _HEAD)
    files, ids, urls = (said[name] for name in ("files", "ids", "urls"))
    if min(files, ids, urls) < 0:
        raise ValueError("expected how many files there are")
    kinds = (
        ("u1", ids),
        (_SIZE, files),
        (CONTENT, files),
        ("u1", urls),
        (_SIZE, files),
        (_SIZE, files),
    )
    columns = []
    for kind, count in kinds:
        columns.append(np.frombuffer(whole, kind, count, begin) if count else np.zeros(0, kind))
        begin += columns[-1].nbytes
    if begin != len(whole):
        raise ValueError("expected records alone")
    records = Records(
        ids=_packed(columns[0], columns[1]),
        contents=columns[2],
        urls=_packed(columns[3], columns[4]),
        kinds=columns[5].astype(np.uint32),
        shapes=read_shapes(said["shapes"]),
    )
    require_records(records)
    return records


def _packed(data: NDArray[Any], lengths: NDArray[Any]) -> Packed:
    texts = Packed(data, lengths.astype(np.int64))
    texts.require_texts()
    return texts
