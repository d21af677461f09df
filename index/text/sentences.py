"""Where sentences begin, by tokens. A passage of a post is a few of them in a row."""

import re

import numpy as np
from numpy.typing import NDArray

from index.text.analyse import Tokens
from index.values import Int64s

SENTENCE = "\x1e"
"""The term under which the index keeps the first token of each sentence; no text has it."""
_END = re.compile(r"[。．！？!?\n.](?:(?<!\.)|(?=\s))")
_LEAST = 3
"""Tokens of a sentence. What is shorter, as a line of a list, goes on into the next."""


def sentence_starts(tokens: Tokens, shown: str, cuts: NDArray[np.int32]) -> Int64s:
    """The numbers of the tokens that begin a sentence. Text t of the tokens is
    `shown[cuts[t] + 1 : cuts[t + 1]]`; each begins one."""
    ends = np.array([match.start() for match in _END.finditer(shown)], dtype=np.int64)
    borders = np.sort(np.concatenate([ends, cuts[:-1].astype(np.int64)]))
    text = np.repeat(np.arange(len(cuts) - 1), np.diff(tokens.bounds))
    before = borders.searchsorted(tokens.starts + cuts[text] + 1)
    begins = np.flatnonzero(np.diff(before, prepend=-1))
    is_first = np.diff(text, prepend=-1)[begins] > 0
    kept, last = [], -_LEAST
    for token, first in zip(begins.tolist(), is_first.tolist(), strict=True):
        if first or token - last >= _LEAST:
            kept.append(token)
            last = token
    return np.array(kept, dtype=np.int64)
