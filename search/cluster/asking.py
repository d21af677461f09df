"""What is asked of a generation on the cluster, many questions in one request.

Code that expands and scores asks for one thing at a time, where each question would be a way over
the network. So what is not known yet is noted and answered with a guess, the code is run again when
all that was noted has been asked for together, and what it says counts once it took no guess. Parts
of it that took none are kept, so that another run has less to do."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from index.cluster import Client, among, told
from search.contract import spend

_ANSWERS = 50_000
"""Answers that are kept for one generation."""
_KEPT = 8_000
"""What is worked out from answers, such as clauses, that is kept for one generation."""
_ROUNDS = 12
"""Times that what is not known is asked for before what is known has to do."""
_AT_ONCE = 128
"""Questions in one request."""
_MANY = 8
"""Lines from which on it is asked first which of them there are."""
_MOST_LINES = 3_000
_QUESTION = 100
"""Work of a question."""

Question = tuple[str, str]
"""(what is asked, of what)."""
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Known:
    """What is known of one generation: answers by their questions, and what was `kept` that was
    worked out from them. Threads share it."""

    answers: dict[Question, Any] = field(default_factory=dict)
    kept: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Search:
    """How a question is asked: the search, what its answer tells, and the line of the vocabulary
    without which that is 0."""

    body: Mapping[str, Any]
    told: Callable[[Any], Any]
    line: str | None = None


class Asking:
    """Asks the index `name` of the cluster for one call; what is `known` is kept from call to
    call."""

    def __init__(self, client: Client, name: str, known: Known) -> None:
        self._client, self._name, self._known = client, name, known
        self._noted: dict[Question, Search] = {}
        self._guessed: dict[Hashable, Any] = {}
        self.guesses = 0
        if len(known.answers) > _ANSWERS:
            known.answers.clear()
        if len(known.kept) > _KEPT:
            known.kept.clear()

    def settled(self, made: Callable[[], Answer]) -> Answer:
        """What `made` makes when it knows all that it asks for."""
        return cast(Answer, self.all_settled(made)[0])

    def all_settled(self, *makers: Callable[[], Any]) -> list[Any]:
        """What each of several makes when it knows all that it asks for, which is asked together
        with what the others ask."""
        answers: list[Any] = [None] * len(makers)
        left = list(range(len(makers)))
        for _ in range(_ROUNDS):
            left = self._run(makers, left, answers)
            if not left:
                return answers
            self._ask()
        self._run(makers, left, answers)
        return answers

    def _run(
        self, makers: Sequence[Callable[[], Any]], places: Sequence[int], answers: list[Any]
    ) -> list[int]:
        """Has some of the makers make their answers; the places of those that took guesses."""
        self._noted.clear()
        self._guessed.clear()
        guessing = []
        for place in places:
            before = self.guesses
            answers[place] = makers[place]()
            if self.guesses > before:
                guessing.append(place)
        return guessing

    def kept(self, key: Hashable, made: Callable[[], Answer]) -> Answer:
        """What `made` makes, by a key that says what: made once for the generation where it takes
        no guess, else once a run."""
        for known in (self._known.kept, self._guessed):
            found = known.get(key)
            if found is not None:
                self.guesses += known is self._guessed
                return cast(Answer, found)
        before = self.guesses
        answer = made()
        (self._known.kept if self.guesses == before else self._guessed)[key] = answer
        return answer

    def answer(self, question: Question, guess: Answer, asked: Callable[[], Search]) -> Answer:
        """What is known of a question; else the guess, and it is noted as it is `asked`."""
        found = self._known.answers.get(question)
        if found is not None:
            return cast(Answer, found)
        self.guesses += 1
        if question not in self._noted:
            self._noted[question] = asked()
        return guess

    def _ask(self) -> None:
        """Asks for all that was noted."""
        noted = dict(self._noted)
        spend(_QUESTION * len(noted))
        for question in self._lacking(noted):
            self._known.answers[question] = 0
            del noted[question]
        rows = list(noted.items())
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            answers = self._client.msearch(self._name, [search.body for _, search in some])
            for (question, search), answer in zip(some, answers, strict=True):
                self._known.answers[question] = search.told(answer)

    def _lacking(self, noted: Mapping[Question, Search]) -> list[Question]:
        """Those of the questions whose lines the vocabulary has not, where they are many: it tells
        of all at once."""
        lines = {search.line: question for question, search in noted.items() if search.line}
        if len(lines) < _MANY:
            return []
        there: set[str] = set()
        for first in range(0, len(lines), _MOST_LINES):
            some = list(lines)[first : first + _MOST_LINES]
            there.update(told(self._client.search(self._name, among(some))))
        return [question for line, question in lines.items() if line not in there]
