"""MeCab's words → the numbers of their entries, from its nodes: what a word is, is worked out once,
where it is met first."""

import csv
from collections.abc import Mapping

import numpy as np

from index.text.kernels import Nodes
from index.text.mecab import Parser
from index.text.tagger import KNOWN, UNKNOWN
from index.values import Int32s, Int64s


class NodeReader:
    """Reads words by a parser; `lines` gives the numbers of the entries of MeCab's lines. Threads
    may share one."""

    def __init__(self, parser: Parser, lines: Mapping[str, int]) -> None:
        self._parser, self._lines = parser, lines
        self._forget()

    def _forget(self) -> None:
        self._nodes = Nodes(self._parser.parse, self._parser.tagger)
        self._entries = np.array([self._lines[""]], dtype=np.int32)
        """The numbers of the entries of the words that were met, by the numbers of nodes."""

    def read(self, text: bytes, begins: Int64s, stops: Int64s) -> tuple[Int32s, Int64s]:
        """(the numbers of the entries of the words of pieces, that of an empty line for a piece
        without words; how many each piece has) where the pieces are `text[begins[i]:stops[i]]`."""
        numbers, counts, entries = self._numbers(text, begins, stops)
        return entries[numbers], counts

    def read_one(self, text: str) -> Int32s:
        """The numbers of the entries of a text's words, that of an empty line where it has none."""
        data = text.encode()
        numbers, _ = self.read(data, np.array([0]), np.array([len(data)]))
        return numbers

    def _numbers(self, text: bytes, begins: Int64s, stops: Int64s) -> tuple[Int32s, Int64s, Int32s]:
        """(the numbers of the words of pieces, how many each has, the entries by numbers)."""
        numbers = np.empty(int((stops - begins).sum()) + len(begins), dtype=np.int32)
        counts = np.empty(len(begins), dtype=np.int64)
        with self._parser.lock:
            try:
                count, fresh = self._nodes.read(text, begins, stops, numbers, counts)
                if fresh:
                    self._meet([_line(*one) for one in fresh])
            except BaseException:
                self._forget()  # some words have numbers already, but no lines
                raise
            return numbers[:count], counts, self._entries

    def _meet(self, lines: list[str]) -> None:
        made = np.fromiter(map(self._lines.__getitem__, lines), np.int32, len(lines))
        self._entries = np.append(self._entries, made)


def _line(shown: bytes, is_unknown: int, features: bytes) -> str:
    """The line that `tagger.py` has MeCab write of a word."""
    text = features.decode()
    values = next(csv.reader([text])) if '"' in text else text.split(",")
    columns = UNKNOWN if is_unknown else KNOWN
    told = ("" if values[column] == "*" else values[column] for column in columns)
    return "\t".join([shown.decode(), *told])
