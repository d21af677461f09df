"""A stored post: what a segment holds of it beside its folded text, in two compressed parts. The
first is what results list; the second, as many posts are listed and few shown, makes its shown
text out of the folded one."""

import json
import zlib
from dataclasses import fields
from itertools import product
from types import NoneType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.format.inflated import inflated
from index.store.format.plain_json import read_json
from index.store.kernels import columns
from index.values import Documents, IndexDamaged, Int32s, Meta

_LEVEL = 6
_META = [field.name for field in fields(Meta)]
_TEXT, _PERHAPS, _TEXTS = (str,), (str, NoneType), (list,)
_LISTED = set(
    product(
        _TEXT, _TEXT, _PERHAPS, _PERHAPS, _TEXTS, _TEXTS, _TEXTS, _TEXT, (int,), _PERHAPS, _TEXT
    )
)
"""The types that they may have together: looked up, as a page has many of them."""
_AS_WRITTEN = ("utf-8", "surrogatepass")


class Difference(NamedTuple):
    """How the shown text of a post differs from the folded one, as ShownText takes it, where its
    tokens begin and end in the shown text, where its seams begin and how long they are, and the
    anchors of its headings, a line each."""

    other: str
    same: Int32s
    sizes: Int32s
    last: Int32s
    starts: Int32s
    ends: Int32s
    seams: tuple[Int32s, Int32s]
    anchors: str


def pack_stored(documents: Documents, doc: int) -> bytes:
    """The bytes of a stored post, number `doc` of the documents."""
    words, offsets = documents.occurrences, documents.offsets[doc]
    mine = slice(words.bounds[doc], words.bounds[doc + 1])
    starts, ends = words.starts[mine], words.ends[mine]
    seams, sizes = documents.seams[doc].T
    none = np.int32(0)
    parts = [*offsets.spans.T, np.diff(starts, prepend=none), ends - starts]
    parts += [np.diff(seams, prepend=none), sizes]
    meta = [getattr(documents.metas[doc], name) for name in _META]
    listed = json.dumps(meta, ensure_ascii=False, separators=(",", ":"))
    other = _encoded(offsets.shown)
    anchors = _encoded("\n".join(one.replace("\n", "") for one in documents.anchors[doc]))
    texts = b"".join(len(one).to_bytes(4, "little") + one for one in (anchors, other))
    shown = texts + b"".join(map(pack_numbers, parts))
    first, second = (zlib.compress(part, _LEVEL) for part in (_encoded(listed), shown))
    return len(first).to_bytes(4, "little") + first + second


def unpack_meta(stored: memoryview) -> Meta:
    """What results list of a stored post; IndexDamaged where it cannot be read."""
    try:
        size = int.from_bytes(stored[:4], "little")
        listed = read_json(inflated(stored[4 : 4 + size]).decode(*_AS_WRITTEN))
        if type(listed) is not list or tuple(map(type, listed)) not in _LISTED:
            raise ValueError("its parts are not those expected")
        name, title, url, date, authors, categories, tags, *others = listed
        if not {str}.issuperset(map(type, (*authors, *categories, *tags))):
            raise ValueError("expected texts")
        return Meta(name, title, url, date, tuple(authors), tuple(categories), tuple(tags), *others)
    except ValueError as error:
        raise IndexDamaged(f"index: expected a stored post: {error}") from None


def unpack_shown(stored: memoryview) -> Difference:
    """What makes its shown text out of the folded one, and where its tokens are; IndexDamaged where
    it cannot be read."""
    try:
        data = inflated(stored[4 + int.from_bytes(stored[:4], "little") :])
        anchors, at = _text(data, 0)
        other, at = _text(data, at)
        same, sizes, last, gaps, lengths, seams, widths = columns(data, at, 7)
        starts = gaps.cumsum(dtype=np.int32)
        ends = starts + lengths
        if (starts | ends).min(initial=0) < 0:  # a sum that is too large
            raise ValueError("tokens that are not in order")
        seams = seams.cumsum(dtype=np.int32)
        return Difference(other, same, sizes, last, starts, ends, (seams, widths), anchors)
    except ValueError as error:
        raise IndexDamaged(f"index: expected a stored post: {error}") from None


def _text(data: bytes, at: int) -> tuple[str, int]:
    """(the text at a place, behind its length in bytes; where it ends)."""
    begin = at + 4
    end = begin + int.from_bytes(data[at:begin], "little")
    return data[begin:end].decode(*_AS_WRITTEN), end


def _encoded(text: str) -> bytes:
    return text.encode(*_AS_WRITTEN)


def pack_numbers(values: NDArray[Any]) -> bytes:
    """Numbers, none negative, in the narrowest width that holds all: width, how many, values."""
    if values.min(initial=0) < 0:
        raise ValueError("expected numbers that are not negative")
    top = int(values.max()) if len(values) else 0
    kind = np.uint8 if top < 1 << 8 else np.dtype("<u2") if top < 1 << 16 else np.dtype("<u4")
    packed = values.astype(kind)
    return (
        packed.itemsize.to_bytes(1, "little") + len(packed).to_bytes(4, "little") + packed.tobytes()
    )
