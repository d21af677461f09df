"""Analysed posts → the lines of JSON that a cluster indexes. It is done in the processes that
analyse."""

import math
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from index.cluster.codec import to_json
from index.cluster.kept import pack_all_kept
from index.cluster.mapping import LONGEST_LINE, SENTENCE_MARK, are_whole, post_key, whole
from index.cluster.starts import starts
from index.store import Ranked, ranked
from index.text import LATIN_RUN, SENTENCE, alike_of, bands, label_key, respelled
from index.values import FIELD_MARKS, FIELDS, LABELS, Documents, Int64s, link_keys

_SPACE = re.compile("[\x09-\x0d\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]")
"""What the analyzer `whitespace` splits at."""
_BETWEEN = "\x01"
_SECTION = re.compile("[\x01-\x1f][^\x01-\x1f]*")
_CLASSES = 3
_HEADING = FIELDS.index("heading")
_SURELY_SHORT = LONGEST_LINE // 4
_CLOSING = 8
"""Marks of sentences at the end, so that a passage of as many ends there."""


@dataclass(frozen=True)
class ClusterBatch:
    """Some posts: their ids, the bytes of a bulk request that indexes them, and the lines that are
    to be in the index with them: `f` and a form, `w` and a term, `s` and a Latin one that is a
    token in some post, and not only several together."""

    ids: tuple[str, ...]
    posts: bytes
    lines: Set[str]


def pack(documents: Documents) -> ClusterBatch:
    """The documents as one batch, in their order."""
    found = ranked(documents.occurrences)
    ids = tuple(meta.id for meta in documents.metas)
    words = _Words(documents, found)
    kept, texts = pack_all_kept(documents, found), _Texts(documents)
    posts = []
    for doc, post_id in enumerate(ids):
        source: dict[str, Any] = {
            "kind": "post",
            "id": whole(post_id),
            "kept": b64encode(kept[doc]).decode("ascii"),
            **dict(words.fields(doc)),
            **{name: value for name, value in texts.fields(doc) if value},
            **dict(_values(documents, doc)),
        }
        action = {"index": {"_id": post_key(post_id)}}
        posts.append(to_json(action) + b"\n" + to_json(source) + b"\n")
    return ClusterBatch(ids, b"".join(posts), _lines(documents, found))


class _Words:
    """The terms of posts as the analyzer `words` takes them."""

    def __init__(self, documents: Documents, found: Ranked) -> None:
        words, count = documents.occurrences, len(documents.metas)
        self._lengths = np.bincount(
            words.docs * len(FIELDS) + words.fields, minlength=count * len(FIELDS)
        ).reshape(count, len(FIELDS))
        self._spelled = _all_spelled(found.keys)
        begins = np.array([key == SENTENCE for key in found.keys], dtype=np.bool_)
        sent = np.array([bool(word) for word in self._spelled], dtype=np.bool_)
        order = _in_text(found, begins, len(words.terms))
        order = order[sent[found.ranks[order]]]
        self._ranks, self._fields = found.ranks[order], found.fields[order]
        self._begins = begins[self._ranks]
        self._cuts = found.docs[order].searchsorted(np.arange(count + 1)).tolist()

    def fields(self, doc: int) -> Iterator[tuple[str, Any]]:
        """What is sent of the words of a post."""
        mine = slice(self._cuts[doc], self._cuts[doc + 1])
        ranks, fields = self._ranks[mine], np.where(self._begins[mine], -1, self._fields[mine])
        yield "words", self._stream(mine)
        for number, name in enumerate(FIELDS):
            if length := int(self._lengths[doc, number]):
                yield f"w_{name}", self._joined(ranks[fields == number])
                yield f"length_{name}", length

    def _stream(self, mine: slice) -> str:
        """All words in order, a mark before each sentence and some at the end. Behind a sentence
        those of the heading above it come again, so that they are found in one passage; where the
        passage leads into the next section, the two come once more, alone, since what is there is
        not under that heading."""
        words = list(map(self._spelled.__getitem__, self._ranks[mine].tolist()))
        firsts = np.flatnonzero(self._begins[mine])
        headed = [*(self._fields[mine][firsts] == _HEADING).tolist(), False, False]
        bounds = [*firsts.tolist(), len(words)]
        ends = " ".join([SENTENCE_MARK] * _CLOSING)
        parts, apart, heading = [" ".join(words[: bounds[0]])], list[str](), ""
        for number, (first, end) in enumerate(pairwise(bounds)):
            sentence = " ".join(words[first:end])
            parts.append(sentence)
            if headed[number]:
                heading = sentence.removeprefix(SENTENCE_MARK).lstrip()
            elif heading and not any(headed[number + 1 : number + 3]):
                parts.append(heading)
            elif heading and headed[number + 1]:
                before = not headed[number - 1] and " ".join(words[bounds[number - 1] : first])
                last = f"{before} {sentence}" if before else sentence
                apart += [ends, *last.replace(SENTENCE_MARK, "").split(), heading]
        return " ".join(filter(None, [*parts, *apart, ends]))

    def _joined(self, ranks: Int64s) -> str:
        return " ".join(map(self._spelled.__getitem__, ranks.tolist()))


