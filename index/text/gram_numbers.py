"""Grams as numbers: up to three characters, 21 bits each, the first highest, so that numbers and
texts have one order."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

LONGEST = 3
BITS = 21
BORDER = "\x10"
"""Before one or two characters it makes their border gram, which texts have in which a Latin word
or number begins with them: too many words do to be looked up one by one."""
ALIKE_MARK = "\x11"
"""Before one or two characters it makes the gram of texts that have them spelled otherwise, in
letters that are alike."""

_PHRASE = 0x12
"""The code point of the first character of the numbers of phrases."""
_PLANES = 0x10000
"""The first of the code points that hashes become, two of 20 bits."""


def phrase_number(literal: str) -> int:
    """The number under which the documents with a phrase are kept like those with a gram: a hash
    of the folded literal, as a gram that no text has."""
    digest = blake2b(literal.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    high, low = divmod(int.from_bytes(digest), 1 << 20)
    return (_PHRASE << BITS | _PLANES + high) << BITS | _PLANES + low


def gram_number(gram: str) -> int:
    """The number of a gram of one to three characters."""
    first, second, third = map(ord, gram.ljust(LONGEST, "\0"))
    return (first << BITS | second) << BITS | third


def after_border(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The code point of the first character of each border gram, 0 where there is none."""
    return (numbers >> np.uint64(BITS)).astype(np.int64) & (1 << BITS) - 1


def gram_text(number: int) -> str:
    """The gram of a number."""
    points = (number >> BITS * place & (1 << BITS) - 1 for place in (2, 1, 0))
    return "".join(chr(point) for point in points if point)
