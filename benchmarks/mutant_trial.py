"""One mutant tried: its source in place of the real one in a copy of the tree, and the tests run
on that in a process of their own."""

import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent

KILLED = ("failed", "out of bounds")
_CPU, _WALL = 60, 600
"""Seconds that the tests of a mutant may take; time of the clock only ends what waits forever."""
_MEMORY = 6 << 30

hypothesis.settings.register_profile(
    "mutants", derandomize=True, max_examples=25, deadline=None, database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """Called in a worker, which has a copy of its own."""

    path: str
    source: str
    tests: Sequence[Sequence[str]]
    copy: ClassVar[Path]

    @classmethod
    def enter(cls, free: Any) -> None:
        """Takes a copy, once in a worker's life."""
        cls.copy = free.get()

    def __call__(self) -> tuple[str, str]:
        """(what became of it, the test that noticed)"""
        with _in_place(self.copy / self.path, self.source):
            return _tests(self.copy, self.tests, compiled=True)


def warm(copy: Path, tests: Sequence[Sequence[str]]) -> None:
    """Runs the tests on what is right: they must pass, and leave compiled files behind; and on what
    is plainly wrong, which must not pass, so that it is the copy that is tried."""
    outcome, what = _tests(copy, tests, compiled=False)
    if outcome != "survived":
        raise SystemExit(f"the tests must pass without a mistake: {outcome} {what}")
    with _in_place(copy / "index" / "__init__.py", "raise ImportError"):
        if _tests(copy, tests, compiled=True)[0] == "survived":
            raise SystemExit("the tests do not import the copy that they run in")


@contextmanager
def _in_place(path: Path, source: str) -> Iterator[None]:
    """The old time comes back with the old text, so that what was compiled of it holds again."""
    text, times = path.read_bytes(), path.stat()
    path.write_text(source, encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(text)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _tests(copy: Path, tests: Sequence[Sequence[str]], compiled: bool) -> tuple[str, str]:
    """Runs them step by step in a fork, which has pytest loaded but nothing of ours."""
    noticed = copy / "noticed"
    noticed.write_text("")
    child = os.fork()
    if not child:
        _child(copy, tests, compiled)
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    outcome = "survived" if code == 0 else "failed" if code > 0 else "out of bounds"
    return outcome, noticed.read_text() or f"exit {code}"


def _child(copy: Path, tests: Sequence[Sequence[str]], compiled: bool) -> None:
    code = 70
    try:
        _enter(copy)
        sys.dont_write_bytecode = compiled
        options = ["-x", "-p", "no:cacheprovider", "--hypothesis-profile=mutants", "--tb=no"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # loaded before pytest
        steps = (pytest.main([*options, *s], plugins=[_Noticed(copy / "noticed")]) for s in tests)
        code = int(next(filter(None, steps), 0))
    except BaseException as error:  # whatever it is, the child must not go on as its parent
        (copy / "noticed").write_text(repr(error))
    finally:
        os._exit(code)


def _enter(copy: Path) -> None:
    """The copy is what is imported, the tree that we were started from is out of reach."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.alarm(_WALL)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(path for path in sys.path if Path(path).resolve() != ROOT)]
    os.environ["PYTHONPATH"] = str(copy)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)


class _Noticed:
    """Writes down which test failed first."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._path.write_text(report.nodeid)
