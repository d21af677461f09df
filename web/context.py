"""What the views of one application share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from flask import Flask, current_app

from index.values import ServerSettings
from search.contract import Searcher

_KEY = "sakuin"


def system_clock() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Web:
    """The searcher, the settings and the clock that an application was handed; `salt` is its
    own."""

    searcher: Searcher
    settings: ServerSettings = field(default_factory=ServerSettings)
    clock: Callable[[], datetime] = system_clock
    salt: str = field(default_factory=lambda: token_hex(8))


def install(app: Flask, web: Web) -> None:
    app.extensions[_KEY] = web


def web() -> Web:
    """Of the application that answers the current request."""
    found: Web = current_app.extensions[_KEY]
    return found
