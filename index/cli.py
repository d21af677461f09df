"""`sakuin check`, and the part of `sakuin reindex` that builds the index."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from index.options import FILE, settings_of, settings_option
from index.pipeline import Options, Outlook, Report, build, dry_run
from index.progress import ProgressBar
from index.say import say
from index.store import StoreWriter, check_current, identity
from index.values import (
    ConfigError,
    Interrupted,
    PostSettings,
    SakuinError,
    Settings,
    counted,
)


def reindex_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds to a command the arguments and options by which an index is built."""
    for option in reversed((
        click.argument("posts_dir", type=FILE, required=False),
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
    posts_dir: Path | None, config: str | None, index: str | None, full: bool, allow_loss: bool,
    jobs: int | None, base_url: str | None, drafts: bool, future: bool,
) -> ReindexJob:  # fmt: skip
    """The job that the options of `reindex_options` describe; ConfigError."""
    settings = settings_of(config, index)
    posts_dir = posts_dir or _folder(settings.posts)
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
        with ProgressBar() as bar:
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


def outlook(job: ReindexJob) -> Outlook:
    """What `run` would do, with a progress bar on a terminal; nothing is written."""
    with ProgressBar() as bar:
        now = datetime.now(job.settings.tz)
        writer = StoreWriter(job.index)
        return dry_run(job.posts_dir, writer, job.settings, now, job.options, bar.step)


def _folder(posts: PostSettings) -> Path:
    """The folder of posts that the settings file names; ConfigError where it names none."""
    if not posts.folder:
        hint = "name one, `sakuin reindex POSTS_DIR`, or let `sakuin init` find and remember it"
        raise ConfigError(f"expected a folder of posts: {hint}")
    return Path(posts.folder)


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
    names = ", ".join(name for name, _ in files)
    lines = wrong or [f"{counted(len(files), 'file')} as written: {names}"]
    say("\n".join(lines))
    return 1 if wrong else 0
