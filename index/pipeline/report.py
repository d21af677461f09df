"""The report of a reindex: what it did, in counts and names."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.pipeline.findings import Findings, findings_of
from index.pipeline.folder import Folder
from index.pipeline.plan import FIRST, Plan
from index.pipeline.survey import left_out
from index.values import Receipt, Records, Visibility


@dataclass(frozen=True)
class Made:
    """The current generation after a reindex, the files and folders that could not be read, and
    whether the generation was published now."""

    receipt: Receipt
    unread: tuple[str, ...]
    published: bool


@dataclass(frozen=True)
class Report:
    """What a reindex did. `posts` are listed now; numbers count posts. `left_out` and `warnings`
    name posts and reasons, `withheld` those with a value that was not understood, `unread` files
    and folders whose last version stays since they cannot be read now; `findings` tell of the
    folder. `rebuilt` is why everything was built anew, None where it was not; `seconds` is
    wall-clock time; `published` whether a new generation was made."""

    generation: str
    posts: int
    added: int
    changed: int
    removed: int
    renamed: int
    unchanged: int
    drafts: int
    future: int
    hidden: int
    left_out: tuple[str, ...]
    withheld: tuple[str, ...]
    unread: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: Findings
    rebuilt: str | None
    seconds: float
    published: bool


def report_of(
    folder: Folder, plan: Plan, last: Receipt | None, made: Made, seconds: float
) -> Report:
    """The report on a folder and the plan for it, the generation before and the one now, and the
    seconds it took."""
    after = made.receipt.contents.files
    before = last.contents.files if last else Records.of({})
    counts = after.counts()
    done = _compared(before, after, plan.renamed)
    return Report(
        generation=made.receipt.generation,
        posts=counts.get(Visibility.LISTED.value, 0),
        added=done.added,
        changed=done.changed,
        removed=done.removed,
        renamed=done.renamed,
        unchanged=done.unchanged,
        drafts=counts.get(Visibility.DRAFT.value, 0),
        future=counts.get(Visibility.FUTURE.value, 0),
        hidden=counts.get(Visibility.HIDDEN.value, 0),
        left_out=left_out(after),
        withheld=after.told(lambda entry: [entry.reason] if entry.is_withheld else []),
        unread=made.unread,
        warnings=after.told(lambda entry: entry.warnings),
        findings=findings_of(folder, after),
        rebuilt=None if plan.rebuild == FIRST else plan.rebuild,
        seconds=seconds,
        published=made.published,
    )


class _Compared(NamedTuple):
    """How many listed posts came, changed, went, moved and stayed."""

    added: int
    changed: int
    removed: int
    renamed: int
    unchanged: int


def _compared(before: Records, after: Records, moved: frozenset[str]) -> _Compared:
    """Compares the listed posts of two generations; `moved` are the new ids of files that moved."""
    was, now = (one.where(lambda entry: entry.is_listed) for one in (before, after))
    at = before.ids.places(after.ids)
    rows = np.flatnonzero(at >= 0)
    both = rows[now[rows] & was[at[rows]]]
    same = before.contents[at[both]] == after.contents[both]
    same &= _added(before)[at[both]] == _added(after)[both]
    renamed = [row for row in map(after.row, moved) if row is not None and now[row]]
    gone = was.copy()
    gone[at[both]] = False
    left = gone & ~np.isin(before.contents, after.contents[renamed])
    return _Compared(
        added=int(now.sum()) - len(both) - len(renamed),
        changed=int((~same).sum()),
        removed=int(left.sum()),
        renamed=len(renamed),
        unchanged=int(same.sum()),
    )


def _added(files: Records) -> NDArray[np.object_]:
    """The date that the history of each file gives it."""
    return files.of_shapes(lambda entry: entry.added, object)[files.kinds]
