"""What a generation on a cluster says of itself: its manifest, and the records of its files, in
documents beside the posts. They may be anybody's."""

import binascii
import dataclasses
import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from index.cluster.client import Client
from index.cluster.codec import to_lines
from index.cluster.mapping import FORMAT, MANIFEST, OWNER, PART, part_key
from index.cluster.records import pack_records, unpack_records
from index.store import inflated, read_json, require_shape
from index.values import Contents, IndexDamaged, Vocabulary, reason_of

_MOST = 1 << 26
"""Bytes of a manifest, at most."""
_ZONE = re.compile(r"[A-Za-z0-9_/+:.-]{0,64}")
_MOST_PARTS = 100_000
_TOGETHER = 8
"""Parts that are read at once."""
_SHAPE = {
    "generation": str, "token": str, "basis": {...: str}, "indexed_at": str, "counts": {...: int},
    "parts": int, "checksum": str, "fresh": [str], "owner": str, "timezone": str, "format": int,
    "vocabulary": {"words": [(str, str)], "synonyms": [[str]]},
}  # fmt: skip


@dataclass(frozen=True)
class ClusterManifest:
    """`generation` is the index; `token` is another each time one is made, be it of the same name;
    `basis`, `indexed_at`, `vocabulary` and `timezone` are those of Contents; `counts`, how many
    files came to each state; the records are in so many `parts`, which have a `checksum`; `fresh`
    are some of the posts that were written for it, all where they are few."""

    generation: str
    token: str
    basis: dict[str, str]
    indexed_at: str
    counts: dict[str, int]
    parts: int
    checksum: str
    fresh: tuple[str, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    timezone: str = "+09:00"
    owner: str = OWNER
    format: int = FORMAT

    def count(self, state: str) -> int:
        return self.counts.get(state, 0)


def written(
    index: str, token: str, contents: Contents, fresh: Sequence[str] = (), of: str = ""
) -> Iterator[bytes]:
    """The manifest and records of a generation, or `of` a share of one, as bulk requests that write
    them."""
    data = pack_records(contents.files)
    parts = [data[at : at + PART] for at in range(0, len(data), PART)]
    manifest = ClusterManifest(
        generation=index,
        token=token,
        basis=dict(contents.basis),
        indexed_at=contents.indexed_at,
        counts=contents.files.counts(),
        parts=len(parts),
        checksum=_digest(data),
        fresh=tuple(fresh),
        vocabulary=contents.vocabulary,
        timezone=contents.timezone,
    )
    for number, part in enumerate(parts):
        yield _line(part_key(number, of), part)
    yield _line(of + MANIFEST, zlib.compress(_written(manifest).encode("utf-8", "surrogatepass")))


def _line(key: str, data: bytes) -> bytes:
    part = {"kind": "part", "part": b64encode(data).decode("ascii")}
    return to_lines(({"index": {"_id": key}}, part))


def _written(manifest: ClusterManifest) -> str:
    raw = dataclasses.asdict(manifest)
    text = json.dumps(raw, ensure_ascii=False)
    checksum = _digest(text.encode("utf-8", "surrogatepass"))
    return json.dumps({"checksum": checksum, "manifest": raw}, ensure_ascii=False)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read_manifest(client: Client, index: str, of: str = "") -> ClusterManifest:
    """The manifest of a generation, or `of` a share of one; NoIndex where that is gone,
    IndexDamaged where it has none."""
    try:
        [data] = _parts(client, index, [of + MANIFEST])
        text = inflated(data, _MOST).decode("utf-8", "surrogatepass")
        raw = require_shape(read_json(text), {"checksum": str, "manifest": dict})["manifest"]
        manifest = _manifest(raw)
        if text != _written(manifest):
            raise ValueError("not as written")
        if manifest.generation != index:
            raise ValueError(f"of generation {manifest.generation[:100]!r}")
        return manifest
    except ValueError as error:
        raise _damaged(client, index, "a manifest", error) from None


def _manifest(raw: dict[str, Any]) -> ClusterManifest:
    """The manifest in a value of JSON; ValueError where it has another shape, or makes no sense."""
    if raw.get("format") != FORMAT:
        raise ValueError(f"expected format {FORMAT}")
    require_shape(raw, _SHAPE)
    added = raw["vocabulary"]
    words, synonyms = (tuple(map(tuple, added[name])) for name in ("words", "synonyms"))
    others = {"vocabulary": Vocabulary(words, synonyms), "fresh": tuple(raw["fresh"])}
    manifest = ClusterManifest(**{**raw, **others})
    datetime.fromisoformat(manifest.indexed_at)
    if min(manifest.counts.values(), default=0) < 0 or not 0 <= manifest.parts < _MOST_PARTS:
        raise ValueError("expected how many files there are")
    if manifest.owner != OWNER or not _ZONE.fullmatch(manifest.timezone):
        raise ValueError("expected an owner and a timezone")
    return manifest


def read_contents(client: Client, manifest: ClusterManifest, of: str = "") -> Contents:
    """What a generation, or `of` a share of one, was made of; IndexDamaged where its records are
    not as written."""
    index = manifest.generation
    try:
        keys = [part_key(number, of) for number in range(manifest.parts)]
        data = b"".join(
            part
            for first in range(0, len(keys), _TOGETHER)
            for part in _parts(client, index, keys[first : first + _TOGETHER])
        )
        if _digest(data) != manifest.checksum:
            raise ValueError("not those of its manifest")
        files = unpack_records(data)
        if files.counts() != manifest.counts:
            raise ValueError("not as many as its manifest says")
    except ValueError as error:
        raise _damaged(client, index, "records", error) from None
    return Contents(
        manifest.basis, manifest.indexed_at, files, manifest.vocabulary, manifest.timezone
    )


def _parts(client: Client, index: str, keys: list[str]) -> list[bytes]:
    """The bytes of documents that are parts; ValueError where one is none."""
    found = []
    for source in client.get_many(index, keys):
        said = require_shape(dict(source or {}), {"kind": str, "part": str})
        try:
            found.append(b64decode(said["part"], validate=True))
        except binascii.Error as error:
            raise ValueError(str(error)) from None
    return found


def _damaged(client: Client, index: str, wanted: str, error: ValueError) -> IndexDamaged:
    reason = f"damaged, or made by another version: {reason_of(error)}; run `sakuin reindex`"
    return IndexDamaged(f"{client.address}: {index}: expected {wanted}: {reason}")
