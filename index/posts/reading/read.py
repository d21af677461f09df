"""A file's bytes → text: encodings, line ends, control characters."""

import hashlib
import re
from pathlib import Path

from index.values import PostError

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー、。「」]")
_LEGACY = ("euc_jp", "cp932")
_LEAST_JAPANESE = 0.2
"""Share of kana and punctuation below which bytes read as a legacy encoding are not believed:
the same bytes read as the wrong one come out as half-width kana and rare kanji."""

_LEAST_ASCII = 20
"""Bytes below which ASCII with one that is none is no text to be believed."""
_FEW_BROKEN = 0.02
"""Share of broken bytes, of all that are no ASCII, up to which a text is believed with them
replaced; one is believed beside ASCII, too."""
_MOST_NULS = 0.001
"""Share of NUL bytes above which a file is no text; fewer are stray and go."""


def read_bytes(path: Path, post_id: str, max_bytes: int) -> bytes:
    """The file's bytes; PostError if it is larger than `max_bytes`. Raises OSError."""
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise PostError(post_id, f"expected at most {max_bytes:,} bytes, found more")
    return data


def fingerprint(data: bytes) -> str:
    """What tells the content of one file from that of another."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def decode(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]]:
    """(text with `\\n` line ends and no control characters, what had to be replaced in it);
    PostError where it would be mojibake."""
    text, warnings = _decoded(data, post_id)
    plain = _TERMINAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_TEXT.sub("", plain), warnings


def _decoded(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]]:
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
    """Whether bytes are text of an encoding but for a few."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    wide = sum(char > "\x7f" for char in text) - broken
    few = broken <= max(1, wide * _FEW_BROKEN) and broken * 4 <= len(text)
    return wide >= least_wide and few


def _mended(data: bytes, encoding: str, post_id: str) -> tuple[str, tuple[str, ...]]:
    """Text of a known encoding, broken bytes replaced and named."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        line, found = _line(data, error.start), data[error.start : error.end].hex(" ")
    if not _is_mostly(data, encoding, least_wide=0):
        raise PostError(post_id, f"expected {encoding} text, found other bytes", line)
    text = data.decode(encoding, "replace")
    reason = f"expected {encoding.removesuffix('-sig').upper()} text, found the bytes {found}"
    return text, (f"{post_id}:{line}: {reason}; replaced",)


def _legacy(data: bytes, post_id: str) -> tuple[str, tuple[str, ...]] | None:
    """EUC-JP or Shift_JIS, whichever reads as Japanese, whole texts before broken ones."""
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
    """ASCII with one byte that is none."""
    if len(data) >= _LEAST_ASCII and _is_mostly(data, "utf-8-sig", least_wide=0):
        return _mended(data, "utf-8-sig", post_id)
    reason = "expected UTF-8, Shift_JIS or EUC-JP text, found other bytes"
    raise PostError(post_id, reason, _line(data, bad))


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
