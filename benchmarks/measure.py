"""Clocks, memory and disk."""

import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.server import stop

ROOT = Path(__file__).parent.parent
_INTERVAL = 0.1
"""Seconds between two looks at memory."""


class Failed(Exception):
    """A command that ended otherwise than it should; its last words."""


@dataclass
class Memory:
    """Peaks of resident memory, bytes: of the main process, and of it and all below it (pages
    that they share count for each)."""

    main: int = 0
    tree: int = 0


@dataclass(frozen=True)
class Ran:
    """A finished command. `seconds` by the wall clock."""

    seconds: float
    stdout: str
    memory: Memory


@dataclass
class _Watch:
    """Looks at a process until told to stop."""

    process: psutil.Process
    memory: Memory = field(default_factory=Memory)
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.done.wait(_INTERVAL):
            try:
                main = resident(self.process)
                below = sum(resident(child) for child in self.process.children(recursive=True))
            except psutil.NoSuchProcess:
                continue
            self.memory.main = max(self.memory.main, main)
            self.memory.tree = max(self.memory.tree, main + below)


def resident(process: psutil.Process) -> int:
    """Resident bytes; 0 once it is gone."""
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def run(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, timeout: float = 36_000
) -> Ran:
    """Runs a command in the project's folder and watches it; Failed unless it exits with 0."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watch = _Watch(psutil.Process(process.pid))
    watcher = threading.Thread(target=watch.run)
    watcher.start()
    try:
        out, err = process.communicate(timeout=timeout)
        seconds = time.perf_counter() - started
    except subprocess.TimeoutExpired:
        raise Failed(f"{Path(command[0]).name}: more than {timeout:,.0f} s") from None
    finally:
        stop(process)
        watch.done.set()
        watcher.join()
    if process.returncode:
        last = (err.strip().splitlines() or ["no message"])[-1]
        raise Failed(f"{Path(command[0]).name}: exit {process.returncode}: {last}")
    return Ran(seconds, out, watch.memory)


def disk_bytes(folder: Path) -> int:
    """Bytes that the files under `folder` take on disk, holes left out."""
    return sum(f.lstat().st_blocks * 512 for f in folder.rglob("*") if f.is_file())


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 by the nearest rank."""
    ranked = sorted(values)
    return {f"p{p}": ranked[max(0, -(-len(ranked) * p // 100) - 1)] for p in (50, 95, 99)}
