"""The forms of a kernel: as it runs, as a plain file, and the loops that are to be compiled run as
they are."""

from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from tests.conftest import ROOT


def forms_of(name: str) -> list[ModuleType]:
    """The three forms of a kernel, by the name of its module; two of them may be the same."""
    loops = _plain(name)
    loops.COMPILED = True  # type: ignore[attr-defined]
    return [import_module(name), _plain(name), loops]


def _plain(name: str) -> ModuleType:
    path = str(ROOT / f"{name.replace('.', '/')}.py")
    spec = spec_from_file_location(name, path, loader=SourceFileLoader(name, path))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
