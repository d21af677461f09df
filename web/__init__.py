"""Results over HTTP: a JSON endpoint and a page. `create_app` is handed its Searcher and knows
neither the index nor which engine answers."""

from web.app import create_app

__all__ = ["create_app"]
