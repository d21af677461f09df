"""Signatures: a few hashes of each post, by which near-duplicates are recognised."""

import re
from collections.abc import Iterable
from zlib import crc32

import numpy as np

from index.values import Signature

SIGNED_FIELDS = ("heading", "body", "code", "link")
"""Fields whose passages count; the title does not, as a copy may well have another one."""
LEAST_SHOWN = 400
"""Shown characters below which a post has no signature: short notes are similar by chance."""
MOST = 256
"""Hashes of a signature."""
_PASSAGE = re.compile(r"[^。.!?]{8,}")


def signature(folded: Iterable[str]) -> Signature:
    """The signature of a post with these folded texts: the MOST smallest hashes of its passages,
    ascending (a bottom-k sketch, Broder 1997)."""
    passages = {passage for text in folded for passage in _PASSAGE.findall(text)}
    hashes = sorted({crc32(passage.encode("utf-8", "surrogatepass")) for passage in passages})
    return np.array(hashes[:MOST], dtype=np.uint32)
