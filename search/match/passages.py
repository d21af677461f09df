"""How much of a query the best sentence and the best passage of a post have, by characters and
pairs of characters: 父 counts where 父親 is missing. After Salton, Allan, Buckley, "Approaches to
Passage Retrieval in Full Text Information Systems" (1993)."""

import re

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds, Reader
from index.text import gram_number
from search.match.kernels import shares
from search.match.scoring import Scorer

_TELLING = re.compile(r"[々\u3400-\u9fff]|\w{2}")
_PAIR = re.compile("[0-9a-zァ-ヺー々\u3400-\u9fff]{2}")
"""Pairs of characters that carry meaning: hiragana mostly joins words."""
_OF_ONE = 2.0
"""Weight of a character, by idf: twice that of a pair, as a character is in two pairs."""
_MOST = 100
"""Characters and pairs of a query that are looked for."""
_LONGEST = 20_000
"""UTF-16 code units that are read of a text."""
_TINY = 1e-9

Weights = NDArray[np.float64]


def query_shares(
    docs: DocIds, literals: list[str], reader: Reader, scorer: Scorer
) -> tuple[Weights, Weights]:
    """Two shares of the query, by weight, both of shape (n,): what the title and the best sentence
    of each document have, 1 for all of it, up to a third more where that sentence is short; and
    what the title and the best NEARBY sentences have."""
    codes, weights, of_pairs = query_codes(literals, reader, scorer)
    if not len(codes):
        return np.zeros(len(docs)), np.zeros(len(docs))
    texts = reader.encoded(docs).units(_LONGEST)
    sentence, passage = shares(texts, codes, weights, of_pairs)
    return sentence / weights.sum(), passage / max(of_pairs.sum(), _TINY)


def query_codes(
    literals: list[str], reader: Reader, scorer: Scorer
) -> tuple[NDArray[np.uint32], Weights, Weights]:
    """(codes, weights, weights of telling pairs alone) of the query's characters and pairs that the
    index has, ascending by code: two UTF-16 code units, the lower one 0 for a character alone."""
    grams = [
        literal[at : at + size]
        for literal in literals
        for size in (1, 2)
        for at in range(len(literal))
    ]
    weight_of: dict[int, float] = {}
    for gram in [g for g in dict.fromkeys(grams) if _TELLING.fullmatch(g)][:_MOST]:
        having = reader.frequency(gram_number(gram))
        if having and max(gram) < "\U00010000":
            code = ord(gram[0]) << 16 | ord(gram[1:] or "\0")
            weight_of[code] = float(scorer.idf(having)) * (_OF_ONE if len(gram) < 2 else 1)
    codes = np.array(sorted(weight_of), dtype=np.uint32)
    weights = np.array([weight_of[code] for code in codes.tolist()], dtype=np.float64)
    is_pair = [_PAIR.fullmatch(chr(code >> 16) + chr(code & 0xFFFF)) for code in codes.tolist()]
    return codes, weights, np.where(np.array(is_pair, dtype=np.bool_), weights, 0)
