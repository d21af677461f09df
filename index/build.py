"""Reindexing: plan → prepare → publish."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.config import Settings
from index.errors import ConfigError, IndexDamaged, NothingReadable
from index.plan import Plan, Source, basis, fingerprint, make_plan
from index.posts import Visibility, find_site, walk
from index.prepare import Context
from index.store import (
    LEFT_OUT,
    FileRecord,
    Manifest,
    begin,
    current,
    folder_of,
    lock,
    machine_errors,
    open_writer,
    publish,
    read_manifest,
    write_manifest,
)
from index.workers import prepare_all

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""


@dataclass(frozen=True)
class Report:
    """What a reindex did. `posts` are findable now; `left_out` and `warnings` name posts and
    reasons; `rebuilt` says why all was done anew, if it was; `seconds` is wall-clock time."""

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
    warnings: tuple[str, ...]
    rebuilt: str | None
    seconds: float


def reindex(
    posts_dir: Path,
    index: Path,
    settings: Settings,
    now: datetime,
    full: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Brings the index to what `posts_dir` holds, and publishes it in one step.

    Raises NothingReadable (the index stays), LockHeld, ConfigError, MachineError.
    """
    started = time.perf_counter()
    if not posts_dir.is_dir():
        raise ConfigError(f"{posts_dir}: expected a folder of posts")
    with machine_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        with lock(index, now):
            context = Context(settings, find_site(posts_dir, settings.posts.base_url), now)
            previous = _previous(index)
            plan = _plan(posts_dir, context, previous, full)
            made = _build(index, plan, context, previous, progress)
    return _report(plan, previous, made, time.perf_counter() - started)


def _previous(index: Path) -> Manifest | None:
    name = current(index)
    try:
        return read_manifest(folder_of(index, name)) if name else None
    except IndexDamaged:
        return None


def _plan(posts_dir: Path, context: Context, previous: Manifest | None, full: bool) -> Plan:
    limit = context.settings.posts.max_bytes
    found = [(name, path) for name, path in walk(posts_dir) if context.site.holds(name)]
    if not found:
        raise NothingReadable(f"{posts_dir}: expected posts (.md, .markdown, .mdx), found none")
    sources = [Source(name, path, fingerprint(path, limit)) for name, path in found]
    return make_plan(sources, previous, basis(context.settings, context.site), full, context.now)


def _build(
    index: Path, plan: Plan, context: Context, previous: Manifest | None, progress: Progress
) -> Manifest:
    if plan.nothing_to_do and previous is not None:
        return previous
    base = previous.generation if previous and not plan.rebuild else None
    name, folder = begin(index, base)
    records = dict(plan.kept)
    with open_writer(folder) as writer:
        if base:
            for gone in plan.gone:
                writer.delete(gone)
        for done, prepared in enumerate(
            prepare_all(plan.prepare, context, context.settings.jobs), 1
        ):
            records[prepared.id] = prepared.record
            if prepared.document is not None:
                writer.add(prepared.document)
            progress(done, len(plan.prepare))
        _require_readable(records)
        writer.commit()
    stamp = context.now.isoformat(timespec="seconds")
    made = Manifest(name, plan.basis, stamp, dict(sorted(records.items())))
    write_manifest(folder, made)
    publish(index, name)
    return made


def _require_readable(records: dict[str, FileRecord]) -> None:
    if all(record.state == LEFT_OUT for record in records.values()):
        first = next(record.reason for record in records.values())
        raise NothingReadable(f"no post could be read, the index stays as it was; {first}")


def _report(plan: Plan, previous: Manifest | None, made: Manifest, seconds: float) -> Report:
    listed = {name for name, r in made.files.items() if r.state == Visibility.LISTED.value}
    files = previous.files if previous else {}
    before = {name for name, r in files.items() if r.state == Visibility.LISTED.value}
    renamed = listed & plan.renamed
    contents = {made.files[name].content for name in renamed}
    moved_away = {name for name in before - listed if files[name].content in contents}
    same = {name for name in listed & before if files[name].content == made.files[name].content}
    left_out = tuple(r.reason for r in made.files.values() if r.state == LEFT_OUT)
    return Report(
        generation=made.generation,
        posts=len(listed),
        added=len(listed - before - renamed),
        changed=len(listed & before - same),
        removed=len(before - listed - moved_away),
        renamed=len(renamed),
        unchanged=len(same),
        drafts=made.count(Visibility.DRAFT.value),
        future=made.count(Visibility.FUTURE.value),
        hidden=made.count(Visibility.HIDDEN.value),
        left_out=left_out,
        warnings=tuple(warning for r in made.files.values() for warning in r.warnings),
        rebuilt=plan.rebuild if previous is not None else None,
        seconds=seconds,
    )
