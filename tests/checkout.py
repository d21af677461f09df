"""A git checkout for tests, whose commits have the dates that they are given."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "灯台守",
    "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_NAME": "灯台守",
    "GIT_COMMITTER_EMAIL": "a@b.example",
}  # fmt: skip


@dataclass(frozen=True)
class Checkout:
    """A repository at `root`."""

    root: Path

    @classmethod
    def new(cls, root: Path) -> "Checkout":
        root.mkdir(parents=True)
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch", "main")
        return made

    def git(self, *arguments: str, date: str = "2026-01-01T00:00:00+00:00") -> str:
        environment = os.environ | _ENVIRONMENT | {"GIT_AUTHOR_DATE": date}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, date: str, **files: str) -> None:
        """Commits all that is there, and files, whose names have `__` for `/` and no suffix."""
        for name, text in files.items():
            self.write(f"{name.replace('__', '/')}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "変更", date=date)

    def move(self, old: str, new: str) -> None:
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)
