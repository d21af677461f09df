"""A file's bytes → text: encodings, line ends, control characters."""

import re
from pathlib import Path

from index.errors import PostError

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー、。「」]")
_LEGACY = ("euc_jp", "cp932")
_LEAST_JAPANESE = 0.2
"""Share of kana and punctuation below which bytes read as a legacy encoding are not believed:
the same bytes read as the wrong one come out as half-width kana and rare kanji."""

_MOST_NULS = 0.001
"""Share of NUL bytes above which a file is no text; fewer are stray and go."""


def read_bytes(path: Path, post_id: str, max_bytes: int) -> bytes:
    """The file's bytes; PostError if it is larger than `max_bytes` or cannot be opened."""
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise PostError(post_id, f"expected a readable file: {error.strerror}") from None
    if len(data) > max_bytes:
        raise PostError(post_id, f"expected at most {max_bytes:,} bytes, found more")
    return data


def decode(data: bytes, post_id: str) -> str:
    """Text with `\\n` line ends and no control characters; PostError where it would be mojibake."""
    text = _decoded(data, post_id)
    plain = _TERMINAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_TEXT.sub("", plain)


def _decoded(data: bytes, post_id: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(data, "utf-16", post_id)
    if data.count(0) > len(data) * _MOST_NULS:
        raise PostError(post_id, "expected text, found binary data", _line(data, data.index(0)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _legacy(data, post_id, error.start)
    if b"\x1b$" in data and data.isascii():
        return _strict(data, "iso2022_jp", post_id)
    return text


def _strict(data: bytes, encoding: str, post_id: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"expected {encoding} text, found other bytes"
        raise PostError(post_id, reason, _line(data, error.start)) from None


def _legacy(data: bytes, post_id: str, bad: int) -> str:
    """EUC-JP or Shift_JIS, whichever reads as Japanese."""
    scored = []
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        wide = sum(1 for char in text if char > "\x7f")
        scored.append((len(_JAPANESE.findall(text)) / max(wide, 1), text))
    best = max(scored, default=(0.0, ""))
    if best[0] < _LEAST_JAPANESE:
        reason = "expected UTF-8, Shift_JIS or EUC-JP text, found other bytes"
        raise PostError(post_id, reason, _line(data, bad))
    return best[1]


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
