"""Packages that import some of their names only for those who ask."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose public names, the keys, are imported from modules
    inside it, the values, at first use: a command that does not write loads nothing that does. A
    module of the same name as what it gives cannot be one of them: it would be found instead."""

    def found(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return found
