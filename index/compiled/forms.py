"""The form that a folder of kernels is imported in: a compiled module stands beside the file that
it was made of, and Python would take it however old it is."""

import os
import sys
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def choose_form(paths: Iterable[str]) -> None:
    """Has the modules of a package with this `__path__` imported as plain files, unless all of them
    are compiled and $SAKUIN_KERNELS does not ask for plain ones; ImportError where it asks for
    compiled ones that are not there."""
    for path in paths:
        if not _is_compiled(Path(path)):
            plain = FileFinder(path, (SourceFileLoader, SOURCE_SUFFIXES))
            sys.path_importer_cache[path] = plain


def form() -> str:
    """`compiled` where all kernels run so, else `plain`."""
    return "compiled" if all(map(_is_compiled, _folders())) else "plain"


def _folders() -> list[Path]:
    return [path for package in ("index", "search") for path in (_ROOT / package).glob("*/kernels")]


def _is_compiled(folder: Path) -> bool:
    asked = os.environ.get("SAKUIN_KERNELS", "auto")
    found = asked != "plain" and all(map(_holds, folder.glob("[!_]*.py")))
    if asked == "compiled" and not found:
        raise ImportError(
            f"{folder}: expected compiled kernels that are not older than their files"
        )
    return found


def _holds(kernel: Path) -> bool:
    """Whether a kernel is compiled; in a checkout, from the files that are there now. What was
    installed does not change, and its times are those of its installation."""
    compiled = kernel.with_suffix(EXTENSION_SUFFIXES[0])
    if not compiled.exists():
        return False
    if not (_ROOT / "pyproject.toml").exists():
        return True
    sources = (kernel, *kernel.parent.glob("*.pxd"))
    return all(source.stat().st_mtime_ns <= compiled.stat().st_mtime_ns for source in sources)
