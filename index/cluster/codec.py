"""JSON as a cluster takes and gives it."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from index.values import IndexDamaged

_encoder = msgspec.json.Encoder()


def to_json(value: object) -> bytes:
    """A value as JSON in UTF-8; what is no text, half of a surrogate pair, becomes U+FFFD."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def to_lines(values: Iterable[object]) -> bytes:
    """Values as lines of JSON, as bulk requests have them."""
    return b"".join(to_json(value) + b"\n" for value in values)


def from_json(text: str | bytes) -> Any:
    """The value that a JSON text stands for; IndexDamaged where it is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise IndexDamaged(f"expected JSON, as OpenSearch answers: {error}") from None
