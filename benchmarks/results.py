"""What a run found: figures, how far answers agree, what failed. Saved as JSON."""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured number. `more`: whether more of it is better."""

    corpus: str
    row: str
    peer: str
    value: float
    unit: str
    more: bool = False


@dataclass(frozen=True)
class Agreement:
    """Of one peer's answers to one kind: the share that is not empty, and the mean share of its
    ids that Sakuin's first page has too (of the shorter page), where both have any."""

    corpus: str
    kind: str
    peer: str
    answered: float
    shared: float | None


@dataclass
class Results:
    """All of one run."""

    machine: dict[str, str]
    versions: dict[str, str] = field(default_factory=dict)
    documents: dict[str, dict[str, int]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def save(self, path: Path) -> None:
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")


def agreement(
    corpus: str, kind: str, peer: str, answers: list[list[str]], ours: list[list[str]] | None
) -> Agreement:
    """How `answers` compare with Sakuin's to the same queries, if those are known."""
    answered = sum(bool(ids) for ids in answers) / len(answers)
    pairs = [(set(a), set(b)) for a, b in zip(answers, ours or [], strict=False) if a and b]
    shares = [len(a & b) / min(len(a), len(b)) for a, b in pairs]
    return Agreement(corpus, kind, peer, answered, sum(shares) / len(shares) if shares else None)
