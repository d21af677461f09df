"""The Whoosh schema of a generation, for Whoosh's own queries over our segments."""

import whoosh


def engine() -> str:
    """The engine underneath and its version, whichever distribution of it is installed."""
    return f"whoosh {whoosh.versionstring()}"
