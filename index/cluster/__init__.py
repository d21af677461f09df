"""The index on an OpenSearch cluster: its address, a client that gives whole answers, and a Writer
that makes one generation after another. Importing it loads no library of clusters."""

from typing import TYPE_CHECKING

from index.cluster.address import Address, is_cluster, parse_address
from index.values import lazily

if TYPE_CHECKING:
    from index.cluster.check import check_cluster
    from index.cluster.client import Client
    from index.cluster.codec import from_json, to_json, to_lines
    from index.cluster.connect import open_client
    from index.cluster.state import forget_verified, in_force, read_verified, write_verified
    from index.cluster.writer import ClusterWriter

__getattr__ = lazily(
    __name__,
    {
        "Client": "client",
        "ClusterWriter": "writer",
        "check_cluster": "check",
        "forget_verified": "state",
        "from_json": "codec",
        "in_force": "state",
        "open_client": "connect",
        "read_verified": "state",
        "to_json": "codec",
        "to_lines": "codec",
        "write_verified": "state",
    },
)

__all__ = [
    "Address", "Client", "ClusterWriter", "check_cluster", "forget_verified", "from_json",
    "in_force", "is_cluster", "open_client", "parse_address", "read_verified", "to_json",
    "to_lines", "write_verified",
]  # fmt: skip
