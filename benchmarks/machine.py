"""Where and when a run takes place."""

import os
import platform
import subprocess
from datetime import date
from pathlib import Path

import psutil

from benchmarks.measure import ROOT


def machine() -> dict[str, str]:
    """Cores, processor, memory, system and Python."""
    return {
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": f"{_system()}, Linux {platform.release()}",
        "Python": platform.python_version(),
    }


def moment() -> str:
    """The day, and the commit that is measured."""
    ran = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return f"{date.today().isoformat()} at {ran.stdout.strip() or 'no commit'}"


def _named(path: Path, key: str, separator: str) -> str | None:
    if not path.is_file():
        return None
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.partition(separator)
        if found and name.strip() == key:
            return value.strip().strip('"')
    return None


def _processor() -> str:
    return _named(Path("/proc/cpuinfo"), "model name", ":") or platform.machine()


def _system() -> str:
    return _named(Path("/etc/os-release"), "PRETTY_NAME", "=") or platform.system()
