"""The workflow of docs/github-actions.md: its commands are run, in their order, on a blog."""

import os
import re
import shlex
import shutil
import subprocess
import venv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import FIXTURE, PATIENCE, ROOT
from tests.console import SAKUIN, run
from tests.wheels import build_wheel

_PAGE = (ROOT / "docs" / "github-actions.md").read_text(encoding="utf-8")
_SSH = '#!/bin/sh\n[ "$1" = search.example ] || exit 9\nshift\ncd "$REMOTE" && exec sh -c "$*"\n'
"""In place of ssh: a shell in a folder that stands for the other machine."""


@cache
def _workflow() -> dict[Any, Any]:
    [text] = re.findall(r"^```yaml\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


def _steps() -> list[dict[str, Any]]:
    [job] = _workflow()["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


@dataclass(frozen=True)
class _Runner:
    """A checkout of the fixture blog, a home, the host that is shipped to, and what is run."""

    folder: Path
    programs: Path

    def __post_init__(self) -> None:
        for name in ("home", "remote", "bin"):
            (self.folder / name).mkdir()
        shutil.copytree(FIXTURE, self.folder / "blog")
        ssh = self.folder / "bin" / "ssh"
        ssh.write_text(_SSH, encoding="utf-8")
        ssh.chmod(0o755)

    def run(self, *names: str, **more: str) -> None:
        """The steps of these names, as GitHub runs them; one that fails tells what it said."""
        path = os.pathsep.join([str(self.folder / "bin"), str(self.programs), os.environ["PATH"]])
        own = {name: value for name, value in os.environ.items() if name != "SAKUIN_INDEX"}
        own |= {"PATH": path, "HOME": str(self.folder / "home")}
        own |= {"REMOTE": str(self.folder / "remote")} | more
        for name in names:
            [step] = [one for one in _steps() if one.get("name") == name]
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], env=own,
                cwd=self.folder / "blog", capture_output=True, text=True, timeout=5 * PATIENCE,
                stdin=subprocess.DEVNULL, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{name}: {done.stderr}"


def test_the_workflow_is_one() -> None:
    workflow = _workflow()
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow[True]["push"] == {"branches": ["main"]}  # YAML's reading of `on`
    for step in _steps():
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"name", "id", "if", "uses", "with", "env", "run"}
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
        assert "${{" not in step.get("run", ""), "what a run is given comes by its environment"
    known = re.findall(r"steps\.(\w+)\.", _PAGE)
    assert set(known) == {step["id"] for step in _steps() if "id" in step}


def test_the_wheels_are_kept_by_all_that_they_depend_on() -> None:
    [cache_step] = [step for step in _steps() if step.get("id") == "wheels"]
    [python] = [step for step in _steps() if step.get("uses", "").startswith("actions/setup-py")]
    key = cache_step["with"]["key"]
    assert f"-py{python['with']['python-version']}-" in key
    assert all(part in key for part in ("runner.os", "runner.arch", "env.SAKUIN"))


def test_the_posts_are_indexed_and_the_key_is_kept_from_others(tmp_path: Path) -> None:
    runner = _Runner(tmp_path, SAKUIN.parent)
    runner.run("Index the posts", "Read all of the index")
    assert run("search", "新幹線", "--index", tmp_path / "blog" / ".sakuin").returncode == 0
    runner.run("Know the host", KEY="a\nkey", KNOWN_HOSTS="a host")
    key, hosts = (tmp_path / "home" / ".ssh" / name for name in ("id_ed25519", "known_hosts"))
    assert (key.read_text(), hosts.read_text()) == ("a\nkey\n", "a host\n")
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.skipif(not shutil.which("rsync"), reason="needs rsync")
def test_the_index_is_shipped_and_the_last_three_are_kept(tmp_path: Path) -> None:
    runner = _Runner(tmp_path, SAKUIN.parent)
    served = tmp_path / "remote" / "sakuin" / "current"
    runner.run("Index the posts")
    for run_id in ("98", "99", "100", "101", "101"):
        runner.run("Ship the index", GITHUB_RUN_ID=run_id, HOST="search.example")
        assert served.resolve().name == run_id
        assert run("search", "新幹線", "--index", served).stdout.startswith("2件")
    kept = sorted(path.name for path in (served.parent / "builds").iterdir())
    assert kept == ["100", "101", "99"]


def test_the_host_serves_what_was_shipped() -> None:
    [block] = re.findall(r"^```console\n\$ (.*?)\n```$", _PAGE, re.MULTILINE)
    name, command, option, _ = shlex.split(block)
    assert name == "sakuin" and option in run(command, "--help").stdout


@pytest.mark.soak
@pytest.mark.unmeasured
def test_the_wheels_are_built_once_and_installed_without_a_registry(tmp_path: Path) -> None:
    """Wants the package registry, or a cache that pip is told of."""
    venv.create(tmp_path / "python", with_pip=True)
    runner = _Runner(tmp_path, tmp_path / "python" / "bin")
    runner.run("Build the wheels", SAKUIN=str(build_wheel(tmp_path)))
    names = {path.name.split("-")[0] for path in (tmp_path / "blog" / "wheels").iterdir()}
    assert {"sakuin", "unidic_lite"} <= names
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
    runner.run("Install them", "Index the posts", "Read all of the index", **nowhere)
    assert (tmp_path / "blog" / ".sakuin" / "CURRENT").is_file()