def _all_spelled(keys: Sequence[str]) -> list[str]:
    """The terms as they are sent. Most are so as they are, which is seen of all at once."""
    together = "".join(key for key in keys if key != SENTENCE)
    if _SPACE.search(together) or not are_whole([together]):
        return list(map(_spelled, keys))
    return [SENTENCE_MARK if key == SENTENCE else key for key in keys]


def _spelled(key: str) -> str:
    """A term as it is sent; "" where it would be split."""
    return SENTENCE_MARK if key == SENTENCE else "" if _SPACE.search(key) else whole(key)


def _in_text(found: Ranked, begins: Any, tokens: int) -> Int64s:
    """The order of occurrences in which the mark of a sentence comes before a token, and compounds
    behind their first."""
    classes = np.full(len(found.ranks), _CLASSES - 1)
    classes[:tokens] = 1
    classes[begins[found.ranks]] = 0
    width = int(found.positions.max(initial=0)) + 1
    places = (found.docs * width + found.positions) * _CLASSES + classes
    return np.lexsort((found.extents, places))


class _Texts:
    """The texts of posts as characters."""

    def __init__(self, documents: Documents) -> None:
        self._folded = [whole(text) for text in documents.folded]
        self._shown = documents.shown
        self._alike = _respelled(self._folded)
        self._grams = alike_of(documents.grams, len(self._folded))
        sections = [_SECTION.findall(text) for text in self._folded]
        self._fields = {name: _of_field(name, sections) for name in ("title", "author")}
        self._alike_fields = {name: _respelled(some) for name, some in self._fields.items()}

    def fields(self, doc: int) -> Iterator[tuple[str, Any]]:
        """What is sent of the text of a post."""
        folded = self._folded[doc]
        yield "text", folded
        yield "letters", "".join(sorted(set(folded)))
        yield "starts", " ".join(starts(folded, whole(self._shown[doc])))
        yield "alike", self._alike[doc]
        yield "alike_grams", list(map(whole, self._grams[doc]))
        for name in self._fields:
            yield f"t_{name}", self._fields[name][doc]
            yield f"a_{name}", self._alike_fields[name][doc]


def _respelled(folded: Sequence[str]) -> list[str]:
    return list(map(whole, respelled(folded)))


def _of_field(name: str, sections: Sequence[Sequence[str]]) -> list[str]:
    """The text of one field of each post, given the sections of all."""
    mark = FIELD_MARKS[name]
    return ["".join(one for one in some if one[0] == mark) for some in sections]


def _values(documents: Documents, doc: int) -> Iterator[tuple[str, Any]]:
    """What is sent of a post for filters, facets and order."""
    meta = documents.metas[doc]
    for label in LABELS:
        values = [whole(value) for value in meta.values(label)]
        if values:
            yield f"k_{label}", list(dict.fromkeys(map(label_key, values)))
            pairs = (label_key(value) + _BETWEEN + value for value in values)
            yield f"l_{label}", list(dict.fromkeys(pairs))
    if not math.isnan(seconds := float(documents.seconds[doc])):
        yield "seconds", seconds
    if number := int(documents.days[doc]):
        day = date.fromordinal(number)
        yield from (("day", number), ("year", day.year), ("month", day.month))
    if shared := bands(documents.signatures[doc]):
        yield "bands", shared
    for name, key in zip(("address", "original"), link_keys(meta.url, meta.canonical), strict=True):
        if key:
            yield name, key - (1 << 64) if key >> 63 else key


def _lines(documents: Documents, found: Ranked) -> Set[str]:
    lines = {"f" + form for form in documents.forms}
    lines.update("w" + term for term in found.keys if term != SENTENCE)
    single = np.unique(found.ranks[: len(documents.occurrences.terms)]).tolist()
    lines.update("s" + found.keys[rank] for rank in single if LATIN_RUN.match(found.keys[rank]))
    short = {line for line in lines if len(line) <= _SURELY_SHORT or _bytes(line) <= LONGEST_LINE}
    return short if are_whole(short) else set(map(whole, short))


def _bytes(line: str) -> int:
    return len(line.encode("utf-8", "replace"))
