"""Signatures: what tells posts that say nearly the same."""

import re
from collections.abc import Iterable
from zlib import crc32

import numpy as np

from index.values import Signature

SIGNED_FIELDS = ("heading", "body", "code", "link")
"""Fields that make up what a post says; a copy may well have another title."""
LEAST_SHOWN = 400
"""Characters below which a post has no signature: short notes are alike by chance."""
MOST = 256
_PASSAGE = re.compile(r"[^。.!?]{8,}")


def signature(folded: Iterable[str]) -> Signature:
    """Of the folded texts of a post: the MOST smallest hashes of its passages (a bottom-k sketch,
    Broder 1997)."""
    passages = {passage for text in folded for passage in _PASSAGE.findall(text)}
    hashes = sorted({crc32(passage.encode("utf-8", "surrogatepass")) for passage in passages})
    return np.array(hashes[:MOST], dtype=np.uint32)
