"""The wheel as it would be published, installed where nothing of this folder is seen."""

import json
import os
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import hatch_build
from tests.conftest import FIXTURE, ROOT
from tests.wheels import PIP, build_wheel, output

PACKAGES = ("index", "search", "web")
SUFFIX = EXTENSION_SUFFIXES[0]
_PAGE = """
import sys
from pathlib import Path
from search.embedded import EmbeddedSearcher
from web.app import create_app
client = create_app(EmbeddedSearcher(Path(sys.argv[1]))).test_client()
print(*(client.get(path).status_code for path in ("/?q=x", "/sakuin-search.js")))
"""


@dataclass(frozen=True)
class _Place:
    """An environment of its own, and a folder to work in."""

    wheel: Path
    folder: Path
    environment: Path

    @property
    def names(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return {name for name in archive.namelist() if ".dist-info/" not in name}

    @property
    def is_compiled(self) -> bool:
        return any(name.endswith(SUFFIX) for name in self.names)

    def run(self, command: str, *arguments: object, **more: str) -> str:
        own = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SAKUIN_KERNELS")}
        own |= more
        return output(
            self.environment / "bin" / command, *arguments, cwd=self.folder, environment=own
        )


def _name(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> _Place:
    """The wheel alone is installed; what it depends on is seen in the environment of the tests,
    whose own files of paths, that of Sakuin's editable install among them, have no effect here."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build_wheel(folder)
    environment = folder / "environment"
    venv.create(environment)
    [packages] = environment.glob("lib/python*/site-packages")
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    target = ("--python", environment / "bin" / "python")
    output(*PIP, *target, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    return _Place(wheel, folder, environment)


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(place: _Place) -> None:
    kept = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith(SUFFIX)
    }
    names = place.names
    compiled = {name for name in names if name.endswith(SUFFIX)}
    assert names - compiled == kept
    kernels = {name.split(".")[0] for name in compiled}
    assert kernels in (set(), {_name(path) for path in hatch_build.kernels()})
    assert bool(kernels) is not place.wheel.name.endswith("-none-any.whl")
    for folder in ("search/expand/synonyms.txt", "web/templates/", "web/static/"):
        assert any(name.startswith(folder) for name in names), folder


def test_the_installed_wheel_indexes_searches_and_serves_a_page(place: _Place) -> None:
    where = place.run("python", "-c", "import index, search, web; print(index, search, web)")
    assert where.count(str(place.environment)) == len(PACKAGES)
    form = "compiled" if place.is_compiled else "plain"
    said = place.run("sakuin", "--version").strip()
    assert said.startswith("sakuin, version ") and said.endswith(f", kernels {form}")
    plain = {"SAKUIN_KERNELS": "plain"}
    assert place.run("sakuin", "--version", **plain).strip().endswith(", kernels plain")
    report = json.loads(place.run("sakuin", "reindex", FIXTURE, "--index", "i", "--json"))
    assert report["posts"] >= 40
    answer = json.loads(place.run("sakuin", "search", "パソコン", "--index", "i", "--json"))
    assert answer["total"] > 0
    assert place.run("python", "-c", _PAGE, "i").split() == ["200", "200"]
