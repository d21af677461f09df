"""Values that all rooms share: a post, its analysis, what an index was made of, settings, errors.
Plain and frozen; nothing here reads a file or depends on how a value is made."""

from index.values.arrays import Int32s, Int64s
from index.values.cached import cached_property
from index.values.documents import (
    FIELD_MARKS,
    Documents,
    Occurrences,
    OffsetMap,
    Signature,
    join_sections,
)
from index.values.entry import LEFT_OUT, FileEntry
from index.values.eras import ERAS, SHORT_ERAS, in_digits, western_year
from index.values.errors import (
    BadParameter,
    ClusterAway,
    ClusterRefused,
    ConfigError,
    Conflict,
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
    TooCostly,
    UnknownPost,
)
from index.values.faults import line_of, not_as_expected, reason_of
from index.values.globs import below, globbed, matches
from index.values.languages import language_of, language_value, own_name
from index.values.lazy import lazily
from index.values.links import comparable, leads_to_the_web, link_key, link_keys, original
from index.values.packed import Packed
from index.values.post import FIELDS, LABELS, Meta, Post, Removal, Section, Visibility
from index.values.receipt import Contents, Receipt
from index.values.records import CONTENT, Records
from index.values.settings import (
    JAPAN,
    ClusterSettings,
    PostSettings,
    RankingSettings,
    Rate,
    ServerSettings,
    Settings,
    parse_rate,
    parse_timezone,
)
from index.values.share import ALL, Share, parse_share
from index.values.snapshot import Snapshot
from index.values.vocabulary import AddedWords, Vocabulary
from index.values.wording import counted, nearest, printable, readable

__all__ = [
    "ALL", "CONTENT", "ERAS", "FIELDS", "FIELD_MARKS", "JAPAN", "LABELS", "LEFT_OUT", "SHORT_ERAS",
    "AddedWords", "BadParameter", "ClusterAway", "ClusterRefused", "ClusterSettings",
    "ConfigError", "Conflict", "Contents", "Documents", "FileEntry", "IndexDamaged", "Int32s",
    "Int64s", "Interrupted", "Kind", "LockHeld", "MachineError", "Meta", "NoIndex", "NotOurs",
    "NothingReadable", "Occurrences", "OffsetMap", "Packed", "Post", "PostError",
    "PostSettings", "PostsLost", "RankingSettings", "Rate", "Receipt", "Records", "Removal",
    "SakuinError", "Section", "ServerSettings", "Settings", "Share", "Signature", "Snapshot",
    "TooCostly", "UnknownPost", "Visibility", "Vocabulary", "below", "cached_property",
    "comparable", "counted", "globbed", "in_digits", "join_sections", "language_of",
    "language_value", "lazily", "leads_to_the_web", "line_of", "link_key", "link_keys", "matches",
    "nearest", "not_as_expected", "original", "own_name", "parse_rate", "parse_share",
    "parse_timezone", "printable", "readable", "reason_of", "western_year",
]  # fmt: skip
