"""MeCab's own functions, of the library that fugashi brings: compiled code reads words from its
memory, where fugashi makes text or objects of them."""

import ctypes
import shlex
import threading
import weakref
from dataclasses import dataclass, field
from functools import lru_cache

from index.text.kernels import COMPILED
from index.text.tagger import with_dictionary
from index.values import AddedWords

_VERSION = b"0.996"
"""The version whose nodes have the layout that the kernel reads: the last that was released, and
the one in all wheels of fugashi."""


@dataclass(frozen=True)
class Parser:
    """The addresses of the function that parses a text into nodes, and of its tagger; that is
    dropped with the last use of this. Who parses has to hold `lock`, as a tagger has one text."""

    parse: int
    tagger: int
    lock: threading.Lock = field(default_factory=threading.Lock, compare=False)


@lru_cache(maxsize=8)
def parser(added: AddedWords) -> Parser | None:
    """A parser whose dictionary has the `added` words, too; None where nothing compiled would read
    its nodes, or the library does not show its functions. ConfigError as by `tagger`."""
    library = _library() if COMPILED else None
    return with_dictionary(added, lambda options: _opened(library, options)) if library else None


def _library() -> ctypes.CDLL | None:
    """The library, with the functions that are needed, in the version that is known."""
    from fugashi import fugashi

    try:
        library = ctypes.CDLL(fugashi.__file__)  # finds the functions of what that is linked to
        library.mecab_version.restype = ctypes.c_char_p
        library.mecab_new.restype = ctypes.c_void_p
        library.mecab_destroy.argtypes = [ctypes.c_void_p]
        known = bool(library.mecab_sparse_tonode2) and library.mecab_version() == _VERSION
    except (OSError, AttributeError):
        return None
    return library if known else None


def _opened(library: ctypes.CDLL, options: str) -> Parser | None:
    words = [b"sakuin", b"-C", *(word.encode() for word in shlex.split(options))]
    tagger = library.mecab_new(len(words), (ctypes.c_char_p * len(words))(*words))
    if not tagger:
        return None
    parse = ctypes.cast(library.mecab_sparse_tonode2, ctypes.c_void_p).value
    made = Parser(parse or 0, tagger)
    weakref.finalize(made, library.mecab_destroy, tagger).atexit = False
    return made
