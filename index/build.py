"""Reindexing: plan → prepare → publish."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.config import Settings
from index.errors import ConfigError, IndexDamaged, NothingReadable
from index.plan import Generation, Plan, basis, make_plan, source
from index.post import Visibility
from index.posts import find_site, walk
from index.prepare import Context
from index.store import (
    LEFT_OUT,
    FileRecord,
    Manifest,
    SegmentFile,
    begin,
    current,
    discard_leftovers,
    folder_of,
    lock,
    machine_errors,
    open_writer,
    publish,
    read_manifest,
    read_records,
    states,
    write_manifest,
    write_records,
)
from index.vocabulary import load_vocabulary
from index.workers import prepare_all

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""


@dataclass(frozen=True)
class Report:
    """What a reindex did. `posts` are findable now; `left_out` and `warnings` name posts and
    reasons; `rebuilt` says why all was done anew, if it was; `seconds` is wall-clock time;
    `published`: whether there was anything to do."""

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
    published: bool


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
    vocabulary = load_vocabulary(settings.user_dictionary, settings.synonyms)
    if not posts_dir.is_dir():
        raise ConfigError(f"{posts_dir}: expected a folder of posts")
    with machine_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        with lock(index, now):
            site = find_site(posts_dir, settings.posts.base_url)
            context = Context(settings, site, now, vocabulary)
            previous = _previous(index)
            plan = _plan(posts_dir, context, previous, full)
            try:
                made = _build(index, plan, context, previous, progress)
            except IndexDamaged:
                # what cannot be built upon is built anew: the posts are all there
                previous, plan = None, _plan(posts_dir, context, None, full)
                made = _build(index, plan, context, None, progress)
    return _report(plan, previous, made, time.perf_counter() - started)


def _previous(index: Path) -> Generation | None:
    """The generation in force; None where there is none that could be built upon."""
    try:
        name = current(index)
        if name is None:
            return None
        manifest = read_manifest(folder_of(index, name))
        return Generation(manifest, read_records(folder_of(index, name), manifest))
    except IndexDamaged:
        return None


def _plan(posts_dir: Path, context: Context, previous: Generation | None, full: bool) -> Plan:
    limit = context.settings.posts.max_bytes
    found = [(name, path) for name, path in walk(posts_dir) if context.site.holds(name)]
    if not found:
        raise NothingReadable(f"{posts_dir}: expected posts (.md, .markdown, .mdx), found none")
    sources = [source(name, path, limit) for name, path in found]
    wanted = basis(context.settings, context.site, context.vocabulary.words)
    return make_plan(sources, previous, wanted, context.vocabulary, full, context.now)


def _build(
    index: Path, plan: Plan, context: Context, previous: Generation | None, progress: Progress
) -> Generation:
    if plan.nothing_to_do and previous is not None:
        return previous
    base = previous.manifest if previous and not plan.rebuild else None
    name, folder = begin(index, base.generation if base else None)
    try:
        segments, files = _written(folder, plan, context, base, progress)
        manifest = Manifest(
            generation=name,
            basis=plan.basis,
            indexed_at=context.now.isoformat(timespec="seconds"),
            segments=segments,
            counts=states(files),
            records=write_records(folder, files),
            vocabulary=plan.vocabulary,
        )
        write_manifest(folder, manifest)
        publish(index, name)
    except BaseException:
        discard_leftovers(index)  # its room may be what is wanted
        raise
    return Generation(manifest, files)


def _written(
    folder: Path, plan: Plan, context: Context, base: Manifest | None, progress: Progress
) -> tuple[tuple[SegmentFile, ...], dict[str, FileRecord]]:
    """(segments, records of all files) of a generation in the making."""
    files = dict(plan.kept)
    done = 0
    with open_writer(folder, base.segments if base else ()) as writer:
        for gone in plan.gone if base else ():
            writer.delete(gone)
        for chunk in prepare_all(plan.prepare, context, context.settings.jobs):
            files |= chunk.records
            writer.add(chunk.batch)
            done += len(chunk.records)
            progress(done, len(plan.prepare))
        _require_readable(files)
        return writer.commit(), dict(sorted(files.items()))


def _require_readable(records: dict[str, FileRecord]) -> None:
    if all(record.state == LEFT_OUT for record in records.values()):
        first = next(record.reason for record in records.values())
        raise NothingReadable(f"no post could be read, the index stays as it was; {first}")


def _report(plan: Plan, previous: Generation | None, made: Generation, seconds: float) -> Report:
    manifest = made.manifest
    listed = {name for name, r in made.files.items() if r.state == Visibility.LISTED.value}
    files = previous.files if previous else {}
    before = {name for name, r in files.items() if r.state == Visibility.LISTED.value}
    renamed = listed & plan.renamed
    contents = {made.files[name].content for name in renamed}
    moved_away = {name for name in before - listed if files[name].content in contents}
    same = {name for name in listed & before if files[name].content == made.files[name].content}
    left_out = tuple(r.reason for r in made.files.values() if r.state == LEFT_OUT)
    return Report(
        generation=manifest.generation,
        posts=len(listed),
        added=len(listed - before - renamed),
        changed=len(listed & before - same),
        removed=len(before - listed - moved_away),
        renamed=len(renamed),
        unchanged=len(same),
        drafts=manifest.count(Visibility.DRAFT.value),
        future=manifest.count(Visibility.FUTURE.value),
        hidden=manifest.count(Visibility.HIDDEN.value),
        left_out=left_out,
        warnings=tuple(warning for r in made.files.values() for warning in r.warnings),
        rebuilt=plan.rebuild if previous is not None else None,
        seconds=seconds,
        published=made is not previous,
    )
