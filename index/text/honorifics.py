"""Verbs behind an honorific of which MeCab often makes another one: お知らせ is お and a form of
知らせる, not 知る and せ."""

import numpy as np
from numpy.typing import NDArray

from index.text.lexicon import OF_WORD, PIECE, PREFIX, ROLE, Lexicon
from index.text.segmentation import Segmentation
from index.values import Int32s

_HONORIFICS = {"お", "ご", "御"}
_CAUSATIVES = {"せ", "させ"}


def causatives(words: Segmentation, text: str, lexicon: Lexicon) -> tuple[NDArray[np.intp], Int32s]:
    """(the places of verbs behind an honorific and before a causative among the words of a text,
    the numbers of the entries of both as one verb)."""
    starts, ends = words.starts, words.ends
    prefixes = np.flatnonzero(lexicon.column(words.numbers[:-2], ROLE) == PREFIX)
    verbs = lexicon.entries(words.numbers[prefixes + 1])
    found = [
        (place, lexicon.caused[piece, ending])
        for place, piece, word in zip(
            (prefixes + 1).tolist(),
            verbs[:, PIECE].tolist(),
            verbs[:, OF_WORD].tolist(),
            strict=True,
        )
        if (ending := text[ends[place] : ends[place + 1]]) in _CAUSATIVES
        and text[starts[place - 1] : starts[place]] in _HONORIFICS
        and piece != word
    ]
    rows = np.array(found, dtype=np.int32).reshape(-1, 2)
    return rows[:, 0].astype(np.intp), rows[:, 1]
