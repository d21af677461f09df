"""What the whole index has, told by the cluster: in how many posts a word, a run of characters or
whatever else is, and which lines its vocabulary has.

Code that expands and scores asks for one thing at a time, where each question would be a way over
the network. So what is not known yet is noted and answered with nothing, the code is run again when
all that was noted has been asked for together, and what it says counts once nothing new was
noted."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from index.cluster import Client
from index.store import DocIds, EncodedTexts, Manifest, Postings
from index.text import ALIKE_MARK, BORDER, gram_text
from index.values import FIELDS, Int64s
from search.cluster.clauses import Clause, alike, begun, literal, posts, words

_KNOWN = 50_000
"""Answers that are kept for one generation."""
_ROUNDS = 12
"""Times that what is not known is asked for before what is known has to do."""
_AT_ONCE = 128
"""Questions in one request."""
_MANY = 8
"""Words from which on it is asked first which of them there are."""
_LINE = {"word": "w", "phrase": "f+"}
"""What leads words and phrases in the vocabulary."""
_MOST_FORMS = 256
"""Words of one form."""
_MOST_LINES = 3_000
_MOST = 100_000
"""Documents that a count is shown as."""
_BODY = FIELDS.index("body")

Question = tuple[str, str]
Answer = TypeVar("Answer")


Known = dict[Question, Any]


class Counts:
    """Counts of one generation, the index `name` of the cluster, for one call; what is `known` is
    kept from call to call."""

    def __init__(self, client: Client, manifest: Manifest, name: str, known: Known) -> None:
        self.manifest = manifest
        self._client, self._name = client, name
        self._known = known
        self._noted: dict[Question, Mapping[str, Any]] = {}
        if len(known) > _KNOWN:
            known.clear()

    def settled(self, made: Callable[[], Answer]) -> Answer:
        """What `made` makes when it knows all that it asks for."""
        for _ in range(_ROUNDS):
            self._noted.clear()
            answer = made()
            if not self._noted:
                return answer
            self._ask()
        return made()

    def _ask(self) -> None:
        """Asks for all that was noted."""
        noted, self._noted = self._noted, {}
        for question in self._in_no_post(noted):
            self._known[question] = 0
            del noted[question]
        rows = list(noted.items())
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            answers = self._client.msearch(self._name, [body for _, body in some])
            for (question, _), answer in zip(some, answers, strict=True):
                self._known[question] = _told(question, answer)

    def _in_no_post(self, noted: Mapping[Question, Any]) -> list[Question]:
        """Those of the questions for words and phrases that are in no post, where they are many:
        the vocabulary tells of all at once."""
        lines = {_LINE[kind] + text: (kind, text) for kind, text in noted if kind in _LINE}
        if len(lines) < _MANY:
            return []
        there: set[str] = set()
        for first in range(0, len(lines), _MOST_LINES):
            some = list(lines)[first : first + _MOST_LINES]
            body = {
                "size": len(some), "_source": False, "query": {"terms": {"line": some}},
                "sort": [{"line": "asc"}],
            }  # fmt: skip
            hits = self._client.search(self._name, body)["hits"]["hits"]
            there.update(hit["sort"][0] for hit in hits)
        return [question for line, question in lines.items() if line not in there]

    def _answer(self, question: Question, body: Mapping[str, Any], nothing: Any) -> Any:
        known = self._known.get(question)
        if known is None:
            self._noted[question] = body
            return nothing
        return known

    def count(self, clause: Clause) -> int:
        """How many posts satisfy a clause."""
        key = json.dumps(clause, ensure_ascii=False, sort_keys=True)
        body = {"size": 0, "track_total_hits": True, "query": posts(clause)}
        return int(self._answer(("count", key), body, 0))

    def _lines(self, beginning: str, most: int) -> list[str]:
        """The first lines of the vocabulary that begin so, without the letter that leads them."""
        body = {
            "size": most, "track_total_hits": False, "_source": False,
            "query": {"prefix": {"line": beginning}}, "sort": [{"line": "asc"}],
        }  # fmt: skip
        question = (f"lines {most}", beginning)
        return [line[1:] for line in self._answer(question, body, [])]

    # what a Reader is asked of its whole index

    def forms(self, form: str) -> tuple[str, ...]:
        """The words, in order, that are indexed under a form."""
        lines = self._lines(f"f{form}", _MOST_FORMS)
        return tuple(sorted({line.rpartition("\0")[2] for line in lines}))

    def prefixed(self, prefix: str, most: int) -> list[str]:
        """The first words that begin with `prefix`."""
        return self._lines(f"w{prefix}", min(most, _MOST_LINES))

    def singles(self, prefix: str) -> list[str] | None:
        """The Latin words that begin so and are not only compounds; None for too many."""
        found = self._lines(f"s{prefix}", _MOST_LINES)
        return found if len(found) < _MOST_LINES else None

    def read(self, reading: str, most: int) -> list[tuple[str, str]]:
        """(reading in hiragana, word) of the first words whose loose reading begins so."""
        columns = (line.split("\0") for line in self._lines(f"f@{reading}", min(most, _MOST_LINES)))
        return sorted((sound, term) for _, sound, term in columns)

    def phrases(self, beginning: str, most: int) -> list[str]:
        """The first phrases that begin so."""
        return [line[1:] for line in self._lines(f"f+{beginning}", min(most, _MOST_LINES))]

    def frequency(self, term: str | int) -> int:
        """How many posts have a word, or a gram, given by its number."""
        if isinstance(term, int):
            return self.count(_of_gram(term))
        body = {"size": 0, "track_total_hits": True, "query": words([term])}
        return int(self._answer(("word", term), body, 0))

    def phrase(self, text: str) -> DocIds:
        """As many documents as posts have a phrase."""
        return _first(self.phrase_frequency(text))

    def phrase_frequency(self, text: str) -> int:
        """How many posts have a phrase."""
        body = {"size": 0, "track_total_hits": True, "query": literal(text)}
        return int(self._answer(("phrase", text), body, 0))

    def word(self, term: str) -> Postings:
        """As many postings as posts have a word."""
        return Postings(_first(self.frequency(term)), None, None)

    def gram(self, number: int) -> DocIds:
        """As many documents as posts have a gram."""
        return _first(self.frequency(number))

    def occurrences(self, docs: DocIds, text: str, pairs: Sequence[int]) -> tuple[Int64s, Int64s]:
        """As many occurrences among documents as posts have a literal."""
        number = min(self.count(literal(text)), len(docs))
        return np.arange(number), np.full(number, _BODY)

    def encoded(self, docs: DocIds) -> EncodedTexts:
        """Texts of which as many have a literal as posts do."""
        return _Texts(self, len(docs))


class _Texts(EncodedTexts):
    """Texts of which nothing is known but how many have what; all stands at borders."""

    def __init__(self, counts: Counts, size: int) -> None:
        super().__init__([])
        self._counts, self._size = counts, size

    def find(self, literal_: str) -> tuple[Int64s, Int64s, Int64s]:
        number = min(self._counts.count(literal(literal_)), self._size)
        return np.arange(number), np.zeros(number, np.int64), np.full(number, _BODY)

    def before(self, number: int, place: int) -> str:
        return ""

    def after(self, number: int, place: int, literal: str) -> str:
        return ""


def _told(question: Question, answer: Any) -> Any:
    """What an answer says: a number of posts, or lines."""
    hits = answer["hits"]
    if question[0] in ("count", *_LINE):
        return hits["total"]["value"]
    return [hit["sort"][0] for hit in hits["hits"]]


def _first(number: int) -> DocIds:
    return np.arange(min(number, _MOST), dtype=np.int32)


def _of_gram(number: int) -> Clause:
    gram = gram_text(number)
    mark, rest = gram[:1], gram[1:]
    if mark == BORDER:
        return begun(rest)
    return alike(rest) if mark == ALIKE_MARK else literal(gram)
