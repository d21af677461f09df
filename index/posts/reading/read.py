"""The bytes of a file → text: encodings, line ends, control characters."""

import hashlib
import re
from pathlib import Path

from index.posts.reading.files import read_file
from index.values import PostError, counted

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー、。「」]")
_LEGACY = ("euc_jp", "cp932")
_LEAST_JAPANESE = 0.2
"""Share of kana and punctuation that text in a legacy encoding needs among its characters outside
ASCII: read in the wrong encoding, it becomes half-width kana and rare kanji."""

_LEAST_ASCII = 20
"""Bytes that ASCII with one broken byte needs to be taken for text."""
_FEW_BROKEN = 0.02
"""Share of characters outside ASCII that may be broken, and are replaced; one always may."""
_MOST_NULS = 0.001
"""Share of NUL bytes above which a file is no text; fewer are removed."""


def read_bytes(path: Path, post_id: str, max_bytes: int) -> bytes:
    """The bytes of a file; PostError where it is larger than `max_bytes`, OSError where it cannot
    be read."""
    data = read_file(path, max_bytes + 1)
    if len(data) > max_bytes:
        raise PostError(post_id, f"expected at most {counted(max_bytes, 'byte')}, found more")
    return data


def fingerprint(data: bytes) -> str:
    """A hash by which contents of files are compared."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def decode(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]]:
    """(text with `\\n` line ends and without control characters, warnings of what was replaced in
    it); PostError where the bytes are in no known encoding."""
    text, warnings = _decoded(data, post_id)
    return clean(text), warnings


def clean(text: str) -> str:
    """Text with `\n` line ends and without control characters; halves of surrogate pairs, which
    are no characters, become U+FFFD."""
    plain = _TERMINAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _HALF.sub("\ufffd", _NOT_TEXT.sub("", plain))


def _decoded(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]]:
    """`decode` without the cleaning: by byte order mark, as ISO-2022-JP, UTF-8, a legacy encoding,
    else as UTF-8 with a broken byte."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _mended(data, "utf-16", post_id)
    if data.count(0) > len(data) * _MOST_NULS:
        raise PostError(post_id, "expected text, found binary data", _line(data, data.index(0)))
    if b"\x1b$" in data and data.isascii():
        return _mended(data, "iso2022_jp", post_id)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        bad = error.start
    if _is_mostly(data, "utf-8-sig", least_wide=1):
        return _mended(data, "utf-8-sig", post_id)
    return _legacy(data, post_id) or _last_resort(data, post_id, bad)


def _is_mostly(data: bytes, encoding: str, least_wide: int) -> bool:
    """Whether bytes are text in an encoding, with few of them broken and at least `least_wide`
    characters outside ASCII."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    wide = sum(char > "\x7f" for char in text) - broken
    few = broken <= max(1, wide * _FEW_BROKEN) and broken * 4 <= len(text)
    return wide >= least_wide and few


def _mended(data: bytes, encoding: str, post_id: str) -> tuple[str, tuple[str, ...]]:
    """(text in an encoding with broken bytes replaced, a warning of these); PostError where they
    are too many."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        line, broken = _line(data, error.start), data[error.start : error.end].hex(" ")
    if not _is_mostly(data, encoding, least_wide=0):
        raise PostError(post_id, f"expected {encoding} text, found other bytes", line)
    text = data.decode(encoding, "replace")
    reason = f"expected {encoding.removesuffix('-sig').upper()} text, found the bytes {broken}"
    return text, (f"{post_id}:{line}: {reason}; replaced",)


def _legacy(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]] | None:
    """EUC-JP or Shift_JIS, whichever gives more Japanese, without broken bytes if one does; None
    where neither gives enough."""
    for errors in ("strict", "replace"):
        scored = []
        for encoding in _LEGACY:
            try:
                text = data.decode(encoding, errors)
            except UnicodeDecodeError:
                continue
            wide = sum(1 for char in text if char > "\x7f")
            scored.append((len(_JAPANESE.findall(text)) / max(wide, 1), encoding))
        share, best = max(scored, default=(0.0, ""))
        if share >= _LEAST_JAPANESE and _is_mostly(data, best, least_wide=1):
            return _mended(data, best, post_id)
    return None


def _last_resort(data: bytes, post_id: str, bad: int) -> tuple[str, tuple[str, ...]]:
    """ASCII with one broken byte; PostError for all else."""
    if len(data) >= _LEAST_ASCII and _is_mostly(data, "utf-8-sig", least_wide=0):
        return _mended(data, "utf-8-sig", post_id)
    reason = "expected UTF-8, Shift_JIS or EUC-JP text, found other bytes"
    raise PostError(post_id, reason, _line(data, bad))


def _line(data: bytes, offset: int) -> int:
    """The number of the line of a byte, from 1 on."""
    return data.count(b"\n", 0, offset) + 1
