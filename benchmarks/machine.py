"""Where and when a run took place."""

import os
import platform
from datetime import datetime
from pathlib import Path

import psutil


def machine() -> dict[str, str]:
    """Cores, processor, memory, system, Python and the time by the clock."""
    return {
        "date": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z"),
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": f"{_system()}, Linux {platform.release()}",
        "Python": platform.python_version(),
    }


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
