"""What was found: figures, how far answers agree, what failed. Saved as JSON, to which a later run
of some parts adds."""

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
    """All that is known. `measured`: by corpus and peer, when and of which commit."""

    machine: dict[str, str]
    versions: dict[str, str] = field(default_factory=dict)
    measured: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: dict[str, dict[str, int]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Adds a figure in place of an earlier one of the same."""
        same = (figure.corpus, figure.row, figure.peer)
        self.figures = [f for f in self.figures if (f.corpus, f.row, f.peer) != same]
        self.figures.append(figure)

    def agree(self, found: Agreement) -> None:
        """The same of an agreement."""
        same = (found.corpus, found.kind, found.peer)
        self.agreements = [a for a in self.agreements if (a.corpus, a.kind, a.peer) != same]
        self.agreements.append(found)

    def fail(self, part: str, error: str | None) -> None:
        """Notes how a part ended; None: well."""
        self.failures = [line for line in self.failures if not line.startswith(f"{part}: ")]
        if error is not None:
            self.failures.append(f"{part}: {error}")

    @classmethod
    def load(cls, path: Path) -> "Results":
        """What `save` saved."""
        known = json.loads(path.read_text(encoding="utf-8"))
        known["figures"] = [Figure(**figure) for figure in known["figures"]]
        known["agreements"] = [Agreement(**found) for found in known["agreements"]]
        return cls(**known)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
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
