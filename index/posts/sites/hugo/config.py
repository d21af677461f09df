"""Hugo's configuration: its files and folders → one table; the languages that it sets (Hugo's
documentation, "Configuration", "Multilingual mode")."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.posts.front_matter import text_value
from index.posts.sites.rules import first_file, read_config
from index.posts.visibility import flag

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_ROOTS = ("hugo", "config")
_FILES = [name + suffix for name in _ROOTS for suffix in _SUFFIXES]
_LAYERS = ("config/_default", "config/production")
"""Folders of configurations; what is built to be published is so in `production`."""
_ONE_TABLE = ("params", "menu", "menus")


def site_config(folder: Path) -> dict[str, Any] | None:
    """The configuration of the site in a folder, all keys in lower case; None where it has none.
    ConfigError where it cannot be read."""
    main = first_file(folder, *_FILES)
    config = _read(main) if main else {}
    found = main is not None
    for layer in _LAYERS:
        for path in sorted((folder / layer).rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                config = merged(config, _of_file(path))
                found = True
    is_zolas = "base_url" in config and "baseurl" not in config
    return config if found and not is_zolas else None


def _of_file(path: Path) -> dict[str, Any]:
    """What a file in a folder of configurations sets: `hugo.toml` the whole, `permalinks.toml`,
    with or without that name around it, one table, `params.ja.toml` one of a language."""
    values = _read(path)
    name, _, language = path.stem.lower().partition(".")
    if name in _ROOTS:
        return values
    inner = values.get(name) if len(values) == 1 else None
    values = inner if isinstance(inner, dict) else values
    if not language:
        return {name: values}
    return {"languages": {language: {name: values} if name in _ONE_TABLE else values}}


def _read(path: Path) -> dict[str, Any]:
    return {key: _lowered(value) for key, value in read_config(path).items()}


def _lowered(value: Any) -> Any:
    """A value with the keys of all its tables in lower case."""
    if isinstance(value, dict):
        return {str(key).lower(): _lowered(one) for key, one in value.items()}
    return [_lowered(one) for one in value] if isinstance(value, list) else value


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, in which `above` counts; tables in both are merged likewise."""
    both = dict(below)
    for key, value in above.items():
        under = both.get(key)
        is_table = isinstance(value, dict) and isinstance(under, dict)
        both[key] = merged(under, value) if is_table and under is not None else value
    return both


def table(config: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The table under a key, {} without one."""
    value = config.get(key)
    return value if isinstance(value, dict) else {}


def texts(value: object) -> list[str]:
    """The texts of a list, or of one value."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := text_value(one))]


@dataclass(frozen=True)
class Languages:
    """The languages of a site by their codes: those it publishes, and those it does not; the one
    of files that name none; whether that one has a folder of its own in addresses, as all others
    have; whether each has a host of its own instead."""

    published: tuple[str, ...]
    disabled: tuple[str, ...]
    default: str
    in_folder: bool
    on_hosts: bool

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Languages":
        """The languages that a configuration sets: one, if it names none."""
        stated = text_value(config.get("defaultcontentlanguage")).lower()
        rows = table(config, "languages") or {stated or "en": {}}
        off = {code.lower() for code in texts(config.get("disablelanguages"))}
        off |= {code for code in rows if flag(table(rows, code).get("disabled")) is True}
        on = tuple(code for code in rows if code not in off)
        first = stated or "en"
        return cls(
            published=on,
            disabled=tuple(sorted(off)),
            default=first if first in rows or not on else min(on, key=lambda c: _rank(rows, c)),
            in_folder=flag(config.get("defaultcontentlanguageinsubdir")) is True,
            on_hosts=any("baseurl" in table(rows, code) for code in rows),
        )

    def folder(self, code: str) -> str:
        """The folder of a language in addresses, "" for none."""
        in_folder = code != self.default or self.in_folder
        return code if in_folder and not self.on_hosts else ""


def _rank(rows: Mapping[str, Any], code: str) -> tuple[bool, int, str]:
    """The order of languages: by weight, those without one last."""
    weight = text_value(table(rows, code).get("weight"))
    number = int(weight) if weight.isdecimal() else 0
    return not number, number, code


def config_of(config: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The configuration as a language has it."""
    return merged(config, table(table(config, "languages"), code))
