"""`web.wsgi:app`: the application for a WSGI server of the owner's own. It takes `sakuin.toml` of
the current folder and `$SAKUIN_INDEX`, and opens the index at its first request."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from index.options import settings_of
from web.open import app_of

_guard = threading.Lock()
_made: list[Flask] = []


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers a request."""
    with _guard:
        if not _made:
            _made.append(app_of(settings_of(None, os.environ.get("SAKUIN_INDEX"))))
    return _made[0](environ, start_response)
