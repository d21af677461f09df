"""What a cluster keeps of a post beside what it searches, in one piece of bytes: all that a search
reads of it. The bytes may be anybody's."""

import struct
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import ge

import numpy as np
from numpy.typing import NDArray

from index.store import (
    Ranked,
    columns,
    encode,
    in_order,
    inflated,
    pack_numbers,
    pack_stored,
    ranked,
)
from index.text import alike_of
from index.values import FIELDS, Documents, IndexDamaged, Int32s, cached_property, link_keys

_LEVEL = 6
_MOST = 1 << 28
"""Bytes that are inflated of a post, at most."""
_HEAD = struct.Struct("<dIQQIII")
"""Seconds, day, keys of links; bytes of the terms and of what is alike; hashes of the signature."""
_FRAME = struct.Struct("<III")
"""The CRC-32 of all behind it, and the lengths of what is compressed of terms and of the text."""
_AS_WRITTEN = ("utf-8", "surrogatepass")
_LAST_DAY = date.max.toordinal()
_LAST_SECOND = 1e12
_COLUMNS = 5


@dataclass(frozen=True, eq=False)
class Kept:
    """One post. `folded`, which is inflated at first use, and `stored` are what Stored reads. The
    term in row r, `terms[r]`, a word, a compound or the mark of sentences, has the occurrences
    `bounds[r]` to `bounds[r + 1]`, by field, then first token: in the fields `fields`, from the
    tokens `firsts`, counted through all fields, on, with `extents` more. `lengths` are the tokens
    of each field; `alike` the grams that it has in letters that are alike alone; `address` and
    `original` keys of links, 0 for none."""

    stored: bytes
    terms: Sequence[str]
    bounds: Int32s
    fields: NDArray[np.uint8]
    firsts: Int32s
    extents: NDArray[np.uint8]
    lengths: Int32s
    seconds: float
    day: int
    signature: NDArray[np.uint32]
    address: int
    original: int
    alike: frozenset[str]
    _text: bytes

    def row(self, term: str) -> int | None:
        """The row of a term; None for one that it has not."""
        at = bisect_left(self.terms, term)
        return at if at < len(self.terms) and self.terms[at] == term else None

    @cached_property
    def folded(self) -> bytes:
        """The folded text as `encode` makes it; IndexDamaged where it cannot be read."""
        try:
            return inflated(self._text, _MOST)
        except ValueError as error:
            raise _damaged(error) from None


def _damaged(error: Exception) -> IndexDamaged:
    return IndexDamaged(f"index: expected what is kept of a post: {error}")


def pack_kept(documents: Documents, doc: int) -> bytes:
    """What is kept of one post."""
    return pack_all_kept(documents, ranked(documents.occurrences))[doc]


def pack_all_kept(documents: Documents, found: Ranked) -> list[bytes]:
    """What is kept of each post, whose words are all `found`."""
    words, count = documents.occurrences, len(documents.metas)
    many = max(len(found.keys), 1)
    groups, firsts, extents = in_order(
        (found.docs * many + found.ranks) * len(FIELDS) + found.fields,
        found.positions,
        found.extents,
    )
    rows = groups // len(FIELDS)
    cuts = rows.searchsorted(np.arange(count + 1) * many).tolist()
    alike = alike_of(documents.grams, count)
    kept = []
    for doc in range(count):
        mine = slice(cuts[doc], cuts[doc + 1])
        begins = np.flatnonzero(np.diff(rows[mine], prepend=-1))
        terms = [found.keys[rank] for rank in (rows[mine][begins] - doc * many).tolist()]
        counts = np.diff(begins, append=cuts[doc + 1] - cuts[doc])
        tokens = words.fields[words.bounds[doc] : words.bounds[doc + 1]]
        runs = np.flatnonzero(np.diff(tokens.astype(np.int64), prepend=-1))
        numbers = (tokens[runs], np.diff(runs, append=len(tokens)), counts, firsts[mine])
        parts = b"".join(map(pack_numbers, (*numbers, extents[mine])))
        kept.append(_packed(documents, doc, _joined(terms), _joined(alike[doc]), parts))
    return kept


