"""Everything from posts on disk to an index on disk: reading and cleaning posts, analysing their
text, storing it in generations. `reindex` builds, `open_current` opens what was built."""

from index.build import Report, reindex
from index.config import Settings, load_settings
from index.store import Reader, open_current

__all__ = ["Reader", "Report", "Settings", "load_settings", "open_current", "reindex"]
