"""Results over HTTP: a JSON endpoint and a page. `create_app` is handed its Searcher and knows
neither the index nor which engine answers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Imports the application only for those who ask: the command line lives here too."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from web.app import create_app

    return create_app
