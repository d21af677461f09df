"""The application over the index that settings name."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from flask import Flask

from index.values import ConfigError, SakuinError, Settings
from search.contract import Request, Searcher
from search.open import open_searcher
from web.app import create_app
from web.metrics import Metrics, metrics_of


def app_of(settings: Settings) -> Flask:
    """An application over the index of the settings, which it opens at its first request. All
    processes that have these settings and this code give answers the same ETags."""
    searcher, metrics = _searcher(settings, None)
    return create_app(searcher, settings.server, salt=_salt(settings), metrics=metrics)


def opened_app(settings: Settings, shared: Path | None = None) -> Flask:
    """The same with its templates read and, where there is an index, with that open and all that
    a first search reads. Those of one folder `shared` count together. ConfigError where a cluster
    does not take us."""
    searcher, metrics = _searcher(settings, shared)
    try:
        searcher.search(Request("索引", size=1))
    except ConfigError:
        raise
    except SakuinError:
        pass  # it is there later
    app = create_app(
        searcher, settings.server, salt=_salt(settings), shared=shared, metrics=metrics
    )
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    return app


def _searcher(settings: Settings, shared: Path | None) -> tuple[Searcher, Metrics | None]:
    """The searcher, and the metrics that count what it asks of a cluster."""
    metrics = metrics_of(settings.server, shared)
    told = metrics.calls.count if metrics else None
    return open_searcher(settings, serving=True, told=told), metrics


def _salt(settings: Settings) -> str:
    made_of = repr((settings, version("sakuin"), _code_time()))
    return blake2b(made_of.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


@cache
def _code_time() -> int:
    """When the newest file of ours was written: it changes where the version does not."""
    root = Path(__file__).parent.parent
    files = (path for room in ("index", "search", "web") for path in (root / room).rglob("*.*"))
    return max(path.stat().st_mtime_ns for path in files if path.suffix != ".pyc")
