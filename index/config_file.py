"""`sakuin.toml`, the one file for all settings."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from index.values import ConfigError, Settings


def _value(place: str, default: object, value: object) -> object:
    """A value of the default's type; ConfigError where it is of another."""
    wanted = type(default) if default is not None else str
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, bool) is not (wanted is bool) or not isinstance(value, wanted):
        raise ConfigError(f"{place}: expected {wanted.__name__}, found {value!r}")
    return value


def _table(cls: type, raw: dict[str, Any], place: str) -> Any:
    """An instance of the dataclass `cls` from a TOML table; ConfigError where a name is unknown or
    a value impossible."""
    known = [f.name for f in dataclasses.fields(cls)]
    blank = cls()
    values: dict[str, object] = {}
    for name, value in raw.items():
        where = f"{place}{name}"
        if name not in known:
            raise ConfigError(f"{where}: unknown; expected one of {', '.join(known)}")
        default = getattr(blank, name)
        if dataclasses.is_dataclass(default):
            if not isinstance(value, dict):
                raise ConfigError(f"{where}: expected a table, found {value!r}")
            values[name] = _table(type(default), value, f"{where}.")
        else:
            values[name] = _value(where, default, value)
    return cls(**values)


def load_settings(path: Path | None) -> Settings:
    """The settings in a file, else in ./sakuin.toml if that is there, else the defaults. Paths in
    them count from the folder of the file. ConfigError where they cannot be read or are wrong."""
    chosen = path or Path("sakuin.toml")
    if path is None and not chosen.is_file():
        return Settings()
    try:
        raw = tomllib.loads(chosen.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{chosen}: expected a TOML file: {error}") from None
    settings: Settings = _table(Settings, raw, f"{chosen}: ")
    _ = settings.tz  # raises where it is none
    folder = chosen.parent
    return dataclasses.replace(
        settings,
        synonyms=settings.synonyms and str(folder / settings.synonyms),
        user_dictionary=settings.user_dictionary and str(folder / settings.user_dictionary),
    )
