"""What the views of one application share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from index.values import ServerSettings
from search.contract import Searcher
from web.cache import AnswerCache
from web.metrics import Metrics

_KEY = "sakuin"


def system_clock() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Web:
    """The searcher, the settings and the clock that an application was handed; `salt` tells its
    answers from those of others. The answers that it keeps are its own. `metrics` count what it
    does, None where nobody may read them."""

    searcher: Searcher
    settings: ServerSettings
    clock: Callable[[], datetime]
    salt: str
    cache: AnswerCache
    metrics: Metrics | None


def install(app: Flask, web: Web) -> None:
    app.extensions[_KEY] = web


def web() -> Web:
    """Of the application that answers the current request."""
    found: Web = current_app.extensions[_KEY]
    return found
