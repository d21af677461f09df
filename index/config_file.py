"""`sakuin.toml`, the one file for all settings."""

import dataclasses
import re
import tomllib
from pathlib import Path
from typing import Any

from index.values import (
    ConfigError,
    Settings,
    line_of,
    nearest,
    not_as_expected,
)

NAME = "sakuin.toml"
_TYPES = {
    str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number",
    tuple: "a list of texts",
}  # fmt: skip
_SECRET = re.compile(r"['\"]?(?:password|metrics_token|\w+\W+(?:password|metrics_token))\b")
"""How lines begin that no message repeats."""


def _value(place: str, default: object, value: object, shown: bool) -> object:
    """A value of the default's type; ConfigError where it is of another, which is `shown` or
    secret."""
    wanted = type(default) if default is not None else str
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, bool) is not (wanted is bool) or not isinstance(value, wanted):
        found = repr(value) if shown else "another kind of value"
        raise ConfigError(f"{place}: expected {_TYPES[wanted]}, found {found}")
    return value


def _table(cls: type, raw: dict[str, Any], place: str) -> Any:
    """An instance of the dataclass `cls` from a TOML table; ConfigError where a name is unknown or
    a value impossible."""
    known = {field.name: field.repr for field in dataclasses.fields(cls)}
    blank = cls()
    values: dict[str, object] = {}
    for name, value in raw.items():
        where = f"{place}{name}"
        if name not in known:
            raise ConfigError(f"{where}: unknown{_meant(name, list(known))}")
        default = getattr(blank, name)
        if dataclasses.is_dataclass(default):
            if not isinstance(value, dict):
                raise ConfigError(f"{where}: expected a table, found {value!r}")
            values[name] = _table(type(default), value, f"{where}.")
        else:
            values[name] = _value(where, default, value, known[name])
    return cls(**values)


def _meant(name: str, known: list[str]) -> str:
    """What to add about an unknown name: the one that was meant, here or in another table, else
    all that are known here."""
    tables = {name: table for table, name in reversed(setting_names())}
    if name not in tables and (near := nearest(name, known)):
        return f"; did you mean {near}?"
    meant = nearest(name, tables)
    if meant is None:
        return f"; expected one of {', '.join(known)}"
    return f"; did you mean {meant}, {_where(tables[meant])}?"


def _where(table: str) -> str:
    return f"under [{table}]" if table else "above all tables"


def setting_names() -> list[tuple[str, str]]:
    """(table, name) of every setting; "" is the table of those above all tables."""
    names = []
    for field in dataclasses.fields(Settings):
        default = getattr(Settings(), field.name)
        if dataclasses.is_dataclass(default):
            names += [(field.name, inner.name) for inner in dataclasses.fields(default)]
        else:
            names.append(("", field.name))
    return names


def load_settings(path: Path | None) -> Settings:
    """The settings in a file, else in ./sakuin.toml if that is there, else the defaults. Paths in
    them count from the folder of the file. ConfigError where they cannot be read or are wrong."""
    chosen = path or Path(NAME)
    if path is None and not chosen.is_file():
        return Settings()
    return settings_in(_read(chosen), chosen)


def settings_in(text: str, path: Path) -> Settings:
    """The settings in the text of the file at `path`; ConfigError where they are wrong."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_line_found(text, path, error)) from None
    settings: Settings = _table(Settings, raw, f"{path}: ")
    _ = settings.tz  # raises where it is none
    return _from_its_folder(settings, path.parent)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(not_as_expected(path, "a TOML file", error)) from None


def _line_found(text: str, path: Path, error: tomllib.TOMLDecodeError) -> str:
    """The message about a line that is no TOML, with the line."""
    message = not_as_expected(path, 'a TOML file, with lines such as index = "folder"', error)
    line = line_of(error)
    found = text.splitlines()[line - 1].strip() if line else ""
    return f"{message}: {found}" if found and not _SECRET.match(found) else message


def _from_its_folder(settings: Settings, folder: Path) -> Settings:
    """Settings whose paths count from a folder."""
    posts, cluster = settings.posts, settings.cluster
    return dataclasses.replace(
        settings,
        cluster=dataclasses.replace(cluster, ca=cluster.ca and str(folder / cluster.ca)),
        synonyms=settings.synonyms and str(folder / settings.synonyms),
        user_dictionary=settings.user_dictionary and str(folder / settings.user_dictionary),
        posts=dataclasses.replace(posts, folder=posts.folder and str(folder / posts.folder)),
    )
