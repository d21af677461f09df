"""The index as OpenSearch has it: a Writer that makes one on a cluster, and what a search reads
there."""

from index.cluster.kept import Kept, pack_kept, unpack_kept

__all__ = ["Kept", "pack_kept", "unpack_kept"]
