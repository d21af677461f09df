"""What is installed is what the lock files name, by hash, under licences that are known."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.licences import PAGE, licence_of, page, pins

_FILES = ("run", "dev", "build")
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_ENTRY = re.compile(r"[a-z0-9._-]+==\S+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")


def _entries(name: str) -> list[str]:
    """A lock file's requirements, without comments."""
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [one for one in re.split(r"\n(?=\S)", "\n".join(lines).strip()) if one]


@pytest.mark.parametrize("name", _FILES)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    entries = _entries(name)
    assert len(entries) == len(pins(name)) > 5
    for entry in entries:
        assert _ENTRY.fullmatch(entry.strip()), entry


def _hashes(name: str) -> dict[str, set[str]]:
    return {one.split("==")[0]: set(re.findall("sha256:(\\w+)", one)) for one in _entries(name)}


def test_lock_files_agree_with_one_another() -> None:
    whole = _hashes("dev") | _hashes("build")
    versions = pins("dev") | pins("build")
    for name in _FILES:
        for package, found in pins(name).items():
            assert found == versions[package], f"{name}.txt: {package}"
    for package, hashes in _hashes("run").items():
        assert hashes == whole[package], package


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("run", _PROJECT["dependencies"]),
     ("dev", _PROJECT["dependencies"] + _PROJECT["optional-dependencies"]["dev"]),
     ("build", (ROOT / "lock" / "build.in").read_text(encoding="utf-8").splitlines()[1:])],
)  # fmt: skip
def test_what_is_pinned_is_in_the_ranges_that_are_asked_for(file: str, wanted: list[str]) -> None:
    pinned = pins(file)
    for line in wanted:
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate():
            found = pinned[canonicalize_name(asked.name)]
            assert asked.specifier.contains(found), line


def test_what_tests_need_holds_the_extra_of_agents() -> None:
    extras = _PROJECT["optional-dependencies"]
    assert set(extras["mcp"]) <= set(extras["dev"])


def test_what_is_installed_is_what_is_pinned() -> None:
    """The hashes were compared by pip, which the Makefile never lets install without them."""
    for package, pinned in pins("dev").items():
        assert version(package) == pinned, package
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    installs = [line for line in lines if "--requirement" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)


def test_all_licences_are_listed() -> None:
    for name in _FILES:
        for package in pins(name):
            assert 2 < len(licence_of(package)) < 80, package
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.licences`"


def test_what_runs_is_under_licences_that_let_it_be_passed_on() -> None:
    free = re.compile(
        r"(MIT|MIT-0|BSD|BSD-[23]-Clause|Apache-2.0|PSF-2.0|ZPL-2.1|0BSD|Zlib|CC0-1.0)"
    )
    for package in pins("run"):
        for part in re.split(" (?:AND|OR) ", licence_of(package)):
            assert free.fullmatch(part), f"{package}: {part}"


@pytest.mark.skipif(find_spec("cyclonedx_py") is None, reason="needs `make sbom` to have been run")
@pytest.mark.filterwarnings("ignore")
def test_the_bill_of_materials_names_all_that_runs_with_hashes(tmp_path: Path) -> None:
    command = ["make", "sbom", f"SBOM={tmp_path}/sbom.json", f"PYTHON={sys.executable}", "PIP=true"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "sakuin")
    assert {one["name"]: one["version"] for one in bill["components"]} == pins("run")
    for one in bill["components"]:
        assert one["externalReferences"][0]["hashes"], one["name"]
