"""The options that every command has."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from index.config_file import load_settings
from index.values import Settings

INDEX_HELP = "Folder of the index.  [default: $SAKUIN_INDEX, else .sakuin]"


# what cannot be read is told by who reads it, in the same words everywhere
FILE = click.Path(path_type=Path, readable=False)
_NAME = click.Path(readable=False)


def settings_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--config` and `--index` to a command."""
    index = click.option("--index", envvar="SAKUIN_INDEX", type=_NAME, help=INDEX_HELP)
    config = click.option(
        "--config", type=_NAME, help="Settings file.  [default: sakuin.toml, if there]"
    )
    return index(config(command))


def settings_of(config: str | None, index: str | None) -> Settings:
    """The settings of the file, with `--index` over them; ConfigError."""
    settings = load_settings(Path(config) if config else None)
    return dataclasses.replace(settings, index=index) if index else settings
