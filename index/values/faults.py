"""What a machine or a parser reports, in words: no numbers of errors, no names of classes."""

import errno
import re

_WORDS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a file is where a folder should be",
    errno.EISDIR: "it is a folder, not a file",
    errno.EEXIST: "it is there already",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space allowed on the disk is used up",
    errno.EFBIG: "the file would be too large",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk cannot be read or written",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.ENOMEM: "there is not enough memory",
    errno.EADDRINUSE: "another program listens there already",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
"""How tomllib ends its messages."""


def reason_of(error: Exception) -> str:
    """Why a file could not be read, written or understood, in a few words."""
    if isinstance(error, OSError):
        known = _WORDS.get(error.errno or 0)
        return known or error.strerror or type(error).__name__
    if isinstance(error, UnicodeDecodeError):
        return "it is no UTF-8 text"
    if isinstance(error, MemoryError):
        return _WORDS[errno.ENOMEM]
    if isinstance(error, KeyError):
        return f"{error} is missing"
    stated = getattr(error, "problem", None) or getattr(error, "msg", None) or str(error)
    plain = _PLACE.sub("", " ".join(str(stated).split())) or type(error).__name__
    return plain[0].lower() + plain[1:]


def line_of(error: Exception) -> int | None:
    """The line that a parser of TOML, YAML, JSON or UTF-8 stopped at, from 1 on; None where it does
    not say."""
    if isinstance(error, UnicodeDecodeError):
        return error.object.count(b"\n", 0, error.start) + 1
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    stated = _PLACE.search(str(error))
    number = getattr(error, "lineno", None) or (stated and stated[1])
    return int(number) if number else None


def not_as_expected(place: object, wanted: str, error: Exception) -> str:
    """`file:line: expected …: why`, the line where it is known."""
    line = line_of(error)
    where = str(place) if line is None else f"{place}:{line}"
    return f"{where}: expected {wanted}: {reason_of(error)}"
