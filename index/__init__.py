"""Everything from posts on disk to an index on disk: reading and cleaning posts, analysing their
text, storing it in generations. `reindex` builds, `open_current` opens what was built."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.config import Settings, load_settings

if TYPE_CHECKING:
    from index.build import Options, reindex
    from index.report import Report
    from index.store import Reader, open_current

__all__ = ["Options", "Reader", "Report", "Settings", "load_settings", "open_current", "reindex"]

_LATER = {
    "Options": "index.build",
    "Report": "index.report",
    "reindex": "index.build",
    "Reader": "index.store",
    "open_current": "index.store",
}


def __getattr__(name: str) -> Any:
    """Imports what builds only for those who ask: a search from the shell is over before that."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
