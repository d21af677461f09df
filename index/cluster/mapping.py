"""An index of ours on a cluster: its settings, its fields, and the names of its documents."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from index.values import FIELDS, LABELS, ClusterSettings

FORMAT = 3
"""Of what an index holds, stored posts included. Raise it with every change of what is written:
older ones are then built anew by the next reindex."""
OWNER = "posts"
PART = 1 << 20
"""Bytes of a part of what is more than one document takes."""
MANIFEST = "manifest"
SENTENCE_MARK = "¶"
"""The term, of the field `words` alone, before each token that begins a sentence."""
LONGEST_LINE = 32_000
"""Bytes of a line; what is longer cannot be a keyword, and no search asks for it."""

_HALF = re.compile("[\ud800-\udfff]")
"""A half of a surrogate pair, which no JSON has."""
_LONGEST_ID = 500
_LONGEST_KEYWORD = 8_000
"""Characters of a value that can be a keyword, whatever they are."""
_SOURCE = ["id", "kind", "kept", "part"]
_OF_FIELDS = ("t_title", "t_author", "a_title", "a_author")
"""What of `text` and `alike` is of fields that a query may name."""
_NGRAMS = {"pairs": 2, "characters": 1}
_SCORED = {"norms": True, "similarity": "ours"}
_KEYWORD = {"type": "keyword", "ignore_above": _LONGEST_KEYWORD}


def body(settings: ClusterSettings) -> dict[str, Any]:
    """What an index is made with. A copy of a part that is made from single operations, and not
    from files, lacks all fields but `_source`: with `recovery_source_enabled` that would not be,
    but an index takes twice the room and the time. So no part is copied while it is written."""
    return {
        "settings": {
            "index.number_of_shards": settings.shards,
            "index.max_result_window": 10_000,
            "similarity": {"ours": {"type": "BM25", "k1": 0.9, "b": 0.4}},
            "analysis": {
                "analyzer": {
                    "words": {"type": "custom", "tokenizer": "whitespace"},
                    **{name: {"type": "custom", "tokenizer": name} for name in _NGRAMS},
                },
                "tokenizer": {
                    name: {"type": "ngram", "min_gram": size, "max_gram": size}
                    for name, size in _NGRAMS.items()
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"sakuin": FORMAT, "owner": OWNER},
            "_source": {"includes": _SOURCE, "recovery_source_enabled": False},
            "properties": _properties(),
        },
    }


def _properties() -> dict[str, Any]:
    binary: dict[str, Any] = {"type": "binary"}
    return {
        "kind": {"type": "keyword"},
        "id": {"type": "keyword"},
        "kept": binary,
        "part": binary,
        "line": {"type": "keyword"},
        "words": _text("words"),
        **{f"w_{field}": _ranked() for field in FIELDS},
        **{name: _text("pairs") | _SCORED for name in ("text", *_OF_FIELDS)},
        "alike": _text("pairs"),
        "alike_grams": {"type": "keyword", "doc_values": False},
        "starts": {**_text("words"), "index_options": "docs"},
        "letters": {**_text("characters"), "index_options": "docs"},
        **{f"k_{label}": _KEYWORD for label in LABELS},
        **{f"l_{label}": _KEYWORD for label in LABELS},
        "seconds": {"type": "double"},
        **{name: {"type": "integer"} for name in ("day", "year", "month")},
        **{f"length_{field}": {"type": "integer"} for field in FIELDS},
        "bands": {"type": "keyword"},
        **{name: {"type": "long"} for name in ("address", "original")},
    }


def _text(analyzer: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": analyzer, "norms": False}


def _ranked() -> dict[str, Any]:
    return {
        "type": "text", "analyzer": "words", "index_options": "freqs", **_SCORED,
    }  # fmt: skip


def whole(text: str) -> str:
    """A text as JSON can have it: without halves of surrogate pairs."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def are_whole(texts: Iterable[str]) -> bool:
    """Whether JSON can have all of the texts as they are."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


def post_key(post_id: str) -> str:
    """The `_id` of a post."""
    return _key("p", "h", post_id)


def line_key(line: str) -> str:
    """The `_id` of a line."""
    return _key("l", "m", line)


def part_key(number: int, of: str = "") -> str:
    """The `_id` of a part of the records, or of those `of` a share while that is built."""
    return f"{of}records-{number:05d}"


def _key(short: str, long: str, text: str) -> str:
    """A text behind a letter; where it is too long, or no UTF-8, a hash of it behind another."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST_ID and not _HALF.search(text):
        return short + text
    return long + blake2b(data, digest_size=32).hexdigest()
