"""Values that all rooms share: a post, its analysis, what an index was made of, settings, errors.
Plain and frozen; nothing here reads a file or depends on how a value is made."""

from index.values.arrays import Int32s, Int64s
from index.values.documents import (
    FIELD_MARKS,
    Documents,
    Occurrences,
    OffsetMap,
    Signature,
    join_sections,
)
from index.values.eras import ERAS, SHORT_ERAS, in_digits, western_year
from index.values.errors import (
    BadParameter,
    ConfigError,
    IndexDamaged,
    Interrupted,
    Kind,
    LockHeld,
    MachineError,
    NoIndex,
    NothingReadable,
    NotOurs,
    PostError,
    PostsLost,
    SakuinError,
    UnknownPost,
)
from index.values.links import comparable, link_key, original
from index.values.post import FIELDS, LABELS, Meta, Post, Removal, Section, Visibility
from index.values.receipt import LEFT_OUT, Contents, FileEntry, Receipt
from index.values.settings import (
    JAPAN,
    PostSettings,
    RankingSettings,
    ServerSettings,
    Settings,
    parse_timezone,
)
from index.values.vocabulary import AddedWords, Vocabulary

__all__ = [
    "ERAS", "FIELDS", "FIELD_MARKS", "JAPAN", "LABELS", "LEFT_OUT", "SHORT_ERAS", "AddedWords",
    "BadParameter", "ConfigError", "Contents", "Documents", "FileEntry", "IndexDamaged",
    "Int32s", "Int64s", "Interrupted", "Kind", "LockHeld", "MachineError", "Meta", "NoIndex",
    "NotOurs", "NothingReadable", "Occurrences", "OffsetMap", "Post", "PostError",
    "PostSettings", "PostsLost", "RankingSettings", "Receipt", "Removal", "SakuinError",
    "Section", "ServerSettings", "Settings", "Signature", "UnknownPost", "Visibility",
    "Vocabulary", "comparable", "in_digits", "join_sections", "link_key", "original",
    "parse_timezone", "western_year",
]  # fmt: skip
