"""Compiles the kernels where a C compiler is; where none is, the same files run as they are. Called
by the build of a wheel, and by `make kernels` for what changed in a checkout."""

import os
import shutil
import sys
import tempfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
_FLAGS = ["-O3", "-g0", "-ffp-contract=off"]
"""No debugging data; and no multiplication fused with an addition: scores are those of the plain
form to the bit."""
_DIRECTIVES = {"language_level": 3, "annotation_typing": False, "wraparound": False}


class Kernels(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel, beside the files that they were made of; an editable
    install gets them in place."""

    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        if version == "editable":
            _tried(stale(), ROOT)
            return
        self._made = Path(tempfile.mkdtemp())
        for name in (*_taken(self._made), *_tried(stale(), self._made)):
            build_data["pure_python"], build_data["infer_tag"] = False, True
            build_data["force_include"][str(self._made / name)] = name

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._made:
            shutil.rmtree(self._made)


def kernels() -> list[Path]:
    """The files to compile."""
    return [
        path for part in ("index", "search") for path in ROOT.glob(f"{part}/*/kernels/[!_]*.py")
    ]


def stale() -> list[Path]:
    """Those that are not compiled as they are now."""
    return [path for path in kernels() if not _holds(path)]


def _compiled_form(kernel: Path) -> Path:
    return kernel.with_suffix(EXTENSION_SUFFIXES[0])


def _holds(kernel: Path) -> bool:
    compiled = _compiled_form(kernel)
    sources = (kernel, *kernel.parent.glob("*.pxd"), Path(__file__))
    time = compiled.stat().st_mtime_ns if compiled.exists() else 0
    return all(source.stat().st_mtime_ns <= time for source in sources)


def _taken(made: Path) -> list[str]:
    """Copies to the folder `made` those that are compiled as they are now; their paths under it."""
    if os.environ.get("SAKUIN_KERNELS") == "plain":
        return []
    held = [_name(_compiled_form(path)) for path in kernels() if _holds(path)]
    for name in held:
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, made / name)
    return held


def _tried(files: list[Path], made: Path) -> list[str]:
    """What was compiled, by paths under the folder `made`; nothing, with a warning, where that
    cannot be done, unless $SAKUIN_KERNELS is `compiled`."""
    asked = os.environ.get("SAKUIN_KERNELS", "auto")
    if asked == "plain" or not files:
        return []
    try:
        return _compiled(files, made)
    except (Exception, SystemExit) as error:  # the latter is how distutils says it
        if asked == "compiled":
            raise
        print(f"warning: kernels stay plain, several times slower: {error}", file=sys.stderr)
        return []


def _compiled(files: list[Path], made: Path) -> list[str]:
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    modules = [
        Extension(_name(file).removesuffix(".py").replace("/", "."), [_name(file)],
                  extra_compile_args=_FLAGS)
        for file in files
    ]  # fmt: skip
    before = Path.cwd()
    os.chdir(ROOT)
    scratch = tempfile.mkdtemp()
    try:
        built = cythonize(
            modules, build_dir=scratch, quiet=True, force=True, compiler_directives=_DIRECTIVES
        )
        command = Distribution({"ext_modules": built}).get_command_obj("build_ext")
        command.build_lib, command.build_temp, command.parallel = str(made), scratch, os.cpu_count()
        command.force = True
        command.ensure_finalized()
        command.run()
        return [os.path.relpath(path, made) for path in command.get_outputs()]
    finally:
        os.chdir(before)
        shutil.rmtree(scratch)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    _tried(stale(), ROOT)
