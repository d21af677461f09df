"""Markdown → HTML by GitHub's cmark. cmarkgfm's own function never frees the tree and the HTML that
cmark makes, some ten times the size of the text; so the functions of its library are called here,
and all is freed."""

import ctypes
from functools import lru_cache

from cmarkgfm import cmark

_OPTIONS = (
    cmark.Options.CMARK_OPT_UNSAFE  # tags stay, since what they show is read, never their HTML
    | cmark.Options.CMARK_OPT_FOOTNOTES
    | cmark.Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
)
_EXTENSIONS = ["table", "strikethrough", "tasklist"]
_FUNCTIONS = {
    "cmark_parser_new": (ctypes.c_int,),
    "cmark_find_syntax_extension": (ctypes.c_char_p,),
    "cmark_parser_attach_syntax_extension": (ctypes.c_void_p, ctypes.c_void_p),
    "cmark_parser_feed": (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t),
    "cmark_parser_finish": (ctypes.c_void_p,),
    "cmark_parser_get_syntax_extensions": (ctypes.c_void_p,),
    "cmark_render_html": (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
    "cmark_node_free": (ctypes.c_void_p,),
    "cmark_parser_free": (ctypes.c_void_p,),
    "cmark_get_default_mem_allocator": (),
}
"""The functions that are called, with their arguments; all give a pointer, or nothing."""


def html_of(markdown: str) -> str:
    """The HTML of a text in Markdown."""
    library = _library()
    if library is None:
        return str(cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, _EXTENSIONS))
    return library.html_of(markdown.encode())


@lru_cache
def _library() -> "_Library | None":
    """The library; None where it does not show its functions, as on Windows."""
    try:
        return _Library(ctypes.CDLL(cmark._cmark.__file__))
    except (OSError, AttributeError):
        return None


class _Allocator(ctypes.Structure):
    """What cmark takes memory from."""

    _fields_ = [
        ("calloc", ctypes.c_void_p),
        ("realloc", ctypes.c_void_p),
        ("free", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    ]


class _Library:
    """cmark's functions; AttributeError where one is missing."""

    def __init__(self, library: ctypes.CDLL) -> None:
        for name, arguments in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = ctypes.c_void_p, arguments
        cmark.core_extensions_ensure_registered()
        allocator = library.cmark_get_default_mem_allocator()
        self._free = _Allocator.from_address(allocator).free
        found = [library.cmark_find_syntax_extension(name.encode()) for name in _EXTENSIONS]
        self._call, self._extensions = library, found

    def html_of(self, markdown: bytes) -> str:
        """The HTML of a text in Markdown, in UTF-8."""
        call = self._call
        parser, root, html = call.cmark_parser_new(_OPTIONS), None, None
        try:
            for extension in self._extensions:
                call.cmark_parser_attach_syntax_extension(parser, extension)
            call.cmark_parser_feed(parser, markdown, len(markdown))
            root = call.cmark_parser_finish(parser)
            extensions = call.cmark_parser_get_syntax_extensions(parser)
            html = call.cmark_render_html(root, _OPTIONS, extensions)
            return ctypes.string_at(html).decode(errors="ignore")  # it cuts some footnotes
        finally:
            self._free(html)
            if root:
                call.cmark_node_free(root)
            call.cmark_parser_free(parser)
