"""The search box of a static site: two scripts that pages of any origin may run. The first is what
an owner pastes; it fetches the second where a reader turns to the box. Both are made of the files in
`web/box/`."""

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
    text = joined(names)
    response = Response(text, mimetype="text/javascript")
    response.set_etag(blake2b(text, digest_size=16).hexdigest())
    response.cache_control.public = True
    response.cache_control.max_age = _SECONDS
    return response.make_conditional(request)


@cache
def joined(names: tuple[str, ...]) -> bytes:
    """The files of some names as one script, without what is there for who reads them."""
    texts = ((_FILES / f"{name}.js").read_text("utf-8") for name in names)
    return "".join(_UNSENT.sub("", text) for text in texts).encode()
