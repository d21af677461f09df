"""What the whole index has, told by the cluster: in how many posts a word, a run of characters or
whatever else is, and which lines its vocabulary has."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from index.cluster import Client, beginning, told
from index.store import DocIds, EncodedTexts, Manifest, Postings
from index.text import ALIKE_MARK, BORDER, gram_text
from index.values import FIELDS, Int64s
from search.cluster.asking import Asking, Known, Question, Search
from search.cluster.clauses import Clause, alike, begun, literal, posts, words

_MOST_FORMS = 256
"""Words of one form."""
_MOST_LINES = 3_000
_MOST = 2_000
"""Documents that a count is shown as: more than anything that compares counts looks at, few enough
to be gone through for each of many words."""
_BODY = FIELDS.index("body")


class Counts(Asking):
    """Counts of one generation, the index `name` of the cluster, for one call."""

    def __init__(self, client: Client, manifest: Manifest, name: str, known: Known) -> None:
        super().__init__(client, name, known)
        self.manifest = manifest

    def count(self, clause: Clause) -> int:
        """How many posts satisfy a clause."""
        match clause:
            case {"match_none": _}:
                return 0
            case {"terms": {"words": [term]}}:
                return self._count(("word", term), clause, f"w{term}")
        return self._count(("count", _json(clause)), clause)

    def _count(self, question: Question, clause: Clause, line: str | None = None) -> int:
        return self.answer(question, 0, lambda: Search(_counting(clause), _number, line))

    def counted(self, made: Callable[[], Clause]) -> int:
        """How many posts satisfy the clause that `made` makes; not asked for as long as that takes
        a guess, and will be another."""
        before = self.guesses
        clause = made()
        return self.count(clause) if self.guesses == before else 0

    def best(self, query: Clause, size: int) -> list[str] | None:
        """The ids of the posts that score best by a query, the best first; None as a guess."""
        question = (f"best {size}", _json(query))
        guess: list[str] | None = None
        return self.answer(question, guess, lambda: Search(best_body(query, size), ids_of))

    def _lines(self, start: str, most: int) -> list[str]:
        """The first lines of the vocabulary that begin so, without the letter that leads them."""
        question, guess = (f"lines {most}", start), list[str]()
        lines = self.answer(question, guess, lambda: Search(beginning(start, most), told))
        return [line[1:] for line in lines if line.startswith(start)]

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
        return self.count(_of_gram(term) if isinstance(term, int) else words([term]))

    def phrase(self, text: str) -> DocIds:
        """As many documents as posts have a phrase."""
        return _first(self.phrase_frequency(text))

    def phrase_frequency(self, text: str) -> int:
        """How many posts have a phrase."""
        return self._count(("phrase", text), literal(text), f"f+{text}")

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


def best_body(query: Clause, size: int) -> dict[str, Any]:
    """The search for the posts that score best by a query, the best first."""
    return {
        "size": size, "track_total_hits": False, "_source": False, "query": query,
        "sort": [{"_score": "desc"}, {"id": "asc"}],
    }  # fmt: skip


def ids_of(answer: Any) -> list[str]:
    """The ids of the posts that a search found, which sorts by them at last."""
    return [hit["sort"][-1] for hit in answer["hits"]["hits"]]


def _counting(clause: Clause) -> dict[str, Any]:
    return {"size": 0, "track_total_hits": True, "query": posts(clause)}


def _number(answer: Any) -> int:
    return int(answer["hits"]["total"]["value"])


def _json(clause: Clause) -> str:
    return json.dumps(clause, ensure_ascii=False, sort_keys=True)


def _first(number: int) -> DocIds:
    return np.arange(min(number, _MOST), dtype=np.int32)


def _of_gram(number: int) -> Clause:
    gram = gram_text(number)
    mark, rest = gram[:1], gram[1:]
    if mark == BORDER:
        return begun(rest)
    return alike(rest) if mark == ALIKE_MARK else literal(gram)
