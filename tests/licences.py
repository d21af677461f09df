"""The licences of all that `lock/` names, as installed: `python -m tests.licences` writes
docs/licences.md anew."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "licences.md"
_PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
_NAMES = {
    "MIT License": "MIT", "BSD License": "BSD", "Two-clause BSD license": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0", "ZPL 2.1": "ZPL-2.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
"""Names as SPDX has them, where packages have others."""
_HEAD = """# Licences

Sakuin is under the MIT licence. These are the licences of what it needs, as the packages state them; `python -m tests.licences` writes this page, and a test holds it against what is installed. `lock/` has their versions and hashes, `make sbom` writes both as CycloneDX.

What is part of Sakuin besides its own: `search/expand/sudachi.txt` is chosen from Sudachi's synonyms (Apache-2.0). What is carried by packages: unidic-lite has UniDic 2.1.2 (BSD-3-Clause), fugashi MeCab (BSD-3-Clause), cmarkgfm cmark-gfm (BSD-2-Clause and MIT), selectolax lexbor (Apache-2.0), granian crates of Rust under MIT, Apache-2.0 and their like.
"""  # noqa: E501


def pins(name: str) -> dict[str, str]:
    """Version by package of a lock file."""
    return dict(_PIN.findall((ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")))


def licence_of(package: str) -> str:
    """The licence that an installed package states: as SPDX, in words, by its classifier, or as
    its file of that name begins; "" where it states none or is not installed."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return ""
    fields = ("License-Expression", "License")
    stated = next((one[0] for name in fields if (one := found.metadata.get_all(name))), "")
    if not stated or len(stated) > 60:
        classifiers = found.metadata.get_all("Classifier") or []
        kinds = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
        files = [path for path in found.files or [] if "LICEN" in path.name.upper()]
        stated = kinds[0] if kinds else (files[0].read_text().split("\n")[0] if files else "")
    return _NAMES.get(stated.strip(), stated.strip())


def page() -> str:
    """docs/licences.md as it should be."""
    runs = pins("run")
    tools = {name for file in ("dev", "build") for name in pins(file)} - set(runs)
    parts = [_HEAD]
    for title, names in (("What runs", set(runs)), ("What builds and tests", tools)):
        rows = [f"| {name} | {licence_of(name)} |" for name in sorted(names)]
        parts.append("\n".join([f"## {title}\n", "| package | licence |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
