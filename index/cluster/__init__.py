"""The index on an OpenSearch cluster: its address, a client that gives whole answers, a Writer that
makes one generation after another, and what is read of one. Importing it loads no library of
clusters."""

from typing import TYPE_CHECKING

from index.cluster.address import Address, is_cluster, parse_address
from index.values import lazily

if TYPE_CHECKING:
    from index.cluster.check import check_cluster
    from index.cluster.client import Client
    from index.cluster.codec import from_json, to_json, to_lines
    from index.cluster.connect import open_client
    from index.cluster.kept import Kept, pack_kept, unpack_kept
    from index.cluster.manifest import ClusterManifest, read_contents, read_manifest
    from index.cluster.mapping import SENTENCE_MARK, post_key
    from index.cluster.names import current
    from index.cluster.share import ShareWriter
    from index.cluster.starts import start_of
    from index.cluster.state import forget_verified, in_force, read_verified, write_verified
    from index.cluster.vocabulary import among, beginning, told
    from index.cluster.watch import OUTCOMES, Call
    from index.cluster.writer import ClusterWriter

__getattr__ = lazily(
    __name__,
    {
        "Call": "watch",
        "Client": "client",
        "ClusterManifest": "manifest",
        "ClusterWriter": "writer",
        "Kept": "kept",
        "OUTCOMES": "watch",
        "LONGEST_START": "starts",
        "SENTENCE_MARK": "mapping",
        "ShareWriter": "share",
        "among": "vocabulary",
        "beginning": "vocabulary",
        "check_cluster": "check",
        "current": "names",
        "forget_verified": "state",
        "from_json": "codec",
        "in_force": "state",
        "open_client": "connect",
        "pack_kept": "kept",
        "post_key": "mapping",
        "read_contents": "manifest",
        "read_manifest": "manifest",
        "read_verified": "state",
        "start_of": "starts",
        "told": "vocabulary",
        "to_json": "codec",
        "to_lines": "codec",
        "unpack_kept": "kept",
        "write_verified": "state",
    },
)

__all__ = [
    "LONGEST_START", "OUTCOMES", "SENTENCE_MARK", "Address", "Call", "Client", "ClusterManifest",
    "ClusterWriter", "Kept", "ShareWriter", "among", "beginning", "check_cluster", "current",
    "forget_verified", "from_json", "in_force", "is_cluster", "open_client", "pack_kept",
    "parse_address", "post_key", "read_contents", "read_manifest", "read_verified", "start_of",
    "to_json", "to_lines", "told", "unpack_kept", "write_verified",
]  # fmt: skip
