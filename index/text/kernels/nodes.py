# cython: boundscheck=False
"""MeCab's words as numbers, from the nodes that it holds in memory. Only compiled code can read
those: uncompiled, MeCab's lines are read instead, and nothing here is called."""

from array import array
from typing import Any

COMPILED = not __file__.endswith(".py")

_WORDS = 2
"""Nodes whose `stat` is less are words; others are the beginning and the end of a text."""
_SPREAD, _PRIME = 0x9E3779B97F4A7C15, 0x100000001B3
"""Factors of a hash."""

Fresh = tuple[bytes, int, bytes]
"""A word that was not met before: as it is shown, with the blanks before it; whether it is unknown
to the dictionary (1, else 0); and its features as they are written there."""


class Nodes:
    """Numbers for MeCab's words, from 1 on, in the order in which they are met; 0 is no
    word. Words are the same where their features are at one place in memory and they are shown
    alike, blanks included, byte by byte. `parse` is the address of the function
    `mecab_sparse_tonode2`, `tagger` that of a tagger, which has to live on."""

    def __init__(self, parse: int, tagger: int) -> None:
        self._parse: Any = {"number": parse}
        self._tagger: Any = {"number": tagger}
        self._place: Any = {"number": 0}
        self._shown = [b""]
        self._slots = array("q", bytes(8 << 13))
        """Numbers by hash, 0 for none: at the hash of a word, or behind it."""
        self._features = array("Q", bytes(8 << 12))
        self._kinds = array("Q", bytes(8 << 12))
        self._hashes = array("Q", bytes(8 << 12))

    def read(
        self, text: bytes, begins: Any, stops: Any, numbers: Any, counts: Any
    ) -> tuple[int, list[Fresh]]:
        """(how many numbers were written, the words that are new, in order) of the pieces
        `text[begins[i]:stops[i]]`: into `numbers` go those of the words of each piece, a 0 for one
        without words, and into `counts` how many these are. IndexError where a piece is not inside
        the text, or `numbers` has less room than one for each byte, and one for each piece;
        RuntimeError where MeCab fails."""
        fresh: list[Fresh] = []
        written = 0
        if len(stops) != len(begins) or len(counts) != len(begins):
            raise IndexError("expected a stop and a count for each piece")
        for piece in range(len(begins)):
            low = begins[piece]
            high = stops[piece]
            room = len(numbers) - written
            if low < 0 or high < low or high > len(text) or high - low >= room:
                raise IndexError("expected pieces inside the text, and room for their words")
            before = written
            if low < high:
                written = self._read(text, low, high - low, numbers, written, fresh)
            if written == before:
                numbers[written] = 0
                written += 1
            counts[piece] = written - before
        return written, fresh

    def _read(
        self, text: Any, low: int, size: int, numbers: Any, written: int, fresh: list[Fresh]
    ) -> int:
        """Writes the numbers of the words of one piece; how many are written then."""
        node = self._parse.parse(self._tagger.pointer, text + low, size)
        if not node:
            raise RuntimeError("expected a text that MeCab can parse")
        while node:
            if node.stat < _WORDS:
                numbers[written] = self._number(node, fresh)
                written += 1
            node = node.next
        return written

    def _number(self, node: Any, fresh: list[Fresh]) -> int:
        """The number of a word, of those that are known or a new one."""
        self._place.text = node.feature
        feature = self._place.number
        kind = (node.rlength << 17) | (node.length << 1) | node.stat
        shown = node.surface - (node.rlength - node.length)
        value = (feature ^ kind) * _SPREAD
        for place in range(node.rlength):
            value = (value ^ shown[place]) * _PRIME
        value = value ^ (value >> 31)
        mask = len(self._slots) - 1
        at = value & mask
        number: int = self._slots[at]
        while number:
            if (
                self._features[number] == feature
                and self._kinds[number] == kind
                and _are_equal(self._shown[number], shown, node.rlength)
            ):
                return number
            at = (at + 1) & mask
            number = self._slots[at]
        word = shown[: node.rlength]
        fresh.append((word, node.stat, node.feature))
        return self._add(word, feature, kind, value)

    def _add(self, word: bytes, feature: int, kind: int, value: int) -> int:
        """The number of a new word with this hash."""
        number = len(self._shown)
        if number == len(self._features):
            self._grow()
        self._shown.append(word)
        self._features[number] = feature
        self._kinds[number] = kind
        self._hashes[number] = value
        self._place_number(number)
        return number

    def _place_number(self, number: int) -> int:
        """Puts a number into the first free slot for its hash."""
        mask = len(self._slots) - 1
        at = self._hashes[number] & mask
        while self._slots[at]:
            at = (at + 1) & mask
        self._slots[at] = number
        return 0

    def _grow(self) -> int:
        """Makes room for twice as many words, with two slots for each."""
        size = len(self._features)
        self._slots = array("q", bytes(32 * size))
        self._features = _longer("Q", self._features)
        self._kinds = _longer("Q", self._kinds)
        self._hashes = _longer("Q", self._hashes)
        for number in range(1, size):
            self._place_number(number)
        return 0


def _longer(kind: str, held: Any) -> Any:
    """An array of twice the length."""
    return array(kind, bytes(held)) + array(kind, bytes(8 * len(held)))


def _are_equal(known: Any, other: Any, length: int) -> bool:
    """Whether two words of one length are shown alike."""
    for place in range(length):
        if known[place] != other[place]:
            return False
    return True
