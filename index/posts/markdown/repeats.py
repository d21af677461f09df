"""Removes passages that a post repeats: machine-written posts restart, overlap and break off.

A sentence is a repeat when the same sentence is earlier in the post. Between marker lines every
repeat is removed; elsewhere only a stretch so long that no author writes it twice on purpose, so
that refrains stay. Tables, code and headings over text that is kept are never repeats.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from index.posts.markdown.blocks import Block
from index.posts.markdown.restarts import mark_restarts
from index.posts.markdown.units import Unit, letters, units
from index.values import Removal

_SPOKEN = re.compile("[ぁ-ん]")
"""Hiragana, by which a sentence differs from a name."""
_STRETCH = 70
"""Characters that a stretch of repeated sentences needs where no marker line announces it."""
_SENTENCE_LENGTH = 30
"""…and characters of its longest sentence: verses are shorter."""
_REPEATER = 0.15
"""Share of a post in such stretches above which the post counts as one that repeats itself: then
all its repeats are removed, however short."""
_MOSTLY = 0.45
"""Share of a post in repeated sentences, however short, above which it repeats itself, too: of a
song with its refrains less is repeated."""
_AT_ONCE = 5
"""Letters of a sentence that counts for that where it follows upon itself."""
_FRAGMENT = 8
"""Characters that a broken-off piece needs to be recognised in another sentence."""


def drop_repeats(blocks: Sequence[Block], title: str) -> tuple[list[Block], list[Removal]]:
    """(the blocks without markers, without a first one that repeats the title, without repeats;
    what was removed)."""
    kept, removals = _drop_title(list(blocks), title)
    marked = any(block.kind == "marker" for block in kept)
    found = units(kept)
    restarts = mark_restarts(found, _MOSTLY)
    _mark_repeats(found)
    repeater = restarts or marked or not _forgive_short_stretches(found)
    _mark_fragments(found, repeater)
    removals += [Removal("marker", "") for block in kept if block.kind == "marker"]
    removals += [Removal(unit.reason, unit.text) for unit in found if unit.repeat]
    rebuilt = _rebuilt(kept, found)
    return _without_empty_headings(rebuilt), removals


def _drop_title(blocks: list[Block], title: str) -> tuple[list[Block], list[Removal]]:
    """Removes the title from the first two blocks."""
    for index, block in enumerate(blocks[:2]):
        if block.kind in ("heading", "text") and letters(block.text) == letters(title) != "":
            return blocks[:index] + blocks[index + 1 :], [Removal("title", block.text)]
    return blocks, []


def _mark_repeats(units: Sequence[Unit]) -> None:
    """Marks every sentence that is earlier in the post; items of one list may be alike."""
    first: dict[str, Unit] = {}
    for unit in units:
        if unit.repeat or len(unit.key) < 2:
            continue
        earlier = first.setdefault(unit.key, unit)
        is_item = unit.in_list and unit.in_list == earlier.in_list
        unit.repeat = earlier is not unit and not is_item


def _mark_fragments(units: list[Unit], repeater: bool) -> None:
    """Marks pieces at an edge that another sentence contains: any other one in a post that repeats
    itself, else only the next one, where that starts over."""
    everything = "\n".join(unit.key for unit in units if not unit.repeat)
    for unit, following in zip_longest(units, units[1:]):
        if unit.repeat or not unit.edge or len(unit.key) < _FRAGMENT:
            continue
        restarts = (
            following is not None
            and following.key != unit.key
            and following.key.startswith(unit.key)
            and _SPOKEN.search(unit.key) is not None
        )
        if restarts or (repeater and everything.count(unit.key) > 1):
            unit.repeat, unit.reason = True, "fragment"


def _forgive_short_stretches(units: list[Unit]) -> bool:
    """Unmarks stretches so short that they may be chance, unless the post repeats itself; whether
    it does not."""
    short: list[Unit] = []
    start = 0
    while start < len(units):
        if not units[start].repeat:
            start += 1
            continue
        end = start + 1
        while end < len(units) and units[end].repeat:
            end += 1
        stretch = units[start:end]
        lengths = [len(unit.text) for unit in stretch if unit.ends]
        if sum(lengths) < _STRETCH or max(lengths) < _SENTENCE_LENGTH:
            short += stretch
        start = end
    whole = sum(len(unit.text) for unit in units)
    long = sum(len(unit.text) for unit in units if unit.repeat) - sum(len(u.text) for u in short)
    if long > _REPEATER * whole or _said_again(units) > _MOSTLY * whole:
        return False
    for unit in short:
        unit.repeat = False
    return True


def _said_again(units: Sequence[Unit]) -> int:
    """Characters of sentences that are repeated under one heading and are no exclamations."""
    under: dict[str, str] = {}
    for unit in units:
        under.setdefault(unit.key, unit.under)
    return sum(
        len(unit.text)
        for before, unit in pairwise(units)
        if unit.repeat and unit.under == under[unit.key]
        if len(unit.key) >= (_AT_ONCE if unit.key == before.key else _FRAGMENT)
    )


def _rebuilt(blocks: Sequence[Block], units: Sequence[Unit]) -> list[Block]:
    """The blocks without markers and without the sentences that are marked."""
    if not any(unit.repeat for unit in units):
        return [block for block in blocks if block.kind != "marker" and block.text]
    by_block: dict[int, list[Unit]] = {}
    for unit in units:
        by_block.setdefault(unit.block, []).append(unit)
    rebuilt = [
        _with_units(block, by_block.get(index, []))
        for index, block in enumerate(blocks)
        if block.kind != "marker"
    ]
    return [block for block in rebuilt if block.text]


def _with_units(block: Block, units: list[Unit]) -> Block:
    """A block without its marked sentences; `units` are all of its sentences."""
    if not any(unit.repeat for unit in units):
        return block
    text, position, shifts = "", 0, []
    for unit in units:
        if not unit.repeat:
            shifts.append((position, position + len(unit.text), len(text) - position))
            text += unit.text
        position += len(unit.text)
    annotations = tuple(
        (start + shift, end + shift, kana)
        for start, end, kana in block.annotations
        for low, high, shift in shifts
        if low <= start and end <= high
    )
    kept = text.rstrip()
    within = tuple(one for one in annotations if one[1] <= len(kept))
    return block._replace(text=kept, annotations=within)


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """The blocks without headings that are there earlier and have no text of their own left."""
    seen: set[str] = set()
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        last = index + 1 == len(blocks)
        bare = last or (
            blocks[index + 1].kind == "heading" and blocks[index + 1].level <= block.level
        )
        if block.kind == "heading":
            if block.text in seen and bare:
                continue
            seen.add(block.text)
        kept.append(block)
    return kept
