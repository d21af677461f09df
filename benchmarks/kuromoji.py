"""A plain index of OpenSearch: the shown text in one field, analysed by kuromoji on the node, asked
by `match` with highlights."""

import time
from collections.abc import Iterator
from typing import Any

from benchmarks.model import LIMIT, Corpus, Doc
from index.cluster import Client, parse_address, to_lines
from index.values import ClusterSettings

_BATCH = 500
_BODY = {
    "settings": {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "translog.durability": "async",
    },
    "mappings": {
        "properties": {
            "title": {"type": "text", "analyzer": "kuromoji"},
            "body": {"type": "text", "analyzer": "kuromoji", "index_options": "offsets"},
        }
    },
}


def open_client(address: str) -> Client:
    """A client of the node."""
    return Client(parse_address(address), ClusterSettings(replicas=0, seconds=60))


def fill(client: Client, corpus: Corpus) -> float:
    """Makes the index; seconds."""
    index = client.address.name
    started = time.perf_counter()
    client.request("PUT", f"/{index}", _BODY)
    lines: list[Any] = []
    for doc in corpus.docs():
        lines += _lines(doc)
        if len(lines) >= 2 * _BATCH:
            client.bulk(index, to_lines(lines))
            lines = []
    client.bulk(index, to_lines(lines or _lines(next(corpus.docs()))))
    client.request("POST", f"/{index}/_refresh")
    client.request("POST", f"/{index}/_flush")
    return time.perf_counter() - started


def _lines(doc: Doc) -> Iterator[Any]:
    yield {"index": {"_id": doc.id}}
    yield {"title": doc.title, "body": f"{doc.title}\n{doc.body}"}


def answer(client: Client, query: str) -> Any:
    """The first posts with highlights."""
    highlight = {"fields": {"body": {"number_of_fragments": 3, "fragment_size": 120}}}
    return client.search(client.address.name, _asked(query) | {"highlight": highlight})


def rank(client: Client, query: str) -> list[str]:
    """Their ids."""
    hits = client.search(client.address.name, _asked(query) | {"_source": False})["hits"]["hits"]
    return [str(hit["_id"]) for hit in hits]


def _asked(query: str) -> dict[str, Any]:
    return {"size": LIMIT, "query": {"match": {"body": query}}}
