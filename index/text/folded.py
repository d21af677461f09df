"""Folded texts that remember where each character came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.text.fold import CLUSTERS, INVISIBLE, SEPARATOR, WIDTH, Stage

Offsets = NDArray[np.int32]
_SHARED = (INVISIBLE, CLUSTERS, WIDTH)
"""Stages that lists of them begin with; others between them have something to do in few texts."""


@dataclass(frozen=True)
class Folded:
    """`text[i]` came from `source[starts[i]:ends[i]]`; both arrays have shape (len(text),).

    Characters that come from one (㍿) have equal slices; a character that vanishes belongs to the
    slice of the one before it.
    """

    text: str
    starts: Offsets
    ends: Offsets

    def slice_of(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the source that `text[start:end]`, which is not empty, came from."""
        return int(self.starts[start]), int(self.ends[end - 1])


def fold_with_offsets(text: str, stages: Sequence[Stage]) -> Folded:
    """The folded text and, for each of its characters, the slice of `text` it came from."""
    folded = _as_it_is(text)
    for stage in stages:
        folded = _apply(folded, stage)
    return folded


def _as_it_is(text: str) -> Folded:
    starts = np.arange(len(text), dtype=np.int32)
    return Folded(text, starts, starts + 1)


@dataclass(frozen=True)
class Together:
    """Texts end to end, `shown`, a separator before each and after the last: that before text t is
    at `cuts[t]`, of shape (texts + 1,). `begun` are stages that are done, with what they gave."""

    shown: str
    cuts: Offsets
    begun: dict[tuple[Stage, ...], Folded] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int32, len(texts))
        cuts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        return cls(SEPARATOR.join(["", *texts, ""]), cuts)

    def folded(self, stages: Sequence[Stage]) -> tuple[Folded, Offsets]:
        """(the texts folded, each as if it were alone; where the separators are). Stages that two
        lists begin with are done once; what they gave is dropped with the second."""
        folded = _as_it_is(self.shown)
        done: tuple[Stage, ...] = ()
        for stage in stages:
            if stage.is_idle(folded.text):
                continue
            done = (*done, stage)
            known = self.begun.pop(done, None)
            folded = _apply(folded, stage) if known is None else known
            if known is None and done == _SHARED[: len(done)]:
                self.begun[done] = folded
        cuts = np.searchsorted(folded.starts, self.cuts).astype(np.int32)
        ends = folded.ends.copy()
        ends[cuts] = self.cuts + 1  # what vanished at the head of a text is no part of it
        return Folded(folded.text, folded.starts, ends), cuts


def _apply(folded: Folded, stage: Stage) -> Folded:
    """A folded text after one stage more."""
    text, changes = stage.apply(folded.text)
    if not changes:
        return Folded(text, folded.starts, folded.ends)
    start, end, length = np.array(changes).T
    grown = np.cumsum(length - (end - start))
    until = start + grown + (end - start)  # where each change ends in the new text
    pieces = np.diff(until, prepend=0, append=len(text))
    index = np.arange(len(text)) - np.repeat(np.append(0, grown), pieces)
    inside = np.repeat(until - np.cumsum(length), length) + np.arange(length.sum())
    index[inside] = 0
    starts, ends = folded.starts[index], folded.ends[index]
    starts[inside] = np.repeat(folded.starts[start], length)
    ends[inside] = np.repeat(folded.ends[end - 1], length)
    for gone in np.flatnonzero(length == 0).tolist():
        _shown_before(int(until[gone]), int(folded.ends[end[gone] - 1]), starts, ends)
    return Folded(text, starts, ends)


def _shown_before(at: int, end: int, starts: Offsets, ends: Offsets) -> None:
    """Extends the slice of the character before `at`, which is that of all characters that came
    from the same one, to `end`: what vanished behind it belongs to it."""
    same = at - 1
    while same >= 0 and starts[same] == starts[at - 1]:
        ends[same] = end
        same -= 1
