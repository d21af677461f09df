"""The report of a reindex: what it did, in counts and names."""

from dataclasses import dataclass

from index.pipeline.findings import Findings, findings_of
from index.pipeline.folder import Folder
from index.pipeline.plan import FIRST, Plan
from index.pipeline.survey import left_out
from index.values import FileEntry, Receipt, Visibility


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
    contents = made.receipt.contents
    after, counts = contents.files, contents.counts
    files = last.contents.files if last else {}
    now, before = contents.listed, last.contents.listed if last else set()
    renamed = now & plan.renamed
    moved = {after[name].content for name in renamed}
    moved_away = {name for name in before - now if files[name].content in moved}
    same = {name for name in now & before if _is_same(files[name], after[name])}
    return Report(
        generation=made.receipt.generation,
        posts=len(now),
        added=len(now - before - renamed),
        changed=len(now & before - same),
        removed=len(before - now - moved_away),
        renamed=len(renamed),
        unchanged=len(same),
        drafts=counts.get(Visibility.DRAFT.value, 0),
        future=counts.get(Visibility.FUTURE.value, 0),
        hidden=counts.get(Visibility.HIDDEN.value, 0),
        left_out=left_out(after),
        withheld=tuple(e.reason for e in after.values() if e.reason and e.is_withheld),
        unread=made.unread,
        warnings=tuple(warning for entry in after.values() for warning in entry.warnings),
        findings=findings_of(folder, after),
        rebuilt=None if plan.rebuild == FIRST else plan.rebuild,
        seconds=seconds,
        published=made.published,
    )


def _is_same(before: FileEntry, now: FileEntry) -> bool:
    return (before.content, before.added) == (now.content, now.added)
