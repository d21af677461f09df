"""Values ↔ bytes, as JSON and flat arrays: nothing that is stored can be executed."""

import dataclasses
import json
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.errors import IndexDamaged
from index.store.document import Meta, ShownSection

_LEVEL = 3


def pack_meta(meta: Meta) -> bytes:
    """Meta as UTF-8 JSON."""
    return json.dumps(dataclasses.asdict(meta), ensure_ascii=False, separators=(",", ":")).encode()


def unpack_meta(data: bytes) -> Meta:
    """The inverse; IndexDamaged where `data` is something else."""
    try:
        raw = json.loads(data)
        for name in ("authors", "categories", "tags"):
            raw[name] = tuple(raw[name])
        return Meta(**raw)
    except (ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(f"index: expected a post's record: {error}") from None


def pack_folded(folded: str) -> bytes:
    return zlib.compress(folded.encode(), _LEVEL)


def unpack_folded(data: bytes) -> str:
    """The inverse of `pack_folded`; IndexDamaged where `data` is something else."""
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise IndexDamaged(f"index: expected folded text: {error}") from None


def pack_sections(sections: Sequence[ShownSection]) -> bytes:
    """Texts and vocabulary as JSON, then int32 arrays: term numbers, starts, ends, glued."""
    vocabulary: dict[str, int] = {}
    numbers = [vocabulary.setdefault(term, len(vocabulary)) for s in sections for term in s.terms]
    head = {
        "sections": [[s.field, s.text, len(s.terms)] for s in sections],
        "vocabulary": list(vocabulary),
    }
    columns: list[Any] = [numbers]
    columns += [
        [v for s in sections for v in getattr(s, name)] for name in ("starts", "ends", "glued")
    ]
    arrays = np.array(columns, dtype="<i4")
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(len(text).to_bytes(4, "little") + text + arrays.tobytes(), _LEVEL)


def unpack_sections(data: bytes) -> list[ShownSection]:
    """The inverse of `pack_sections`; IndexDamaged where `data` is something else."""
    try:
        raw = zlib.decompress(data)
        size = int.from_bytes(raw[:4], "little")
        head = json.loads(raw[4 : 4 + size])
        arrays = np.frombuffer(raw, dtype="<i4", offset=4 + size).reshape(4, -1)
        return _sections(head, arrays)
    except (zlib.error, ValueError, TypeError, KeyError, IndexError) as error:
        raise IndexDamaged(f"index: expected a post's text: {error}") from None


def _sections(head: dict[str, Any], arrays: Any) -> list[ShownSection]:
    vocabulary = head["vocabulary"]
    sections: list[ShownSection] = []
    position = 0
    for field, text, count in head["sections"]:
        numbers, starts, ends, glued = arrays[:, position : position + count].tolist()
        terms = [vocabulary[number] for number in numbers]
        sections.append(ShownSection(field, text, terms, starts, ends, [bool(g) for g in glued]))
        position += count
    return sections
