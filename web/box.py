"""The search box of a static site: two scripts that pages of any origin may run. Owners paste one,
which fetches the other where a reader turns to the box. Both are made of what `web/box/` has."""

import gzip
import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from flask import Blueprint, Response, request

box = Blueprint("box", __name__)

_FILES = Path(__file__).with_name("box")
_DIALOG = ("words", "view", "style", "keys", "dialog")
"""The files of the dialog, each after those that it imports from."""
_UNSENT = re.compile(r"^(?:[ ]*//.*\n|import .*\n|\n|[ ]+|export (?=\w))", re.MULTILINE)
"""Comments, indentation and empty lines; and by what files of one script have from each other. What
the script itself gives stands in braces."""
_SECONDS = 3600
"""How long a browser asks for neither again."""


@box.get("/sakuin-search.js")
def element() -> Response:
    """The element `<sakuin-search>`."""
    return _script("sakuin-search")


@box.get("/sakuin-search/dialog.js")
def dialog() -> Response:
    """The dialog that it opens, as a module."""
    return _script(*_DIALOG)


def _script(*names: str) -> Response:
    is_packed = request.accept_encodings.quality("gzip") > 0
    text = packed(names) if is_packed else joined(names)
    response = Response(text, mimetype="text/javascript")
    if is_packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(blake2b(text, digest_size=16).hexdigest())
    response.cache_control.public = True
    response.cache_control.max_age = _SECONDS
    response.make_conditional(request)
    return response


@cache
def joined(names: tuple[str, ...]) -> bytes:
    """The files of some names as one script, without what is there for who reads them."""
    texts = ((_FILES / f"{name}.js").read_text("utf-8") for name in names)
    return "".join(_UNSENT.sub("", text) for text in texts).encode()


@cache
def packed(names: tuple[str, ...]) -> bytes:
    """The same, compressed."""
    return gzip.compress(joined(names), 9, mtime=0)
