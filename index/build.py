"""Reindexing: plan → prepare → publish."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.config import Settings
from index.errors import ConfigError, IndexDamaged, NothingReadable, PostsLost
from index.plan import Generation, Plan, basis, look_at, make_plan, said_of
from index.posts import find_site, walk
from index.prepare import Context
from index.report import Made, Report, listed, reported
from index.store import (
    LEFT_OUT,
    FileRecord,
    Manifest,
    SegmentFile,
    begin,
    check_segments,
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
from index.vocabulary import Vocabulary, load_vocabulary
from index.workers import Chunk, prepare_all

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""


_MOST_LOST = 10
"""Posts that may be lost without a question, and half of all."""


@dataclass(frozen=True)
class Options:
    """How one reindex is done: `full` builds all anew, `allow_loss` publishes though most posts are
    lost, not `isolated` lets one process do all, and a post end it."""

    full: bool = False
    allow_loss: bool = False
    isolated: bool = True


def reindex(
    posts_dir: Path,
    index: Path,
    settings: Settings,
    now: datetime,
    options: Options = Options(),
    progress: Progress = lambda done, total: None,
) -> Report:
    """Brings the index to what `posts_dir` holds, and publishes it in one step.

    Raises NothingReadable or PostsLost (the index stays), LockHeld, ConfigError, MachineError.
    """
    started = time.perf_counter()
    vocabulary = _checked(posts_dir, settings)
    with machine_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        with lock(index, now):
            context = _context(posts_dir, settings, vocabulary, now)
            previous, damage = _previous(index)
            plan = _plan(posts_dir, context, previous, damage, options)
            job = _Job(index, context, previous, options, progress)
            try:
                made = job.done(plan)
            except IndexDamaged as error:
                # what cannot be built upon is built anew: the posts are all there
                plan = _plan(posts_dir, context, previous, str(error), options)
                made = job.done(plan)
    return reported(plan, previous, made, time.perf_counter() - started)


def dry_run(
    posts_dir: Path, index: Path, settings: Settings, now: datetime, full: bool = False
) -> tuple[Plan, Generation | None]:
    """(what `reindex` would do, the generation there is); nothing is written."""
    context = _context(posts_dir, settings, _checked(posts_dir, settings), now)
    previous, damage = _previous(index)
    return _plan(posts_dir, context, previous, damage, Options(full)), previous


def _checked(posts_dir: Path, settings: Settings) -> Vocabulary:
    if not posts_dir.is_dir():
        raise ConfigError(f"{posts_dir}: expected a folder of posts")
    return load_vocabulary(settings.user_dictionary, settings.synonyms)


def _context(posts_dir: Path, settings: Settings, vocabulary: Vocabulary, now: datetime) -> Context:
    return Context(settings, find_site(posts_dir, settings.posts.base_url), now, vocabulary)


def _previous(index: Path) -> tuple[Generation | None, str | None]:
    """(the generation in force, why it cannot be built upon). Every byte of it is read; of a
    damaged one what can be told of its files is."""
    try:
        name = current(index)
        if name is None:
            return None, None
        folder = folder_of(index, name)
        manifest = read_manifest(folder)
        generation = Generation(manifest, read_records(folder, manifest))
    except IndexDamaged as error:
        return None, str(error)
    wrong = [reason for _, reason in check_segments(folder, manifest) if reason]
    return generation, wrong[0] if wrong else None


def _plan(
    posts_dir: Path,
    context: Context,
    previous: Generation | None,
    damage: str | None,
    options: Options,
) -> Plan:
    failed: dict[str, OSError] = {}
    names = [one for one in walk(posts_dir, failed) if context.site.holds(one[0])]
    unread = {name: said_of(name, error) for name, error in failed.items()}
    sources, others = look_at(names, context.settings.posts.max_bytes)
    if not sources:
        why = next(iter((unread | others).values()), "found none")
        raise NothingReadable(f"{posts_dir}: expected posts (.md, .markdown, .mdx), {why}")
    wanted = basis(context.settings, context.site, context.vocabulary)
    rebuild = damage or ("asked for" if options.full else None)
    return make_plan(sources, unread | others, previous, wanted, rebuild, context.now)


@dataclass(frozen=True)
class _Job:
    """One build of the next generation from `previous`."""

    index: Path
    context: Context
    previous: Generation | None
    options: Options
    progress: Progress

    def done(self, plan: Plan) -> Made:
        """The next generation, published; `previous` itself where there is nothing to do."""
        if plan.nothing_to_do and self.previous is not None:
            return Made(self.previous, plan.unread, False)
        base = self.previous.manifest if self.previous and not plan.rebuild else None
        name, folder = begin(self.index, base.generation if base else None)
        try:
            segments, files, unread = self._written(folder, plan, base)
            self._refuse_loss(files, plan)
            manifest = Manifest(
                generation=name,
                basis=plan.basis,
                indexed_at=self.context.now.isoformat(timespec="seconds"),
                segments=segments,
                counts=states(files),
                records=write_records(folder, files),
                vocabulary=plan.vocabulary,
            )
            write_manifest(folder, manifest)
            publish(self.index, name)
        except BaseException:
            discard_leftovers(self.index)  # its room may be what is wanted
            raise
        return Made(Generation(manifest, files), unread, True)

    def _written(
        self, folder: Path, plan: Plan, base: Manifest | None
    ) -> tuple[tuple[SegmentFile, ...], dict[str, FileRecord], tuple[str, ...]]:
        """(segments, records of all files, what could not be read) of the next generation."""
        files = dict(plan.kept)
        unread = list(plan.unread)
        known = self.previous.files if self.previous and base else {}
        done = 0
        with open_writer(folder, base.segments if base else ()) as writer:
            for gone in plan.gone if base else ():
                writer.delete(gone)
            for chunk in self._prepared(plan):
                for name, record in chunk.records.items():
                    if record.is_of_machine and name in known:
                        unread.append(record.reason)  # its last version stays
                        record = known[name]
                    elif name in known:
                        writer.delete(name)
                    files[name] = record
                writer.add(chunk.batch)
                done += len(chunk.records)
                self.progress(done, len(plan.prepare))
            for source in plan.prepare:
                if source.id in known and source.id not in files:  # gone since it was planned
                    writer.delete(source.id)
            _require_readable(files)
            return writer.commit(), dict(sorted(files.items())), tuple(unread)

    def _prepared(self, plan: Plan) -> Iterator[Chunk]:
        jobs = self.context.settings.jobs
        return prepare_all(plan.prepare, self.context, jobs, self.options.isolated)

    def _refuse_loss(self, files: dict[str, FileRecord], plan: Plan) -> None:
        known = self.previous.files if self.previous else {}
        before = listed(known)
        moved = {files[name].content for name in plan.renamed if name in files}
        lost = [
            name
            for name in before
            if (name not in files or files[name].state == LEFT_OUT)
            and known[name].content not in moved
        ]
        if len(lost) > _MOST_LOST and len(lost) * 2 > len(before) and not self.options.allow_loss:
            raise PostsLost(
                f"{len(lost):,} of {len(before):,} posts are gone or cannot be read any more, such "
                f"as {min(lost)}; the index stays as it was, unless told --allow-loss"
            )


def _require_readable(records: dict[str, FileRecord]) -> None:
    if all(record.state == LEFT_OUT for record in records.values()):
        first = next((record.reason for record in records.values()), "all are gone")
        raise NothingReadable(f"no post could be read, the index stays as it was; {first}")
