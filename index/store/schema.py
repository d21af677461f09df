"""Which Whoosh is installed; an index is built anew when it changes."""

import whoosh


def engine() -> str:
    """The engine underneath and its version, whichever distribution of it is installed."""
    return f"whoosh {whoosh.versionstring()}"
