"""The options that every command has."""

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from index.config_file import load_settings
from index.values import Settings

INDEX_HELP = "Folder of the index, or opensearch://…  [default: $SAKUIN_INDEX, else .sakuin]"
_SECRETS = ("user", "password", "ca")
"""What the environment may have of [cluster], as SAKUIN_CLUSTER_USER."""


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
    """The settings of the file, with `--index` and the environment over them; ConfigError."""
    settings = load_settings(Path(config) if config else None)
    cluster = dataclasses.replace(settings.cluster, **_from_environment())
    return dataclasses.replace(settings, cluster=cluster, index=index or settings.index)


def _from_environment() -> dict[str, Any]:
    """The settings of the cluster that the environment has."""
    named = {name: os.environ.get(f"SAKUIN_CLUSTER_{name.upper()}") for name in _SECRETS}
    return {name: value for name, value in named.items() if value}
