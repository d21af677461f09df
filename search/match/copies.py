"""Posts that state to be copies of another post of the index, by its address."""

from collections.abc import Mapping

import numpy as np

from index.store import Reader

Chains = Mapping[int, tuple[int, int]]
"""For each document that is a copy: (the document at the end of its chain of originals, how many
steps away that is, 1 or more)."""


def chains_of(reader: Reader) -> Chains:
    """The copies among live documents. Which it is of several with one address depends on their ids
    alone; documents that state each other are no copies."""
    addresses, originals = reader.links()
    copies = np.flatnonzero((originals != 0) & reader.live)
    if not len(copies):
        return {}
    known = np.flatnonzero(np.isin(addresses, originals[copies]) & reader.live)
    known = known[reader.id_ranks()[known].argsort()[::-1]]
    by_address = dict(zip(addresses[known].tolist(), known.tolist(), strict=True))
    keys = zip(copies.tolist(), originals[copies].tolist(), strict=True)
    return chains({doc: by_address[key] for doc, key in keys if key in by_address})


def chains(of: Mapping[int, int]) -> Chains:
    """The ends of chains, given the original of each copy."""
    ends: dict[int, tuple[int, int]] = {}
    for doc in of:
        path: dict[int, int] = {}
        while doc in of and doc not in ends and doc not in path:
            path[doc] = len(path)
            doc = of[doc]
        circle = path.get(doc, len(path))
        nodes = list(path)
        ends.update((node, (node, 0)) for node in nodes[circle:])
        end, steps = ends.get(doc, (doc, 0))
        before = nodes[:circle][::-1]
        ends.update((node, (end, steps + n)) for n, node in enumerate(before, start=1))
    return {doc: end for doc, end in ends.items() if end[1]}
