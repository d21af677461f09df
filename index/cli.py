"""`sakuin check`, and the part of `sakuin reindex` that builds the index."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from index.cluster import is_cluster
from index.open import in_force, open_writer
from index.options import FILE, settings_of, settings_option
from index.pipeline import Options, Outlook, Report, build, dry_run
from index.progress import ProgressBar
from index.say import say
from index.store import check_current
from index.values import (
    ALL,
    ConfigError,
    Interrupted,
    PostSettings,
    Settings,
    counted,
    parse_share,
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
        click.option(
            "--share", metavar="K/N", help="Index the K-th of N shares of the posts: N machines "
            "build one index on a cluster together, and the first publishes it.",
        ),
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


def reindex_job(
    posts_dir: Path | None, config: str | None, index: str | None, full: bool, allow_loss: bool,
    jobs: int | None, base_url: str | None, share: str | None, drafts: bool, future: bool,
) -> ReindexJob:  # fmt: skip
    """The job that the options of `reindex_options` describe; ConfigError."""
    settings = settings_of(config, index)
    posts_dir = posts_dir or _folder(settings.posts)
    posts = _post_settings(settings.posts, base_url, drafts, future)
    settings = dataclasses.replace(
        settings, posts=posts, jobs=settings.jobs if jobs is None else jobs
    )
    options = Options(full, allow_loss, share=ALL if share is None else parse_share(share))
    return ReindexJob(posts_dir, settings, options)


def run(job: ReindexJob) -> Report:
    """Builds the index, with a progress bar on a terminal, and reports; raises what `build` does,
    and Interrupted, which says what became of the index, after an interrupt."""
    before = in_force(job.settings)
    try:
        with ProgressBar() as bar, open_writer(job.settings, job.options.share) as writer:
            now = datetime.now(job.settings.tz)
            return build(job.posts_dir, writer, job.settings, now, job.options, bar.step)
    except KeyboardInterrupt:
        after = in_force(job.settings)
        outcome = "the index is as it was" if after == before else "the new index is in force"
        raise Interrupted(f"stopped; {outcome}") from None


def outlook(job: ReindexJob) -> Outlook:
    """What `run` would do, with a progress bar on a terminal; nothing is written."""
    with ProgressBar() as bar, open_writer(job.settings, job.options.share) as writer:
        now = datetime.now(job.settings.tz)
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
    """Say whether the index is as it was written: every byte of a folder, all parts and the count
    of posts of one on a cluster."""
    settings = settings_of(config, index)
    on_cluster = is_cluster(settings.index)
    lines, is_whole = _checked_cluster(settings) if on_cluster else _checked(Path(settings.index))
    say("\n".join(lines))
    return 0 if is_whole else 1


def _checked(index: Path) -> tuple[list[str], bool]:
    """Lines about the files of an index, and whether all are as written."""
    files = list(check_current(index))
    wrong = [reason for _, reason in files if reason]
    names = ", ".join(name for name, _ in files)
    return wrong or [f"{counted(len(files), 'file')} as written: {names}"], not wrong


def _checked_cluster(settings: Settings) -> tuple[list[str], bool]:
    from index.cluster import check_cluster, open_client

    with open_client(settings) as client, open_writer(settings) as writer:
        return check_cluster(client, writer.last)
