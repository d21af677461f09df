"""Which synonyms are taken over from Sudachi's dictionary of them: `npm pack
sudachi-synonyms-dictionary`, unpack it, then `python -m tests.synonyms PACKAGE_FOLDER` writes the
data file anew.

Taken are abbreviations (就活), other names (米国) and translations (標準偏差, standard deviation)
of one word, and Latin names of what computing calls by katakana. Left out are words that only mean
nearly the same (見解, 考え), words that the dictionary itself says are too common to expand, names
of companies, shops, goods and people, whose abbreviations are many things' (HP, AP), what stands
for two things, and what contains the word itself, which is found anyway.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.text import fold_literal
from tests.conftest import ROOT

TARGET = ROOT / "search" / "expand" / "sudachi.txt"
_HEAD = """\
# From sudachi-synonyms-dictionary {version} (npm), made of the synonyms of SudachiDict by Works
# Applications; Apache License 2.0 (sudachi.LICENSE). `python -m tests.synonyms` chose these lines.
"""
_NAMES = {"企業名", "旧企業名", "人名", "人", "店", "商品"}
_FIRST, _MAIN, _LATIN = "代表語形", "代表表記", "アルファベット表記"
_LEAST_LATIN = 4
Item = dict[str, Any]
Pair = tuple[str, str]


def pairs(groups: list[Item]) -> Iterator[Pair]:
    """(word, what stands for it) of all groups, each once."""
    found = [
        pair
        for group in groups
        for words in _words(group).values()
        for pair in _of_word(words)
        if _differ(*map(fold_literal, pair))
    ]
    meanings = Counter(fold_literal(other) for _, other in dict.fromkeys(found))
    yield from (p for p in dict.fromkeys(found) if meanings[fold_literal(p[1])] == 1)


def _words(group: Item) -> dict[int, list[Item]]:
    """The spellings of each word of a group, less what is not to be expanded."""
    words: dict[int, list[Item]] = {}
    for item in group["items"]:
        plain = item["taigenYogen"] == "体言" and item["expandControl"] == 0
        if plain and not _NAMES & set(item["bunya"]) and "," not in item["midashi"]:
            words.setdefault(item["vocabularyNumber"], []).append(item)
    return words


def _of_word(items: list[Item]) -> Iterator[Pair]:
    main = (item for item in items if (item["ryakusyou"], item["hyoukiYure"]) == (_FIRST, _MAIN))
    head = next(main, None)
    if head is not None:
        yield from ((head["midashi"], one["midashi"]) for one in items if _stands_for(one, head))


def _stands_for(item: Item, head: Item) -> bool:
    """Whether an item is of a kind that is taken over."""
    latin = item["midashi"].isascii() and not head["midashi"].isascii()
    if item is head or item["gokeiSyubetsu"] in ("旧称", "間違い"):
        return False
    if item["hyoukiYure"] == _LATIN:
        long = min(len(item["midashi"]), len(head["midashi"])) >= _LEAST_LATIN
        return item["ryakusyou"] == _FIRST and "IT" in item["bunya"] and latin and long
    if item["hyoukiYure"] != _MAIN:
        return False
    return item["ryakusyou"] != _FIRST or item["gokeiSyubetsu"] == "別称" or latin


def _differ(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 1 and one not in other and other not in one


def main(package: Path) -> None:
    """Writes the data file from an unpacked package."""
    data = (package / "sudachi-synonyms-dictionary.json").read_text(encoding="utf-8")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    lines = "".join(f"{one}, {other}\n" for one, other in pairs(json.loads(data)))
    TARGET.write_text(_HEAD.format(version=version) + lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
