"""`python -m benchmarks.mutants`: whether the tests would notice. Small mistakes are drawn by a
seed and made one at a time in a copy of the tree; each is to make a test fail."""

import difflib
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from random import Random

import click
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

from benchmarks.mutant_places import FOLDERS, OPERATORS, PLACES, excluded, tests_of
from benchmarks.mutant_trial import KILLED, Trial, warm

ROOT = Path(__file__).parent.parent
WORK = ROOT / ".sakuin" / "mutants"
REPORT = ROOT / "docs" / "mutants.md"
SEED = 16
"""Written down before the first draw."""
COUNT = 400


@dataclass(frozen=True)
class Mutant:
    """One mistake: which occurrence of what an operator finds in a file."""

    path: str
    operator: str
    occurrence: int
    line: int

    @property
    def name(self) -> str:
        return f"{self.path} {self.operator} {self.occurrence}"

    @property
    def lot(self) -> float:
        """Its own, so that a change of one file draws anew in that file alone."""
        return Random(f"{SEED} {self.name}").random()

    def source(self) -> str:
        code = (ROOT / self.path).read_text(encoding="utf-8")
        mutated = mutate_code(code, get_operator(self.operator)(), self.occurrence)
        return str(mutated)

    def change(self) -> str:
        """The lines before and after."""
        before = (ROOT / self.path).read_text(encoding="utf-8").splitlines()
        lines = list(difflib.ndiff(before, self.source().splitlines()))
        old, new = ([line[2:].strip() for line in lines if line[0] == sign] for sign in "-+")
        return f"{' '.join(old)} → {' '.join(new)}"

    def item(self) -> WorkItem:
        at = ((self.line, 0), (self.line, 1))
        spec = MutationSpec(Path(self.path), self.operator, self.occurrence, *at)
        return WorkItem.single(self.name, spec)


