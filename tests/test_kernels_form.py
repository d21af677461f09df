"""Which form of the kernels runs, and that none older than its file ever does."""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES, FileFinder
from pathlib import Path

import pytest

import hatch_build
from index.compiled import choose_form, form, forms
from tests.conftest import ROOT

_ASKED = os.environ.get("SAKUIN_KERNELS", "auto")
_HEADERS = Path(sysconfig.get_path("include"), "Python.h")
_CAN_COMPILE = shutil.which("cc") is not None and _HEADERS.exists()


def test_the_kernels_run_in_the_form_that_is_to_be_tested() -> None:
    wanted = "compiled" if _CAN_COMPILE and _ASKED != "plain" else "plain"
    assert form() == wanted, f"run `make kernels` for {hatch_build.stale()}"
    for path in hatch_build.kernels():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = import_module(name)
        assert str(module.__file__).endswith(".py") is (wanted == "plain"), name


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one kernel in a checkout, compiled just now."""
    monkeypatch.setattr(forms, "_ROOT", tmp_path)
    monkeypatch.setenv("SAKUIN_KERNELS", "auto")
    (tmp_path / "pyproject.toml").touch()
    folder = tmp_path / "index" / "room" / "kernels"
    folder.mkdir(parents=True)
    for number, name in enumerate(("__init__.py", "one.py", "one.pxd", _compiled("one"))):
        (folder / name).touch()
        os.utime(folder / name, (number, number))
    return folder


def _compiled(name: str) -> str:
    return name + EXTENSION_SUFFIXES[0]


def _chosen(folder: Path) -> str:
    choose_form([str(folder)])
    finder = sys.path_importer_cache.pop(str(folder), None)
    spec = (finder or FileFinder(str(folder))).find_spec("one")
    assert spec is None or finder is not None
    assert form() == ("plain" if finder else "compiled")
    return "plain" if spec else "compiled"


def test_what_is_compiled_from_the_files_as_they_are_runs(folder: Path) -> None:
    assert _chosen(folder) == "compiled"


@pytest.mark.parametrize("name", ["one.py", "one.pxd"])
def test_what_is_older_than_its_file_never_runs(folder: Path, name: str) -> None:
    os.utime(folder / name, (9, 9))
    assert _chosen(folder) == "plain"


def test_an_installed_kernel_runs_whatever_its_time(folder: Path) -> None:
    (folder.parents[2] / "pyproject.toml").unlink()
    os.utime(folder / "one.py", (9, 9))
    assert _chosen(folder) == "compiled"


def test_all_kernels_of_a_folder_run_in_one_form(folder: Path) -> None:
    (folder / "two.py").touch()
    assert _chosen(folder) == "plain"


def test_what_is_asked_for_is_what_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAKUIN_KERNELS", "plain")
    assert _chosen(folder) == "plain"
    monkeypatch.setenv("SAKUIN_KERNELS", "compiled")
    assert _chosen(folder) == "compiled"
    (folder / _compiled("one")).unlink()
    with pytest.raises(ImportError, match="expected compiled kernels"):
        choose_form([str(folder)])


def test_every_kernel_has_its_types_beside_it() -> None:
    assert hatch_build.kernels()
    for path in hatch_build.kernels():
        assert path.with_suffix(".pxd").exists(), path


_BUILD = """
import os, sys
import hatch_build
os.environ["SAKUIN_KERNELS"] = sys.argv[1]
sys.modules["Cython.Build"] = None
hatch_build._tried(hatch_build.kernels(), hatch_build.ROOT / "nowhere")
"""


@pytest.mark.parametrize(
    ("asked", "fails"), [("auto", False), ("plain", False), ("compiled", True)]
)
def test_a_build_that_cannot_compile_goes_on_unless_it_must(asked: str, fails: bool) -> None:
    command = [sys.executable, "-c", _BUILD, asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert bool(done.returncode) is fails, done.stderr
    assert ("stay plain" in done.stderr) is (asked == "auto")
