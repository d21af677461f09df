"""The recipe for Japanese that is usual with Lucene, Elasticsearch and OpenSearch: pairs of
characters must be there, each word as typed as a phrase of them; kuromoji's words, which need not
be, rank."""

from benchmarks.peers import lucene_peer


class Peer(lucene_peer.Peer):
    mode = "recipe"
