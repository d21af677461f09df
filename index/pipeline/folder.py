"""A folder of posts as it is now: its site, its files and their history."""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import time_ns

import numpy as np

from index.pipeline.basis import digest
from index.pipeline.prepare import Context, error_text
from index.pipeline.sources import EXCLUDED, NOT_PUBLISHED, Sources, look_at
from index.posts import VERSION, files_in, find_site, first_commits
from index.values import (
    ALL,
    ConfigError,
    MachineError,
    NothingReadable,
    Packed,
    Settings,
    Share,
    Snapshot,
    Vocabulary,
    counted,
    matches,
    reason_of,
)


@dataclass(frozen=True)
class Folder:
    """A folder of posts: what reading one depends on; the files that can be read, in order; for
    ids of files and of folders, which end in `/`, why they cannot; how many files the settings
    leave out; `notes` tell the owner what a setting asks for and cannot have; whether it is in
    a git checkout; a snapshot of its files, None where that of before tells the same."""

    context: Context
    sources: Sources
    unread: dict[str, str]
    excluded: int = 0
    notes: tuple[str, ...] = ()
    is_checkout: bool = False
    snapshot: Snapshot | None = None


def require_folder(posts_dir: Path) -> None:
    """ConfigError where there is no such folder, MachineError where it cannot be read."""
    try:
        os.scandir(posts_dir).close()
    except FileNotFoundError:
        raise ConfigError(f"{posts_dir}: expected a folder of posts, found nothing") from None
    except NotADirectoryError:
        raise ConfigError(f"{posts_dir}: expected a folder of posts, found a file") from None
    except OSError as error:
        raise MachineError(f"{posts_dir}: cannot be read: {reason_of(error)}") from None


def look_into(
    posts_dir: Path, settings: Settings, vocabulary: Vocabulary, now: datetime,
    before: Snapshot | None = None, share: Share = ALL,
) -> Folder:  # fmt: skip
    """A share of the folder as it is; a snapshot of it as it was `before` spares reading what is
    not changed. NothingReadable where it has no posts, ConfigError where its site's configuration
    cannot be read."""
    taken = time_ns()
    context = Context(settings, find_site(posts_dir, settings.posts), now, vocabulary)
    failed: dict[str, OSError] = {}
    found = files_in(posts_dir, failed, context.site.generator.passed_over)
    files = found.take(share.rows(found.ids))
    rules = digest([VERSION, repr(context.site)])
    seen = look_at(files, before, rules, context.role, settings.posts.max_bytes, taken)
    unread = {name: error_text(name, error) for name, error in {**failed, **seen.unread}.items()}
    published = np.flatnonzero(seen.roles != NOT_PUBLISHED)
    if not len(seen.sources) and len(files) == len(found):
        raise NothingReadable(_nothing(posts_dir, unread, len(published)))
    notes = _unmatched(settings, files.ids.take(published)) if share.is_whole else []
    sources = seen.sources
    if settings.posts.dates == "git":
        history = first_commits(posts_dir)
        dates = {name: date.isoformat() for name, date in history.dates.items()}
        sources = replace(sources, added=dates)
        notes += [history.problem] if history.problem else []
    return Folder(
        context, sources, unread, int((seen.roles == EXCLUDED).sum()), tuple(notes),
        is_checkout=any((one / ".git").exists() for one in _with_parents(posts_dir)),
        snapshot=seen.snapshot,
    )  # fmt: skip


def _with_parents(folder: Path) -> tuple[Path, ...]:
    whole = folder.resolve()
    return whole, *whole.parents


def _nothing(posts_dir: Path, unread: dict[str, str], published: int) -> str:
    """Why a folder has no posts to read."""
    if unread:
        why = next(iter(unread.values()))
    elif published:
        why = f"found {counted(published, 'post')}, which `include` and `exclude` leave out"
    else:
        why = "found none"
    return f"{posts_dir}: expected posts (.md, .markdown, .mdx), {why}"


def _unmatched(settings: Settings, names: Packed) -> list[str]:
    """A note for each glob of the settings that no post matches."""
    posts = settings.posts
    return [
        f"posts.{setting}: no post matches {glob!r}"
        for setting, globs in (("include", posts.include), ("exclude", posts.exclude))
        for glob in globs
        if not any(matches((glob,), name) for name in names)
    ]
