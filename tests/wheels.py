"""The wheel as it would be published, for tests that install it."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import PATIENCE, ROOT

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def output(*command: object, cwd: Path, environment: dict[str, str] | None = None) -> str:
    """What a command prints; a failure tells what it said."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=5 * PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """A wheel of this checkout; kernels that are compiled are taken as they are."""
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    output(*PIP, "wheel", *options, ROOT, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel
