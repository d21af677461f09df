"""The wheel is run by uvx and pipx where nothing was installed before. They fetch what it depends
on, so that this wants the package registry, or a cache that pip is told of, and some time."""

import json
import os
import shutil
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import FIXTURE
from tests.wheels import build_wheel, output

pytestmark = [pytest.mark.soak, pytest.mark.unmeasured]

_TOOLS = ("uv>=0.13,<1", "pipx>=1.18,<2")
_OURS = ("COVERAGE_", "PIPX_", "PYTHON", "SAKUIN_", "VIRTUAL_ENV", "XDG_")
"""How variables begin that say where tests run; those of pip and uv say where packages are."""


@dataclass(frozen=True)
class _Place:
    """The wheel, the tools, and a copy of the fixture blog in an empty home."""

    wheel: Path
    tools: Path
    home: Path

    def run(self, *command: object) -> str:
        own = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        path = os.pathsep.join([str(self.tools), own["PATH"]])
        own |= {"HOME": str(self.home), "PATH": path, "UV_SYSTEM_CERTS": "1"}
        return output(*command, cwd=self.home / "blog", environment=own)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where uvx and pipx are."""
    folder = tmp_path_factory.mktemp("tools")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    try:
        output(programs / "python", "-m", "pip", "install", "--quiet", *_TOOLS, cwd=folder)
    except AssertionError as error:
        pytest.fail(f"the package registry cannot be reached, which this test needs\n{error}")
    return programs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


_UVX = ("uvx", "--quiet", "--python", sys.executable, "--from")
_PIPX = ("pipx", "run", "--quiet", "--python", sys.executable, "--spec")


@pytest.mark.parametrize("runner", [_UVX, _PIPX], ids=["uvx", "pipx"])
def test_the_wheel_runs_in_an_empty_environment(
    runner: tuple[str, ...], wheel: Path, tools: Path, tmp_path: Path
) -> None:
    place = _Place(wheel, tools, tmp_path)
    shutil.copytree(FIXTURE, tmp_path / "blog")

    def sakuin(*arguments: object) -> str:
        return place.run(*runner, wheel, "sakuin", *arguments)

    assert sakuin("--version").startswith("sakuin, version ")
    assert "wrote sakuin.toml" in sakuin("init")
    assert json.loads(sakuin("reindex", "--json"))["posts"] >= 40
    found = json.loads(sakuin("search", "サーバー", "--json"))
    assert found["hits"][0]["url"].startswith("https://shiomi.example/")


def test_the_wheel_with_its_extra_answers_agents(wheel: Path, tools: Path, tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    place = _Place(wheel, tools, tmp_path)
    said = place.run(*_UVX, f"sakuin[mcp] @ {wheel.as_uri()}", "sakuin", "mcp")
    assert said == ""
