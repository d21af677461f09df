"""A first look at a folder of posts, before there is an index: all posts are read, none is
analysed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.pipeline.findings import Findings, findings_of
from index.pipeline.folder import Folder, look_into, require_folder
from index.pipeline.sources import Sources
from index.pipeline.workers import prepare_all
from index.values import LEFT_OUT, Records, Settings, Visibility, Vocabulary

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""


@dataclass(frozen=True)
class Survey:
    """The records of all files of a folder, what was found in it, and why files and
    folders cannot be read now."""

    files: Records
    findings: Findings
    unread: tuple[str, ...]

    def count(self, state: Visibility) -> int:
        """How many posts have a state."""
        return self.files.count(state.value)


def survey(
    posts_dir: Path,
    settings: Settings,
    now: datetime,
    progress: Progress = lambda done, total: None,
    isolated: bool = True,
) -> Survey:
    """A survey of a folder; raises what a build does before it writes."""
    require_folder(posts_dir)
    folder = look_into(posts_dir, settings, Vocabulary(), now)
    files = read_only(folder, folder.sources, progress, isolated)
    return Survey(files, findings_of(folder, files), tuple(folder.unread.values()))


def left_out(files: Records) -> tuple[str, ...]:
    """Why posts cannot be read, each named."""
    return files.told(lambda entry: [entry.reason] if entry.state == LEFT_OUT else [])


def read_only(folder: Folder, sources: Sources, progress: Progress, isolated: bool) -> Records:
    """The records of files, which are read, but not analysed."""
    parts: list[Records] = []
    jobs, done = folder.context.settings.jobs, 0
    for chunk in prepare_all(sources, folder.context, None, jobs, isolated):
        parts.append(Records.of(chunk.entries))
        done += len(chunk.entries)
        progress(done, len(sources))
    return Records.joined(parts)
