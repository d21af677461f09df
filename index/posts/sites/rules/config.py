"""A site's configuration files → values."""

from pathlib import Path
from typing import Any

from index.posts.reading import NOT_READ, load_file, read_text
from index.values import ConfigError, not_as_expected


def read_config(path: Path) -> dict[str, Any]:
    """A configuration, keys in lower case; ConfigError where it cannot be read."""
    try:
        raw = load_file(read_text(path), path.suffix)
    except (OSError, *NOT_READ) as error:
        raise ConfigError(not_as_expected(path, "the site's configuration", error)) from None
    return {str(key).lower(): value for key, value in raw.items()}


def first_file(folder: Path, *names: str) -> Path | None:
    """The first of these files that a folder has; None where it has none."""
    return next((folder / name for name in names if (folder / name).is_file()), None)
