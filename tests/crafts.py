"""The ways in which an index is made to fool who opens it; each changes one as chance has it."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.crafted import EVIL, GENERATION, Crafted, deep
from tests.crafts_blocks import (
    block_bytes,
    block_numbers,
    block_size,
    compressed,
    directory_place,
    directory_value,
    label_names,
    long_lengths,
    posting_lists,
    snapshot,
    stored_posts,
    tail,
)

NAMES = (
    "../../../outside/letter.segment", "../../outside/x", "{outside}/letter.segment", "..", ".",
    "000002-1.segment/../../../../outside/letter.segment", "a\0b", "..\\..\\outside", "CON",
    "000001/000001-1.segment", "x" * 300, "000001-1.segment\n", "０００００１-1.segment",
    "manifest.json", "",
)  # fmt: skip


def manifest_value(it: Crafted) -> None:
    it.seal(it.spoil(it.manifest))


def manifest_name(it: Crafted) -> None:
    raw, name = it.manifest, it.draw.choice(NAMES).format(outside=it.outside)
    it.draw.choice([*raw["segments"], *raw["records"]])["file"] = name
    it.seal(raw)


def manifest_leads_out(it: Crafted) -> None:
    """Names of files outside that are as the manifest says."""
    raw, kind = it.manifest, it.draw.choice(("segments", "records"))
    folder = it.outside / "index" / "generations" / GENERATION
    other = json.loads((folder / "manifest.json").read_text("utf-8"))["manifest"]
    paths = (str(folder), f"../../../outside/index/generations/{GENERATION}")
    raw[kind] = [{**file, "file": f"{it.draw.choice(paths)}/{file['file']}"}
                 for file in other[kind]]  # fmt: skip
    it.seal(raw)


def manifest_file(it: Crafted) -> None:
    """Sizes, checksums, counts."""
    raw = it.manifest
    file = it.draw.choice([*raw["segments"], *raw["records"]])
    file[it.draw.choice([name for name in file if name != "file"])] = it.draw.choice(EVIL)
    it.seal(raw)


def manifest_deleted(it: Crafted) -> None:
    raw = it.manifest
    size = raw["segments"][0]["documents"]
    lists: Sequence[Any] = ([-1], [size], [1, 0], [0, 0], [2**40], [0.0], ["0"], [None], [True],
                            list(range(size)), [-(2**63)], list(range(200_000)))  # fmt: skip
    raw["segments"][0]["deleted"] = it.draw.choice(lists)
    it.seal(raw)


def manifest_twice(it: Crafted) -> None:
    """The same file again, an unknown field, or one that is missing."""
    raw = it.manifest
    kind = it.draw.choice(("segments", "records"))
    way = it.draw.randrange(4)
    if way == 0:
        raw[kind] += raw[kind]
    elif way == 1:
        raw[kind][0]["run"] = "rm -rf /"
    elif way == 2:
        raw["__class__"] = "os.system"
    else:
        raw.pop(it.draw.choice(list(raw)))
    it.seal(raw)


def manifest_text(it: Crafted) -> None:
    """JSON that is deep, huge, has a name twice, or is none."""
    text = json.dumps(it.manifest)
    texts: Sequence[str] = (
        deep(100_000), deep(900), f"[{','.join(['[]'] * 300_000)}]", text.replace("{", '{"a":' * 9),
        text[:-1] + ', "format": 15}', text.replace('"format": 15', '"format": NaN'), text[:-9],
        text.replace('"bytes": ', '"bytes": 9' + "9" * 5_000), f'"{"x" * 3_000_000}"', " ",
    )  # fmt: skip
    it.seal(None, it.draw.choice(texts))


def pointer(it: Crafted) -> None:
    names = (*NAMES, "../../outside/index/generations/000001", "000001/../../../outside",
             "9" * 5_000, "000009", "00000１", "+00001", "-00001", "000001\n000001",
             str(it.outside / "index/generations/000001"))  # fmt: skip
    it.point(it.draw.choice(names))


def _stand_in(it: Crafted, path: Path) -> None:
    """Something else in the place of a file or folder."""
    targets = ("letter", "index", ".", "index/CURRENT", "/dev/zero", path.parent)
    target = it.outside / it.draw.choice(targets)
    if path.is_dir() and not path.is_symlink():
        path.rename(it.index.parent / "moved")
    else:
        path.unlink(missing_ok=True)
    way = it.draw.choice(("link", "link", "link", "hard", "pipe", "folder"))
    if way == "link":
        path.symlink_to(target)
    elif way == "hard":
        os.link(it.outside / "letter", path)
    elif way == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
        (path / "inside").symlink_to(it.outside)


def file_stands_in(it: Crafted) -> None:
    files = [path for path in it.index.rglob("*") if path.is_file()]
    _stand_in(it, it.draw.choice(files))


def folder_stands_in(it: Crafted) -> None:
    _stand_in(it, it.draw.choice((it.folder, it.folder.parent, it.folder.parent / "000002",
                                  it.folder.parent / "000000")))  # fmt: skip


def link_to_the_same(it: Crafted) -> None:
    """What is there, by a link to one like it outside."""
    place = it.draw.choice((it.folder, it.folder.parent, it.segment, it.index / "CURRENT",
                            it.folder / "manifest.json", it.records))  # fmt: skip
    place.rename(it.index.parent / "moved")
    place.symlink_to(it.outside / "index" / place.relative_to(it.index))


def what_is_written(it: Crafted) -> None:
    """What has the names of files that are about to be written."""
    names = ("lock", "lock.json", "lock.json.new", "CURRENT.new", "snapshot.new", "verified.json",
             "verified.json.new", "snapshot", "generations/000002")  # fmt: skip
    _stand_in(it, it.index / it.draw.choice(names))


CRAFTS: tuple[Callable[[Crafted], None], ...] = (
    manifest_value, manifest_name, manifest_leads_out, manifest_file, manifest_deleted,
    manifest_twice, manifest_text, pointer, directory_value, directory_place, block_numbers,
    block_bytes, posting_lists, block_size, compressed, long_lengths, stored_posts, snapshot,
    label_names, tail, file_stands_in, folder_stands_in, link_to_the_same, what_is_written,
)  # fmt: skip
