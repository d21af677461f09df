"""The ways in which the files of blocks of an index are made to fool who opens them."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.crafted import Blocks, Crafted, deep


def snapshot(it: Crafted) -> None:
    """What a build is told of the files as they were."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice(list(blocks.data))
        kind, data = blocks.data[name]
        ways = ((kind, data[:-8]), ("<f8", bytes(64)), (kind, b"\xff" * len(data)), (kind, b""))
        if it.draw.random() < 0.3:
            blocks.attributes = it.spoil(blocks.attributes)
        elif it.draw.random() < 0.5:
            blocks.data[name] = it.draw.choice(ways)
        else:
            blocks.data[name] = (kind, it.spoiled_bytes(data))

    it.change(it.index / "snapshot", change)


def directory_value(it: Crafted) -> None:
    """What the directory of a file says."""

    def change(blocks: Blocks) -> None:
        blocks.places = {}
        whole = {name: [16, len(data), kind] for name, (kind, data) in blocks.data.items()}
        name = it.draw.choice(list(whole))
        if it.draw.random() < 0.5:
            blocks.places = {name: it.spoil(whole[name])}
        else:
            blocks.attributes = it.spoil(blocks.attributes)

    it.change(it.draw.choice((it.segment, it.records)), change)


def directory_place(it: Crafted) -> None:
    """Blocks that lie elsewhere, or are of other types."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice(list(blocks.data))
        kind, data = blocks.data[name]
        starts = (0, -8, 16, 17, 2**40, 2**63, -(2**63), 512)
        kinds = (
            "O",
            "|O",
            "<U4",
            "|V8",
            "<f4",
            ">u4",
            "<M8[s]",
            "i8,i4",
            "<u2",
            "<u8",
            "",
            "x",
            kind,
        )
        sizes = (len(data), 0, 1, 7, -8, 2**40, 2**63, len(data) * 2)
        blocks.places = {
            name: [it.draw.choice(starts), it.draw.choice(sizes), it.draw.choice(kinds)]
        }

    it.change(it.draw.choice((it.segment, it.records)), change)


def block_numbers(it: Crafted) -> None:
    """Numbers that are too large, negative, none, or in no order."""

    def change(blocks: Blocks) -> None:
        plain = [name for name, (kind, data) in blocks.data.items() if kind != "|u1" and data]
        name = it.draw.choice(plain)
        values = blocks.array(name)
        kind = values.dtype.kind
        low, high = (-1e308, 1e308) if kind == "f" else (0, 1)
        if kind in "iu":
            low, high = np.iinfo(values.dtype).min, np.iinfo(values.dtype).max
        many: list[Any] = [low, high, 0, 1, *([np.nan, np.inf] if kind == "f" else [])]
        at = [it.draw.randrange(len(values)) for _ in range(it.draw.choice((1, 3, len(values))))]
        values[at] = b"\xff" * 9 if kind == "S" else it.draw.choice(many)
        blocks.put(name, values[:: it.draw.choice((1, 1, -1))])

    it.change(it.draw.choice((it.segment, it.segment, it.records)), change)


def block_bytes(it: Crafted) -> None:
    """Bytes of which some are others: compressed parts, lengths, marks, posting lists."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice([name for name, (kind, _) in blocks.data.items() if kind == "|u1"])
        kind, data = blocks.data[name]
        blocks.data[name] = (kind, it.spoiled_bytes(data))

    it.change(it.draw.choice((it.segment, it.segment, it.records)), change)


