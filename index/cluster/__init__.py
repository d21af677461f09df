"""The index on an OpenSearch cluster: its address, a client that gives whole answers, a Writer that
makes one generation after another, and what is read of one. Importing it loads no library of
clusters."""

from typing import TYPE_CHECKING

from index.cluster.address import Address, is_cluster, parse_address
from index.cluster.client import Client
from index.cluster.codec import from_json, to_json, to_lines
from index.cluster.kept import Kept, pack_kept, unpack_kept
from index.values import lazily

if TYPE_CHECKING:
    from index.cluster.writer import ClusterWriter

__getattr__ = lazily(__name__, {"ClusterWriter": "writer"})

__all__ = [
    "Address", "Client", "ClusterWriter", "Kept", "from_json", "is_cluster", "pack_kept",
    "parse_address", "to_json", "to_lines", "unpack_kept",
]  # fmt: skip
