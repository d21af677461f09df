"""The cache of answers: those that were asked for last, within a bound of bytes."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

_ENTRY = 500
"""Bytes that an answer takes beside its text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of a response in two parts, `head` and `tail`. Where it answers a search, the
    milliseconds that this took, `took_ms`, stand between them, and `total` posts were found."""

    mimetype: str
    head: bytes
    tail: bytes = b""
    took_ms: float | None = None
    total: int | None = None

    def text(self, took_ms: float | None) -> bytes:
        """The whole text, with other milliseconds where it has any. It is of one length whatever
        these are, so that HEAD can tell the length of GET."""
        if took_ms is None or self.took_ms is None:
            return self.head
        return b"%s%7.1f%s" % (self.head, took_ms, self.tail)

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return len(self.head) + len(self.tail) + _ENTRY


class AnswerCache:
    """Answers by the ETag of their request, which changes with the generation: what is old is
    not found, and makes room. Threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, tag: str) -> Answer | None:
        """The answer to a request, None where it is not kept."""
        with self._guard:
            answer = self._answers.get(tag)
            if answer is not None:
                self._answers.move_to_end(tag)
            return answer

    def put(self, tag: str, answer: Answer) -> None:
        """Keeps an answer; those that were asked for longest ago make room for it."""
        if answer.size > self._most_bytes:
            return
        with self._guard:
            before = self._answers.pop(tag, None)
            self._bytes += answer.size - (before.size if before else 0)
            self._answers[tag] = answer
            while self._bytes > self._most_bytes:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= oldest.size