def posting_lists(it: Crafted) -> None:
    """Posting lists, texts, pairs: what the loops in C read."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice(("words.records", "grams.records", "texts", "pairs.records"))
        kind, data = blocks.data[name]
        part = bytearray(data)
        for _ in range(it.draw.choice((8, 64, len(part) // 9))):
            part[it.draw.randrange(len(part))] = it.draw.choice(
                (0, 255, 128, it.draw.randrange(256))
            )
        blocks.data[name] = (kind, bytes(part))

    it.change(it.segment, change)


def block_size(it: Crafted) -> None:
    """Blocks that are cut, longer, gone, or have another's content."""

    def change(blocks: Blocks) -> None:
        name, other = it.draw.sample(list(blocks.data), 2)
        kind, data = blocks.data[name]
        ways: Sequence[tuple[str, bytes] | None] = (
            (kind, data[: len(data) // 2]), (kind, b""), (kind, data * 2), (kind, data + bytes(64)),
            None, blocks.data[other], (kind, bytes(len(data))), (kind, b"\xff" * len(data)),
        )  # fmt: skip
        way = it.draw.choice(ways)
        if way is None:
            blocks.data.pop(name)
        else:
            blocks.data[name] = way

    it.change(it.draw.choice((it.segment, it.segment, it.records)), change)


def compressed(it: Crafted) -> None:
    """Groups of keys that are bombs, are in no order, or too many."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice(("words.keys", "forms.lines", "ids.keys", "grams.keys", "pairs.keys"))
        contents = (bytes(1 << 24), b"\xff" * 5_000, b"\n".join([b"\xc3"] * 99), b"", b"a",
                    b"z\xffa", b"+\x00@\x00\x00\n" * 70, "猫".encode() * 999)  # fmt: skip
        packed = zlib.compress(it.draw.choice(contents))
        blocks.data[name] = ("|u1", packed)
        lengths = name.rpartition(".")[0] + ".lengths"
        if name[:5] not in ("grams", "pairs") and it.draw.random() < 0.7:
            blocks.put(lengths, np.array([len(packed) % 65_536], dtype="<u2"))
            blocks.put(f"{lengths}.long", np.array([], dtype="<u4"))
            blocks.data[lengths.replace("lengths", "first")] = ("|u1", b"\x00")

    it.change(it.segment, change)


def long_lengths(it: Crafted) -> None:
    """Lengths that lead back, or outside."""

    def change(blocks: Blocks) -> None:
        name = it.draw.choice([name for name in blocks.data if name.endswith(".long")])
        pairs = it.draw.choice(
            ([0, -1, 1, 1], [0, 2**62], [2**40, 1], [-1, 5], [0, 2**31], [0, 1, 0])
        )
        blocks.put(name, np.array(pairs, dtype="<i8"))

    it.change(it.draw.choice((it.segment, it.records)), change)


def stored_posts(it: Crafted) -> None:
    """Stored posts whose parts are of other types or sizes, in place of the first."""

    def change(blocks: Blocks) -> None:
        widths = blocks.array("texts.lengths").astype(np.int64)
        pairs = blocks.array("texts.lengths.long").reshape(-1, 2)
        widths[pairs[:, 0]] = pairs[:, 1]
        text, stored = int(widths[0]), int(widths[1])
        data = blocks.data["texts"][1]
        mine = data[text : text + stored]
        size = int.from_bytes(mine[:4], "little")
        meta = json.loads(zlib.decompress(mine[4 : 4 + size]).decode("utf-8", "surrogatepass"))
        shown = zlib.decompress(mine[4 + size :])
        if it.draw.random() < 0.5:
            meta = it.spoil(meta)
        else:
            shown = it.spoiled_bytes(shown)
        first = zlib.compress(json.dumps(meta).encode("utf-8", "surrogatepass"))
        new = len(first).to_bytes(4, "little") + first + zlib.compress(shown)
        folded = it.spoiled_bytes(data[:text]) if it.draw.random() < 0.3 else data[:text]
        widths[1] = len(new)
        blocks.data["texts"] = ("|u1", folded + new + data[text + stored :])
        blocks.put("texts.lengths", np.zeros(len(widths), dtype="u1"))
        numbered = np.stack([np.arange(len(widths)), widths], axis=1)
        blocks.put("texts.lengths.long", numbered.astype("<i8"))

    it.change(it.segment, change)


def label_names(it: Crafted) -> None:
    def change(blocks: Blocks) -> None:
        label = it.draw.choice(("tag", "category", "author", "lang"))
        names = json.loads(blocks.data[f"{label}.names"][1])
        texts = (json.dumps(it.spoil(names)), deep(5_000), "[]", "NaN", "\ud800")
        text = it.draw.choice(texts).encode("utf-8", "surrogatepass")
        blocks.data[f"{label}.names"] = ("|u1", text)

    it.change(it.segment, change)


def tail(it: Crafted) -> None:
    def change(blocks: Blocks) -> None:
        lies = (0, 1, -1, 8, -8, 2**62, 2**63)
        blocks.tail = (it.draw.choice(lies), it.draw.choice(lies), it.draw.choice(lies))
        if it.draw.random() < 0.3:
            blocks.directory = it.draw.choice(
                (deep(50_000), "[]", "null", '{"blocks": {}}', "1" * 9)
            )

    it.change(it.draw.choice((it.segment, it.records)), change)
