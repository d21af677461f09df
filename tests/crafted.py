"""Indexes made to fool who opens them: what is in one is changed at will, and all checksums are
made right again."""

import hashlib
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.store.format.block_file import BlockFile
from index.store.format.blocks import ALIGN, CHUNK, MAGIC, TAIL

GENERATION = "000002"
EVIL: list[Any] = [
    None, True, "", [], {}, -1, 0, 1, 1.5, 2**31, 2**32, 2**63, 2**64, -(2**63), 10**400, 1e300,
    float("nan"), float("inf"), "x" * 5_000, "../../../outside", "/etc/passwd", "\0", "\ud800",
    [[]], {"a": 1}, "000001-1.segment", [0] * 1_000, [-1], ["../x"],
]  # fmt: skip
"""Values that stand where others are expected."""


def deep(levels: int) -> str:
    """JSON nested so deep."""
    return "[" * levels + "]" * levels


@dataclass
class Blocks:
    """A file of blocks that says what it likes: `data` by name as (type, bytes); `places` are what
    its directory says instead of the truth."""

    data: dict[str, tuple[str, bytes]]
    attributes: Any
    places: dict[str, Any] = field(default_factory=dict)
    directory: str | None = None
    tail: tuple[int, int, int] = (0, 0, 0)

    @staticmethod
    def of(path: Path) -> "Blocks":
        file = BlockFile(path.open("rb"))
        whole = path.read_bytes()
        blocks = sorted(file._blocks.items(), key=lambda item: item[1])
        data = {name: (kind, whole[at : at + size]) for name, (at, size, kind) in blocks}
        return Blocks(data, file.attributes)

    def array(self, name: str) -> np.ndarray[Any, Any]:
        kind, data = self.data[name]
        return np.frombuffer(data, kind).copy()

    def put(self, name: str, values: np.ndarray[Any, Any]) -> None:
        self.data[name] = (values.dtype.str, values.tobytes())

    def write(self, path: Path) -> tuple[int, int]:
        """(bytes, checksum) of the file, whose checksums are right."""
        body, blocks = bytearray(MAGIC), {}
        for name, (kind, data) in self.data.items():
            body += bytes(-len(body) % ALIGN)
            blocks[name] = [len(body), len(data), kind]
            body += data
        said = {"blocks": {**blocks, **self.places}, "attributes": self.attributes}
        head = (self.directory or json.dumps(said)).encode("utf-8", "surrogatepass")
        chunks = [bytes(body[at : at + CHUNK]) for at in range(0, len(body), CHUNK)]
        sums = np.array([zlib.crc32(chunk) for chunk in chunks], dtype="<u4").tobytes()
        crc = zlib.crc32(head + sums)
        lies = (size + lie for size, lie in zip((len(body), len(head), len(sums)), self.tail,
                                                strict=True))  # fmt: skip
        whole = bytes(body) + head + sums + TAIL.pack(*(lie % 2**64 for lie in lies), crc)
        path.unlink()
        path.write_bytes(whole)
        return len(whole), crc


@dataclass
class Crafted:
    """An index of two generations, of which the current one is to be changed, and chance."""

    index: Path
    outside: Path
    draw: random.Random

    @property
    def folder(self) -> Path:
        return self.index / "generations" / GENERATION

    @property
    def segment(self) -> Path:
        return self.draw.choice(sorted(self.folder.glob("*.segment")))

    @property
    def records(self) -> Path:
        return next(self.folder.glob("*.records"))

    @property
    def manifest(self) -> dict[str, Any]:
        raw = json.loads((self.folder / "manifest.json").read_text("utf-8"))["manifest"]
        assert isinstance(raw, dict)
        return raw

    def seal(self, raw: Any, text: str | None = None) -> None:
        """Writes a manifest with its checksum; `text` instead of the JSON of the value."""
        text = text or json.dumps(raw, ensure_ascii=False)
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        whole = f'{{"checksum": "{digest}", "manifest": {text}}}'
        path = self.folder / "manifest.json"
        path.unlink()
        path.write_bytes(whole.encode("utf-8", "surrogatepass"))

    def point(self, name: str) -> None:
        """Writes `CURRENT` with its checksum."""
        data = name.encode("utf-8", "surrogatepass")
        path = self.index / "CURRENT"
        path.unlink()
        path.write_bytes(data + f" {zlib.crc32(data):08x}\n".encode())

    def change(self, path: Path, change: Callable[[Blocks], None]) -> None:
        """Changes a segment or the records, and what the manifest says of them."""
        blocks = Blocks.of(path)
        change(blocks)
        size, checksum = blocks.write(path)
        raw = self.manifest
        for file in (*raw["segments"], *raw["records"]):
            if file["file"] == path.name:
                file |= {"bytes": size, "checksum": checksum}
                if isinstance(blocks.attributes, dict) and "documents" in blocks.attributes:
                    file["documents"] = blocks.attributes["documents"]
        self.seal(raw)

    def spoil(self, value: Any) -> Any:
        """A value of JSON with one of its parts, at whatever depth, replaced."""
        inside = isinstance(value, dict | list) and len(value) and self.draw.random() < 0.8
        if not inside:
            return self.draw.choice(EVIL)
        if isinstance(value, dict):
            name = self.draw.choice(list(value))
            if self.draw.random() < 0.1:
                return {other: one for other, one in value.items() if other != name}
            return {**value, name: self.spoil(value[name])}
        at = self.draw.randrange(len(value))
        return [*value[:at], self.spoil(value[at]), *value[at + 1 :]]

    def spoiled_bytes(self, data: bytes) -> bytes:
        """Bytes of which some are others."""
        changed = bytearray(data)
        for _ in range(self.draw.choice((1, 4, 64))):
            if changed:
                changed[self.draw.randrange(len(changed))] = self.draw.choice((0, 255, 127, 128, 1))
        return bytes(changed)
