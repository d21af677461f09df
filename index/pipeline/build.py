"""Reindexing: plan → prepare → analyse → write."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from index.pipeline.basis import basis
from index.pipeline.findings import Findings, findings_of
from index.pipeline.folder import Folder, look_into, require_folder
from index.pipeline.plan import Plan, make_plan
from index.pipeline.prepare import Context
from index.pipeline.report import Made, Report, report_of
from index.pipeline.survey import Progress, left_out, read_only
from index.pipeline.vocabulary import load_vocabulary
from index.pipeline.workers import Chunk, prepare_all
from index.pipeline.writer import Session, Writer
from index.values import (
    ALL,
    LEFT_OUT,
    Contents,
    IndexDamaged,
    NothingReadable,
    PostsLost,
    Receipt,
    Records,
    Settings,
    Share,
    Vocabulary,
)

_PARTS = 64
"""Small parts of records that are joined, as they take more memory apart."""
_MOST_LOST = 10
"""Posts that may be lost, as may half of all, without a refusal."""


@dataclass(frozen=True)
class Options:
    """How one reindex is done: `full` builds everything anew, `allow_loss` publishes even if most
    posts are lost, `isolated` keeps posts from ending this process; only posts of the `share` are
    looked at, and a Writer of that share joins it with the others."""

    full: bool = False
    allow_loss: bool = False
    isolated: bool = True
    share: Share = ALL


def build(
    posts_dir: Path,
    writer: Writer,
    settings: Settings,
    now: datetime,
    options: Options = Options(),
    progress: Progress = lambda done, total: None,
) -> Report:
    """Brings the index of `writer` to what `posts_dir` holds, publishes it in one step, and
    reports. Raises NothingReadable, PostsLost, LockHeld, NotOurs, ConfigError or MachineError; the
    index then stays as it was."""
    started = time.perf_counter()
    vocabulary = _checked(posts_dir, settings)
    with writer.exclusive(now):
        before = None if options.full else writer.snapshot()
        folder = look_into(posts_dir, settings, vocabulary, now, before, options.share)
        last, damage = writer.last()
        if folder.snapshot is not None:
            writer.keep(folder.snapshot)
        plan = _plan(folder, last, damage, options, writer.version)
        job = _Job(writer, folder.context, last, options, progress)
        try:
            made = job.done(plan)
        except IndexDamaged as error:
            # a generation that cannot be built upon is built anew from the posts
            plan = _plan(folder, last, str(error), options, writer.version)
            made = job.done(plan)
    return report_of(folder, plan, last, made, time.perf_counter() - started)


@dataclass(frozen=True)
class Outlook:
    """What a build would do: its plan, the current generation, what is found in the folder and the
    records of all files as they would be."""

    plan: Plan
    last: Receipt | None
    findings: Findings
    files: Records


def dry_run(
    posts_dir: Path,
    writer: Writer,
    settings: Settings,
    now: datetime,
    options: Options = Options(),
    progress: Progress = lambda done, total: None,
) -> Outlook:
    """What `build` would do, told by reading the posts; nothing is written. Raises what `build`
    does before it writes."""
    vocabulary, before = _checked(posts_dir, settings), None if options.full else writer.snapshot()
    folder = look_into(posts_dir, settings, vocabulary, now, before, options.share)
    last, damage = writer.last()
    plan = _plan(folder, last, damage, options, writer.version)
    read = read_only(folder, plan.prepare, progress, options.isolated)
    files = plan.kept.updated(read)
    return Outlook(plan, last, findings_of(folder, files), files)


def _checked(posts_dir: Path, settings: Settings) -> Vocabulary:
    """The vocabulary of the settings; ConfigError where that or the folder is not right."""
    require_folder(posts_dir)
    return load_vocabulary(settings.user_dictionary, settings.synonyms)


def _plan(
    folder: Folder, last: Receipt | None, damage: str | None, options: Options, engine: str
) -> Plan:
    """The plan for the files in a folder."""
    context = folder.context
    wanted = basis(context.settings, context.site, context.vocabulary, engine)
    rebuild = damage or ("asked for" if options.full else None)
    return make_plan(
        folder.sources, folder.unread, last, wanted, rebuild, context.now, context.holds
    )


@dataclass(frozen=True)
class _Job:
    """One build of the next generation from the last one."""

    writer: Writer
    context: Context
    last: Receipt | None
    options: Options
    progress: Progress

    def done(self, plan: Plan) -> Made:
        """Makes and publishes the next generation; the last one stays where nothing has to be
        done, which of a share alone nobody can say."""
        whole = self.options.share.is_whole
        if plan.nothing_to_do and self.last is not None and whole:
            return Made(self.last, plan.unread, False)
        base = None if plan.rebuild else self.last
        with self.writer.begin(base) as session:
            files, unread = self._written(session, plan, base)
            self._refuse_loss(files, plan)
            contents = Contents(
                basis=plan.basis.named,
                indexed_at=self.context.now.isoformat(timespec="seconds"),
                files=files,
                vocabulary=plan.basis.vocabulary,
                timezone=self.context.timezone,
            )
            receipt = session.publish(contents)
            is_new = whole or base is None or receipt.generation != base.generation
            return Made(receipt, unread, is_new)

    def _written(
        self, session: Session, plan: Plan, base: Receipt | None
    ) -> tuple[Records, tuple[str, ...]]:
        """Writes the next generation: (the records of all files, what could not be read)."""
        known = base.contents.files if base else Records.of({})
        parts: list[Records] = []
        unread = list(plan.unread)
        done = 0
        for gone in plan.gone if base else ():
            session.delete(gone)
        for chunk in self._prepared(plan):
            unread += _replace(session, chunk, known)
            session.add(chunk.packed)
            parts.append(Records.of(chunk.entries))
            if len(parts) == _PARTS:
                parts = [Records.joined(parts)]
            done += len(chunk.entries)
            self.progress(done, len(plan.prepare))
        made = Records.joined(parts)
        for name in plan.prepare.files.ids if len(known) else ():
            if name in known and name not in made:  # gone since it was planned
                session.delete(name)
        files = plan.kept.updated(made)
        if self.options.share.is_whole:
            _require_readable(files)
        return files, tuple(unread)

    def _prepared(self, plan: Plan) -> Iterator[Chunk]:
        jobs, pack = self.context.settings.jobs, self.writer.pack
        return prepare_all(plan.prepare, self.context, pack, jobs, self.options.isolated)

    def _refuse_loss(self, files: Records, plan: Plan) -> None:
        """PostsLost where most posts of the last generation are gone or cannot be read."""
        known = self.last.contents.files if self.last else Records.of({})
        listed = known.take(known.where(lambda entry: entry.is_listed))
        moved = [files[name].content.encode() for name in plan.renamed if name in files]
        at = files.ids.places(listed.ids)
        is_read = files.where(lambda entry: entry.state != LEFT_OUT)
        stays = np.isin(listed.contents, moved)
        stays[at >= 0] |= is_read[at[at >= 0]]
        holds = self.context.holds  # the others are left out on purpose
        lost = [name for name in listed.ids.take(~stays) if holds(name)]
        if len(lost) <= _MOST_LOST or self.options.allow_loss:
            return
        before = sum(map(holds, listed))
        if len(lost) * 2 > before:
            raise PostsLost(
                f"{len(lost):,} of {before:,} posts are gone or cannot be read any more, such "
                f"as {min(lost)}; the index stays as it was, unless told --allow-loss"
            )


def _replace(session: Session, chunk: Chunk, known: Records) -> Iterator[str]:
    """Takes out the last versions of posts that a chunk has anew. Where the machine could not read
    a file, its last version stays, with its entry, and the reason is told."""
    for name, entry in chunk.entries.items():
        if name in known and entry.is_of_machine:
            chunk.entries[name] = known[name]
            yield entry.reason
        elif name in known:
            session.delete(name)


def _require_readable(files: Records) -> None:
    """NothingReadable where not one file could be read."""
    if files.count(LEFT_OUT) == len(files):
        first = next(iter(left_out(files)), "all are gone")
        raise NothingReadable(f"no post could be read, the index stays as it was; {first}")
