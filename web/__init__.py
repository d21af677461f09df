"""Results over HTTP: a JSON endpoint and a page. `create_app` is handed its Searcher and knows
neither the index nor which engine answers."""

from typing import TYPE_CHECKING

from index.values import lazily

if TYPE_CHECKING:
    from web.app import create_app

__getattr__ = lazily(__name__, {"create_app": "app"})  # the command line lives here, too

__all__ = ["create_app"]
