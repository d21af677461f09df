"""`sakuin check`, and the part of `sakuin reindex` that builds the index."""

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from index.options import settings_of, settings_option
from index.pipeline import FIRST, Options, Plan, Report, build, dry_run
from index.store import StoreWriter, check_current, identity
from index.values import Interrupted, PostSettings, Receipt, SakuinError, Settings

_SHOWN = 5


def reindex_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds to a command the arguments and options by which an index is built."""
    for option in reversed((
        click.argument("posts_dir", type=click.Path(path_type=Path)),
        settings_option,
        click.option("--full", is_flag=True, help="Build everything anew."),
        click.option("--allow-loss", is_flag=True, help="Publish though most posts are gone."),
        click.option("--jobs", type=click.IntRange(0), help="Processes; 0 is one for each core."),
        click.option("--base-url", help="Address before the posts' paths."),
        click.option("--drafts", is_flag=True, help="Index drafts, private and unpublished too."),
        click.option("--future", is_flag=True, help="Index posts dated in the future too."),
    )):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True)
class ReindexJob:
    """A reindex as given on the command line, whose options count before the settings file."""

    posts_dir: Path
    settings: Settings
    options: Options

    @property
    def index(self) -> Path:
        return Path(self.settings.index)


def reindex_job(
    posts_dir: Path, config: str | None, index: str | None, full: bool, allow_loss: bool,
    jobs: int | None, base_url: str | None, drafts: bool, future: bool,
) -> ReindexJob:  # fmt: skip
    """The job that the options of `reindex_options` describe; ConfigError."""
    settings = settings_of(config, index)
    posts = _post_settings(settings.posts, base_url, drafts, future)
    settings = dataclasses.replace(
        settings, posts=posts, jobs=settings.jobs if jobs is None else jobs
    )
    return ReindexJob(posts_dir, settings, Options(full, allow_loss))


def run(job: ReindexJob) -> Report:
    """Builds the index, with a progress bar on a terminal, and reports; raises what `build` does,
    and Interrupted, which says what became of the index, after an interrupt."""
    before = _in_force(job.index)
    try:
        with _Bar() as bar:
            now = datetime.now(job.settings.tz)
            writer = StoreWriter(job.index)
            return build(job.posts_dir, writer, job.settings, now, job.options, bar.step)
    except KeyboardInterrupt:
        after = _in_force(job.index)
        outcome = "the index is as it was" if after == before else "the new index is in force"
        raise Interrupted(f"stopped; {outcome}") from None


def _in_force(index: Path) -> object:
    """Something that differs between any two current generations."""
    try:
        return identity(index)
    except SakuinError as error:
        return str(error)


def plan_only(job: ReindexJob) -> tuple[Plan, Receipt | None]:
    """(the plan that `run` would follow, the current generation)."""
    now = datetime.now(job.settings.tz)
    return dry_run(job.posts_dir, StoreWriter(job.index), job.settings, now, job.options.full)


def plan_counts(plan: Plan, last: Receipt | None) -> dict[str, object]:
    """The plan as JSON values: the ids of new, changed, renamed and gone files, how many are
    unchanged, which cannot be read, and why all would be built anew."""
    known = last.contents.files if last else {}
    names = [source.id for source in plan.prepare]
    moved = sorted(plan.renamed)
    return {
        "rebuild": None if plan.rebuild == FIRST else plan.rebuild,
        "new": [name for name in names if name not in known and name not in plan.renamed],
        "changed": [name for name in names if name in known],
        "renamed": moved,
        "gone": sorted(plan.gone),
        "unchanged": len(plan.kept),
        "unread": list(plan.unread),
    }


def plan_as_text(counts: dict[str, Any]) -> str:
    """The plan as text, with the first ids of each kind."""
    lines = [f"would build all anew: {counts['rebuild']}"] if counts["rebuild"] else []
    kinds = ("new", "changed", "renamed", "gone")
    files = ", ".join(f"{len(counts[kind]):,} {kind}" for kind in kinds)
    lines.append(f"would read these files: {files}, {counts['unchanged']:,} unchanged")
    for kind in kinds:
        lines += _some(kind, tuple(counts[kind]))
    return "\n".join([*lines, *_some("kept", tuple(counts["unread"])), "nothing was written"])


def _post_settings(
    posts: PostSettings, base_url: str | None, drafts: bool, future: bool
) -> PostSettings:
    return dataclasses.replace(
        posts,
        base_url=base_url if base_url is not None else posts.base_url,
        drafts=posts.drafts or drafts,
        future=posts.future or future,
    )


@click.command("check")
@settings_option
def check_command(config: str | None, index: str | None) -> int:
    """Read every byte of the index and say whether it is as written."""
    files = list(check_current(Path(settings_of(config, index).index)))
    wrong = [reason for _, reason in files if reason]
    lines = wrong or [f"{len(files)} files as written: {', '.join(name for name, _ in files)}"]
    click.echo("\n".join(lines))
    return 1 if wrong else 0


class _Bar:
    """A progress bar on a terminal, nothing in a pipe."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)

    def step(self, done: int, total: int) -> None:
        """Shows that so many posts of all are done."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label="posts", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._done)
        self._done = done


def as_text(report: Report) -> str:
    """The report as text, with the first of the posts that were left out, withheld or mended."""
    lines = [f"built anew: {report.rebuilt}"] if report.rebuilt else []
    lines.append(
        f"{report.posts:,} posts in {report.seconds:.1f} s: {report.added:,} added, "
        f"{report.changed:,} changed, {report.removed:,} removed, {report.renamed:,} renamed, "
        f"{report.unchanged:,} unchanged"
    )
    kept_back = f"{report.drafts:,} drafts, {report.future:,} future, {report.hidden:,} hidden"
    lines.append(f"not listed: {kept_back}; left out as unreadable: {len(report.left_out):,}")
    lines += _some("left out", report.left_out) + _some("withheld", report.withheld)
    lines += _some("kept as it was", report.unread)
    lines += _some("mended", report.warnings)
    return "\n".join(lines)


def _some(label: str, messages: tuple[str, ...]) -> list[str]:
    """A line for each of the first messages, and one that counts the rest."""
    lines = [f"  {label}: {message}" for message in messages[:_SHOWN]]
    rest = len(messages) - _SHOWN
    return [*lines, f"  … and {rest:,} more {label} (all with --json)"] if rest > 0 else lines