def mutants(place: str) -> Iterator[Mutant]:
    """All that a place has, but those that no test could notice."""
    for path in sorted((ROOT / place).rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        nodes, passed = list(ast_nodes(get_ast(code))), excluded(code)
        name = path.relative_to(ROOT).as_posix()
        for operator in OPERATORS:
            finds = get_operator(operator)().mutation_positions
            positions = [start for node in nodes for start, _ in finds(node)]
            for occurrence, at in enumerate(positions):
                if not passed(at):
                    yield Mutant(name, operator, occurrence, at[0])


def draw(found: Mapping[str, Sequence[Mutant]], count: int) -> list[Mutant]:
    """So many of all, of each place in proportion, the lowest lots first."""
    total = sum(map(len, found.values()))
    shares = {place: Fraction(count * len(of), total) for place, of in found.items()}
    quotas = {place: int(share) for place, share in shares.items()}
    by_rest = sorted(shares, key=lambda place: quotas[place] - shares[place])
    for place in by_rest[: count - sum(quotas.values())]:
        quotas[place] += 1
    return [
        mutant
        for place, of in found.items()
        for mutant in sorted(of, key=lambda mutant: mutant.lot)[: quotas[place]]
    ]


def verdicts() -> dict[str, tuple[str, str]]:
    """(equivalent or tolerated, why) by file and change."""
    text = (ROOT / "benchmarks" / "mutants.toml").read_text(encoding="utf-8")
    return {
        key: (kind, why) for kind, reasons in tomllib.loads(text).items()
        for key, why in reasons.items()
    }  # fmt: skip


def judged(mutant: Mutant) -> tuple[str, str]:
    return verdicts().get(f"{mutant.path}: {mutant.change()}", ("", "not judged"))


def pending(db: WorkDB, drawn: Iterable[Mutant], again: bool) -> list[Mutant]:
    """What was not tried yet; also what survived, if it is to be tried again."""
    done, known = dict(db.results), {item.job_id for item in db.work_items}
    db.add_work_items(mutant.item() for mutant in drawn if mutant.name not in known)
    return [
        mutant for mutant in drawn
        if mutant.name not in done
        or (again and not done[mutant.name].is_killed and judged(mutant)[0] != "equivalent")
    ]  # fmt: skip


def copies(number: int) -> list[Path]:
    """The tree so many times, with what Python compiles of it when the tests run."""
    shutil.rmtree(WORK / "0", ignore_errors=True)
    for name in ("index", "search", "web", "tests"):
        shutil.copytree(ROOT / name, WORK / "0" / name)
    shutil.copy(ROOT / "pyproject.toml", WORK / "0")
    files = {test for path in FOLDERS for step in tests_of(path) for test in step}
    warm(WORK / "0", [sorted(files)])
    for copy in range(1, number):
        shutil.rmtree(WORK / str(copy), ignore_errors=True)
        shutil.copytree(WORK / "0", WORK / str(copy))
    return [WORK / str(copy) for copy in range(number)]


def run(db: WorkDB, waiting: Sequence[Mutant], jobs: int) -> None:
    """Tries the mutants side by side and keeps what became of each."""
    context = get_context("fork")
    free = context.SimpleQueue()
    for copy in copies(jobs):
        free.put(copy)
    with ProcessPoolExecutor(jobs, context, Trial.enter, (free,)) as pool:
        trials = {pool.submit(_trial(mutant)): mutant for mutant in waiting}
        for number, trial in enumerate(as_completed(trials), 1):
            mutant, (outcome, what) = trials[trial], trial.result()
            test = TestOutcome.KILLED if outcome in KILLED else TestOutcome.SURVIVED
            db.set_result(mutant.name, WorkResult(WorkerOutcome.NORMAL, f"{outcome}: {what}", test))
            click.echo(f"{number}/{len(waiting)} {outcome} {mutant.path}:{mutant.line} {what}")


def _trial(mutant: Mutant) -> Trial:
    return Trial(mutant.path, mutant.source(), tests_of(mutant.path))


def report(found: Mapping[str, Sequence[Mutant]], drawn: Sequence[Mutant], db: WorkDB) -> None:
    """Puts into the page the figures by place, and each survivor with its verdict."""
    done = dict(db.results)
    survived = [one for one in drawn if one.name in done and not done[one.name].is_killed]
    rows = [
        _row(place, len(of), [one for one in drawn if one in set(of)], done)
        for place, of in found.items()
    ]
    rows.append(_row("all", sum(map(len, found.values())), drawn, done))
    _put("figures", rows)
    _put("survivors", map(_survivor, sorted(survived, key=lambda one: (one.path, one.line))))


def _put(name: str, rows: Iterable[str]) -> None:
    """Puts the rows of a table between the marks of that name, below its head."""
    head, mark, rest = REPORT.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    table, end, tail = rest.partition(f"<!-- /{name} -->\n")
    lines = [*table.splitlines()[:2], *rows]
    REPORT.write_text(head + mark + "\n".join([*lines, end]) + tail, encoding="utf-8")


def _row(place: str, found: int, drawn: Sequence[Mutant], done: Mapping[str, WorkResult]) -> str:
    tried = [one for one in drawn if one.name in done]
    left = [judged(one)[0] for one in tried if not done[one.name].is_killed]
    equivalent = left.count("equivalent")
    killed, differing = len(tried) - len(left), len(tried) - equivalent
    cells = (found, len(drawn), len(tried), killed, len(left), equivalent)
    share = f"{killed / differing:.1%}" if differing else "–"
    return f"| `{place}` | {' | '.join(map(str, cells))} | {share} |"


def _survivor(mutant: Mutant) -> str:
    old, new = mutant.change().replace("|", "\\|").split(" → ")
    kind, why = judged(mutant)
    return f"| {mutant.path}:{mutant.line} | `{old}` | `{new}` | {kind}: {why} |"


@click.command()
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, type=click.IntRange(1))
@click.option("--again", is_flag=True, help="Survivors once more, but equivalent ones.")
@click.option("--only", default="", help="Only mutants whose name holds this; for a try.")
@click.option("--list", "listed", is_flag=True, help="Says what is drawn, and tries nothing.")
def main(jobs: int, again: bool, only: str, listed: bool) -> None:
    """Goes on where the last run ended, then writes docs/mutants.md. `make clean` forgets it."""
    found = {place: list(mutants(place)) for place in PLACES}
    drawn = draw(found, COUNT)
    if listed:
        click.echo("\n".join(f"{one.name}: {one.line}: {one.change()}" for one in drawn))
        return
    WORK.mkdir(parents=True, exist_ok=True)
    with use_db(WORK / "session.sqlite") as db:
        waiting = [one for one in pending(db, drawn, again) if only in one.name]
        if waiting:
            run(db, waiting, jobs)
        report(found, drawn, db)


if __name__ == "__main__":
    main()
