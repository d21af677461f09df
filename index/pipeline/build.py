"""Reindexing: plan → prepare → analyse → write."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.pipeline.basis import basis
from index.pipeline.plan import Plan, look_at, make_plan
from index.pipeline.prepare import Context, error_text
from index.pipeline.report import Made, Report, report_of
from index.pipeline.vocabulary import load_vocabulary
from index.pipeline.workers import Chunk, prepare_all
from index.pipeline.writer import Session, Writer
from index.posts import find_site, walk
from index.values import (
    LEFT_OUT,
    ConfigError,
    Contents,
    FileEntry,
    IndexDamaged,
    NothingReadable,
    PostsLost,
    Receipt,
    Settings,
    Vocabulary,
)

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""

_MOST_LOST = 10
"""Posts that may be lost, as may half of all, without a refusal."""


@dataclass(frozen=True)
class Options:
    """How one reindex is done: `full` builds everything anew, `allow_loss` publishes even if most
    posts are lost, `isolated` keeps posts from ending this process."""

    full: bool = False
    allow_loss: bool = False
    isolated: bool = True


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
        context = _context(posts_dir, settings, vocabulary, now)
        last, damage = writer.last()
        plan = _plan(posts_dir, context, last, damage, options, writer.version)
        job = _Job(writer, context, last, options, progress)
        try:
            made = job.done(plan)
        except IndexDamaged as error:
            # a generation that cannot be built upon is built anew from the posts
            plan = _plan(posts_dir, context, last, str(error), options, writer.version)
            made = job.done(plan)
    return report_of(plan, last, made, time.perf_counter() - started)


def dry_run(
    posts_dir: Path, writer: Writer, settings: Settings, now: datetime, full: bool = False
) -> tuple[Plan, Receipt | None]:
    """(the plan that `build` would follow, the current generation); nothing is written. Raises
    what `build` does before it writes."""
    context = _context(posts_dir, settings, _checked(posts_dir, settings), now)
    last, damage = writer.last()
    return _plan(posts_dir, context, last, damage, Options(full), writer.version), last


def _checked(posts_dir: Path, settings: Settings) -> Vocabulary:
    """The vocabulary of the settings; ConfigError where that or the folder is not right."""
    if not posts_dir.is_dir():
        raise ConfigError(f"{posts_dir}: expected a folder of posts")
    return load_vocabulary(settings.user_dictionary, settings.synonyms)


def _context(posts_dir: Path, settings: Settings, vocabulary: Vocabulary, now: datetime) -> Context:
    return Context(settings, find_site(posts_dir, settings.posts), now, vocabulary)


def _plan(
    posts_dir: Path,
    context: Context,
    last: Receipt | None,
    damage: str | None,
    options: Options,
    engine: str,
) -> Plan:
    """The plan for the files in a folder; NothingReadable where there are none."""
    failed: dict[str, OSError] = {}
    site = context.site
    found = walk(posts_dir, failed, site.generator.passed_over)
    names = [one for one in found if site.publishes(one[0])]
    unread = {name: error_text(name, error) for name, error in failed.items()}
    sources, others = look_at(names, context.settings.posts.max_bytes)
    if not sources:
        why = next(iter((unread | others).values()), "found none")
        raise NothingReadable(f"{posts_dir}: expected posts (.md, .markdown, .mdx), {why}")
    wanted = basis(context.settings, context.site, context.vocabulary, engine)
    rebuild = damage or ("asked for" if options.full else None)
    return make_plan(sources, unread | others, last, wanted, rebuild, context.now)


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
        done."""
        if plan.nothing_to_do and self.last is not None:
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
            return Made(session.publish(contents), unread, True)

    def _written(
        self, session: Session, plan: Plan, base: Receipt | None
    ) -> tuple[dict[str, FileEntry], tuple[str, ...]]:
        """Writes the next generation: (entries of all files by id, what could not be read)."""
        files = dict(plan.kept)
        unread = list(plan.unread)
        known = base.contents.files if base else {}
        done = 0
        for gone in plan.gone if base else ():
            session.delete(gone)
        for chunk in self._prepared(plan):
            for name, entry in chunk.entries.items():
                if entry.is_of_machine and name in known:
                    unread.append(entry.reason)
                    files[name] = known[name]  # its last version stays
                    continue
                if name in known:
                    session.delete(name)
                files[name] = entry
            session.add(chunk.packed)
            done += len(chunk.entries)
            self.progress(done, len(plan.prepare))
        for source in plan.prepare:
            if source.id in known and source.id not in files:  # gone since it was planned
                session.delete(source.id)
        _require_readable(files)
        return dict(sorted(files.items())), tuple(unread)

    def _prepared(self, plan: Plan) -> Iterator[Chunk]:
        jobs, pack = self.context.settings.jobs, self.writer.pack
        return prepare_all(plan.prepare, self.context, pack, jobs, self.options.isolated)

    def _refuse_loss(self, files: dict[str, FileEntry], plan: Plan) -> None:
        """PostsLost where most posts of the last generation are gone or cannot be read."""
        known = self.last.contents.files if self.last else {}
        before = self.last.contents.listed if self.last else set()
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


def _require_readable(files: dict[str, FileEntry]) -> None:
    """NothingReadable where not one file could be read."""
    if all(entry.state == LEFT_OUT for entry in files.values()):
        first = next((entry.reason for entry in files.values()), "all are gone")
        raise NothingReadable(f"no post could be read, the index stays as it was; {first}")