def _packed(documents: Documents, doc: int, terms: bytes, alike: bytes, numbers: bytes) -> bytes:
    meta = documents.metas[doc]
    folded, signature = encode(documents.folded[doc]), documents.signatures[doc].astype("<u4")
    sizes = len(terms), len(alike), len(signature)
    times = float(documents.seconds[doc]), int(documents.days[doc])
    head = _HEAD.pack(*times, *link_keys(meta.url, meta.canonical), *sizes)
    body = b"".join((head, terms, alike, signature.tobytes(), numbers))
    if max(len(body), len(folded)) > _MOST:
        raise ValueError(f"expected a post of {_MOST:,} bytes at most")
    parts = [zlib.compress(part, _LEVEL) for part in (body, folded)]
    lengths = b"".join(len(part).to_bytes(4, "little") for part in parts)
    framed = b"".join((lengths, *parts, pack_stored(documents, doc)))
    return zlib.crc32(framed).to_bytes(4, "little") + framed


def _joined(texts: Sequence[str]) -> bytes:
    """Texts, each behind a character that none of them has; b"" for none."""
    whole = "".join(texts)
    between = next(one for one in map(chr, range(1 << 20)) if one not in whole)
    return "".join(between + text for text in texts).encode(*_AS_WRITTEN)


def unpack_kept(data: bytes) -> Kept:
    """What `pack_kept` packed; IndexDamaged where that cannot be read."""
    try:
        check, size, text = _FRAME.unpack_from(data)
        if zlib.crc32(memoryview(data)[4:]) != check:
            raise ValueError("its bytes have changed")
        begin = _FRAME.size + size
        if begin + text > len(data):
            raise ValueError("it is cut")
        body = inflated(data[_FRAME.size : begin], _MOST)
        return _unpacked(body, data[begin : begin + text], data[begin + text :])
    except (ValueError, LookupError, ArithmeticError, struct.error) as error:
        raise _damaged(error) from None


def _unpacked(body: bytes, text: bytes, stored: bytes) -> Kept:
    seconds, day, address, original, *sizes = _HEAD.unpack_from(body)
    alike = _HEAD.size + sizes[0]
    hashes = alike + sizes[1]
    numbers = hashes + 4 * sizes[2]
    if not (day <= _LAST_DAY and (seconds != seconds or abs(seconds) <= _LAST_SECOND)):
        raise ValueError("expected a date")
    runs, lengths, counts, firsts, extents = columns(body, numbers, _COLUMNS)
    terms = _split(body[_HEAD.size : alike])
    if any(map(ge, terms, islice(terms, 1, None))):
        raise ValueError("expected terms in order, each once")
    tokens = np.repeat(runs.astype(np.uint8), lengths)
    bounds = _bounds(counts, len(terms), len(firsts))
    fields = _fields(runs, tokens, firsts, extents)
    _require_order(fields, firsts, bounds)
    return Kept(
        stored=stored,
        terms=terms,
        bounds=bounds,
        fields=fields,
        firsts=firsts,
        extents=extents.astype(np.uint8),
        lengths=np.bincount(tokens, minlength=len(FIELDS)).astype(np.int32),
        seconds=seconds,
        day=day,
        signature=np.frombuffer(body, "<u4", sizes[2], hashes),
        address=address,
        original=original,
        alike=frozenset(_split(body[alike:hashes])),
        _text=text,
    )


def _split(data: bytes) -> list[str]:
    """The inverse of `_joined`."""
    text = data.decode(*_AS_WRITTEN)
    return text[1:].split(text[0]) if text else []


def _bounds(counts: Int32s, terms: int, occurrences: int) -> Int32s:
    """Where the occurrences of each term begin and the last end; ValueError where they do not fit
    to so many."""
    bounds = np.zeros(terms + 1, dtype=np.int32)
    if len(counts) != terms or (terms and counts.min() < 1):
        raise ValueError("expected how often each term occurs")
    counts.cumsum(out=bounds[1:])
    if bounds[-1] != occurrences or int(counts.sum(dtype=np.int64)) != occurrences:
        raise ValueError("expected all occurrences")
    return bounds


def _fields(
    runs: Int32s, tokens: NDArray[np.uint8], firsts: Int32s, extents: Int32s
) -> NDArray[np.uint8]:
    """The field of each occurrence; ValueError where there is no such field or token."""
    if len(firsts) != len(extents) or runs.max(initial=0) >= len(FIELDS):
        raise ValueError("expected the fields of tokens")
    if extents.max(initial=0) > 255 or (firsts + extents).max(initial=-1) >= len(tokens):
        raise ValueError("expected occurrences within the post")
    return tokens[firsts]


def _require_order(fields: NDArray[np.uint8], firsts: Int32s, bounds: Int32s) -> None:
    """ValueError where the occurrences of a term do not ascend by field and first token."""
    order = fields * np.int64(1 << 32) + firsts
    falls = order[1:] < order[:-1]
    falls[bounds[1:-1] - 1] = False
    if falls.any():
        raise ValueError("expected occurrences in order")
