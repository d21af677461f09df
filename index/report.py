"""What a reindex did, in counts and names."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.plan import FIRST, Generation, Plan
from index.post import Visibility
from index.store import LEFT_OUT, FileRecord


@dataclass(frozen=True)
class Made:
    """The generation in force after a reindex, the files and folders that could not be read, and
    whether it is a new one."""

    generation: Generation
    unread: tuple[str, ...]
    published: bool


@dataclass(frozen=True)
class Report:
    """What a reindex did. `posts` are findable now; `left_out` and `warnings` name posts and
    reasons, `withheld` those with a value that was not understood, `unread` files and folders
    whose last version stays since they cannot be read now; `rebuilt` says why all was done anew,
    if it was; `seconds` is wall-clock time; `published`: whether there was anything to do."""

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
    rebuilt: str | None
    seconds: float
    published: bool


def listed(files: Mapping[str, FileRecord]) -> set[str]:
    """The files whose posts can be found."""
    return {name for name, record in files.items() if record.state == Visibility.LISTED.value}


def reported(plan: Plan, previous: Generation | None, made: Made, seconds: float) -> Report:
    """Of the generation before and the one made."""
    after = made.generation.files
    manifest = made.generation.manifest
    files = previous.files if previous else {}
    now, before = listed(after), listed(files)
    renamed = now & plan.renamed
    contents = {after[name].content for name in renamed}
    moved_away = {name for name in before - now if files[name].content in contents}
    same = {name for name in now & before if files[name].content == after[name].content}
    return Report(
        generation=manifest.generation,
        posts=len(now),
        added=len(now - before - renamed),
        changed=len(now & before - same),
        removed=len(before - now - moved_away),
        renamed=len(renamed),
        unchanged=len(same),
        drafts=manifest.count(Visibility.DRAFT.value),
        future=manifest.count(Visibility.FUTURE.value),
        hidden=manifest.count(Visibility.HIDDEN.value),
        left_out=tuple(r.reason for r in after.values() if r.state == LEFT_OUT),
        withheld=tuple(r.reason for r in after.values() if r.reason and r.is_withheld),
        unread=made.unread,
        warnings=tuple(warning for r in after.values() for warning in r.warnings),
        rebuilt=None if plan.rebuild == FIRST else plan.rebuild,
        seconds=seconds,
        published=made.published,
    )
