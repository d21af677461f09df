"""A first look at a folder of posts, before there is an index: all posts are read, none is
analysed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.pipeline.findings import Findings, findings_of
from index.pipeline.folder import Folder, look_into, require_folder
from index.pipeline.prepare import Source
from index.pipeline.workers import prepare_all
from index.values import LEFT_OUT, FileEntry, Settings, Visibility, Vocabulary

Progress = Callable[[int, int], None]
"""Called with (posts done, posts to do)."""


@dataclass(frozen=True)
class Survey:
    """The entries of all files of a folder by post id, what was found in it, and why files and
    folders cannot be read now."""

    files: Mapping[str, FileEntry]
    findings: Findings
    unread: tuple[str, ...]

    def count(self, state: Visibility) -> int:
        """How many posts have a state."""
        return sum(entry.state == state.value for entry in self.files.values())


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


def left_out(files: Mapping[str, FileEntry]) -> tuple[str, ...]:
    """Why posts of entries by id cannot be read, each named."""
    return tuple(entry.reason for entry in files.values() if entry.state == LEFT_OUT)


def read_only(
    folder: Folder, sources: Sequence[Source], progress: Progress, isolated: bool
) -> dict[str, FileEntry]:
    """The entries of files, by post id in order."""
    files: dict[str, FileEntry] = {}
    jobs = folder.context.settings.jobs
    for chunk in prepare_all(sources, folder.context, None, jobs, isolated):
        files |= chunk.entries
        progress(len(files), len(sources))
    return dict(sorted(files.items()))
