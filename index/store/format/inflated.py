"""Compressed bytes that may be anybody's."""

import zlib

_MOST = 1 << 30
"""Bytes that a part of an index has at most where nothing else tells it."""


def inflated(data: bytes | memoryview, most: int = _MOST) -> bytes:
    """What zlib made the bytes of; ValueError where that cannot be told, or is more than `most`
    bytes."""
    reading = zlib.decompressobj()
    try:
        whole = reading.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if len(whole) > most or not reading.eof:
        raise ValueError(f"expected compressed bytes of {most:,} at most")
    return whole
