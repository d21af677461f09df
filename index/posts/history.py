"""When the files of a git checkout were first committed, by one `git log`. The repository's own
configuration runs nothing: no hook, pager, monitor, signature, external diff or transport."""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.posts.reading import SUFFIXES, parse_date

_PATIENCE = 600
"""Seconds after which git is taken to hang; a hundred thousand commits take less than sixty."""
_MOST_RENAMES = 5_000
"""Files that one commit may move and change at once for these moves to be followed."""
_COMMIT = b"\x01"
_CONFIG = (
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.sshCommand=false",
    "protocol.allow=never", "diff.external=", "log.showSignature=false", "log.showRoot=true",
    "safe.bareRepository=explicit",
)  # fmt: skip
_SAFE = {
    "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
}  # fmt: skip
_UNDATED = "posts without a date stay so"


@dataclass(frozen=True)
class History:
    """The dates of first commits by post id, with the offset that each was made at, and what kept
    git from telling them all, "" for nothing."""

    dates: Mapping[str, datetime] = field(default_factory=dict)
    problem: str = ""


class _Refused(Exception):
    """Git did not do what it was asked; the message says why."""


def first_commits(root: Path) -> History:
    """The history of the posts in a folder of a git checkout. Where a file was moved, its first
    commit is that under its oldest name."""
    try:
        shallow, top = _checkout(root)
        prefix = root.resolve().relative_to(top).as_posix().removeprefix(".")
        output = _log(root)
    except _Refused as error:
        return History(problem=f"git: {error}; {_UNDATED}")
    except ValueError:
        return History(problem=f"git: {root}: expected a folder of the checkout; {_UNDATED}")
    problem = (
        "git: this clone is shallow: posts without a date that are older than it stay so; "
        "`git fetch --unshallow` brings the rest (`fetch-depth: 0` where GitHub checks it out)"
    )
    dates = _first(_commits(output), believe_roots=not shallow)
    return History(_under(f"{prefix}/" if prefix else "", dates), problem if shallow else "")


def _checkout(root: Path) -> tuple[bool, Path]:
    """(whether its history is cut off, the folder) of the checkout that a folder is in."""
    said = os.fsdecode(_git(root, "rev-parse", "--is-shallow-repository", "--show-cdup"))
    shallow, up, *_ = said.split("\n")
    return shallow == "true", (root.resolve() / up).resolve()


def _log(root: Path) -> bytes:
    """What each commit added and moved, the newest first. Where a clone lacks the contents of
    files, only moves without a change are followed."""
    command = (
        "log", "--topo-order", "-z", "-c", "--name-status", "--diff-filter=AR",
        f"--format={_COMMIT.decode()}%aI %P", f"-l{_MOST_RENAMES}", "-O/dev/null",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-color",
    )  # fmt: skip
    posts = [f":(top,icase)*{suffix}" for suffix in SUFFIXES]
    try:
        return _git(root, *command, "-M", "--", *posts)
    except _Refused:
        return _git(root, *command, "-M100%", "--", *posts)


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints; _Refused where it cannot be had."""
    program = shutil.which("git")
    if program is None:
        raise _Refused("not installed")
    settings = [part for one in _CONFIG for part in ("-c", one)]
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            [program, "--no-pager", *settings, *arguments], cwd=root, env=own | _SAFE,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _Refused(f"no answer within {_PATIENCE} s") from None
    if done.returncode:
        raise _Refused(_said(done.stderr))
    return done.stdout


def _said(message: bytes) -> str:
    """The first line of what git says about an error."""
    first = message.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
    return "".join(char for char in first if char.isprintable()) or "it stopped without a word"


@dataclass(frozen=True)
class _Commit:
    """When a commit was made, whether it has none before it, and the paths that it added and
    moved, (old, new)."""

    date: str
    is_root: bool
    added: Sequence[str]
    moved: Sequence[tuple[str, str]]


def _commits(output: bytes) -> Iterator[_Commit]:
    """The commits in what `_log` gives."""
    for commit in output.split(b"\0" + _COMMIT):
        head, *rest = commit.removeprefix(_COMMIT).split(b"\0")
        date, _, parents = head.decode("ascii", "replace").partition(" ")
        added: list[str] = []
        moved: list[tuple[str, str]] = []
        fields = iter(rest)
        for status in map(bytes.strip, fields):
            if status[:1] == b"R" and status[1:].isdigit():
                moved.append((_name(next(fields, b"")), _name(next(fields, b""))))
            elif status:  # of a merge it has a letter for each parent
                name = _name(next(fields, b""))
                added += [name] if set(status) == set(b"A") else []
        yield _Commit(date, not parents.strip(), added, moved)


def _name(raw: bytes) -> str:
    """A path as ids of posts are written."""
    return unicodedata.normalize("NFC", raw.decode("utf-8", "replace"))


def _first(commits: Iterator[_Commit], believe_roots: bool) -> dict[str, datetime]:
    """The date of the first commit of each path of today. Commits without one before them are not
    believed where they only stand for a history that is cut off."""
    today: dict[str, str | None] = {}
    dates: dict[str, datetime] = {}
    for commit in commits:
        date = parse_date(commit.date, UTC) if commit.added else None
        if date is not None and (believe_roots or not commit.is_root):
            for name in commit.added:
                if (now := today.get(name, name)) is not None:
                    dates[now] = min(date, dates.get(now, date))
        for old, new in commit.moved:
            now = today.get(new, new)
            today[new] = None  # before the move it is the name of another file, if of any
            today[old] = now
    return dates


def _under(prefix: str, dates: Mapping[str, datetime]) -> dict[str, datetime]:
    """The dates of what is in a folder of the checkout, by path under it."""
    start = unicodedata.normalize("NFC", prefix)
    return {
        name.removeprefix(start): date for name, date in dates.items() if name.startswith(start)
    }
