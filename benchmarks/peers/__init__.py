"""The peers by name. Each module is imported only when its peer is at work: most need what the
others do not have."""

from importlib import import_module

from benchmarks.model import Builder, Engine, HasKernel

SAKUIN = "sakuin"
PEERS = (SAKUIN, "groonga", "tantivy", "sqlite", "xapian", "pagefind", "whoosh", "mecab")
"""Order of the table's columns."""
BUILD_ONLY = frozenset({"pagefind", "mecab"})
OTHER_PYTHON = {"xapian": "/usr/bin/python3"}
"""Debian builds its bindings for its own interpreter."""


def builder(name: str) -> Builder:
    """The peer of that name; ImportError where what it needs is not installed."""
    made: Builder = import_module(f"benchmarks.peers.{name}_peer").Peer()
    return made


def engine(name: str) -> Engine:
    """The same for answering."""
    made: Engine = import_module(f"benchmarks.peers.{name}_peer").Peer()
    return made


def measured_kernel(name: str) -> HasKernel:
    """The same for an engine whose kernel is measured alone."""
    made: HasKernel = import_module(f"benchmarks.peers.{name}_peer").Peer()
    return made
