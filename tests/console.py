"""The command line: as a user runs it, and within this process where a start proves no more."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from index.pipeline.prepare import Context
from index.pipeline.sources import Source
from index.pipeline.workers import Chunk, prepare_all
from index.pipeline.writer import Pack
from tests.conftest import PATIENCE, ROOT
from web.cli import main

SAKUIN = Path(sys.executable).with_name("sakuin")
Done = subprocess.CompletedProcess[str]


def run(*arguments: object, cwd: Path = ROOT, **env: str) -> Done:
    """What becomes of `sakuin` with these arguments, in a process of its own."""
    return subprocess.run(
        _command(arguments), capture_output=True, text=True, cwd=cwd, env=_environment(env),
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def call(*arguments: object, cwd: Path = ROOT, **env: str) -> Done:
    """As `run`, but within this process, and so are posts read: most of what a command takes is
    to start. Posts that end a process want a real one."""
    out, err, command = io.StringIO(), io.StringIO(), _command(arguments)
    with (
        contextlib.chdir(cwd), mock.patch.dict(os.environ, _environment(env), clear=True),
        mock.patch.object(sys, "argv", command), _read_here(),
        mock.patch.object(sys.modules["__main__"], "__package__", None),  # click's name of us
        contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
    ):  # fmt: skip
        code = _exit_code()
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    raise AssertionError("expected the command to exit")


@contextlib.contextmanager
def _read_here() -> Iterator[None]:
    """Has this process read the posts, whatever the options say."""

    def here(
        sources: Sequence[Source], context: Context, pack: Pack | None, _jobs: int, _isolated: bool
    ) -> Iterator[Chunk]:
        return prepare_all(sources, context, pack, jobs=1, isolated=False)

    with (
        mock.patch("index.pipeline.build.prepare_all", here),
        mock.patch("index.pipeline.survey.prepare_all", here),
    ):
        yield


def _command(arguments: tuple[object, ...]) -> list[str]:
    return [str(SAKUIN), *map(str, arguments)]


def _environment(env: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "SAKUIN_INDEX"} | env
