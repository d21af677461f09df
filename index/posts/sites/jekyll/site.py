"""Whether a folder is a site of Jekyll's, and what its plugins make of files without front matter
(GitHub Pages brings those plugins along)."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from index.posts.reading import read_text, walk
from index.posts.sites.jekyll.values import texts
from index.posts.sites.rules import first_file, read_config

_CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_GEM = re.compile(r"^\s*gem\s*\(?\s*[\"']([\w-]+)[\"']", re.MULTILINE)
_OWN_KEYS = {
    "baseurl", "cache_dir", "collections", "collections_dir", "data_dir", "defaults", "destination",
    "excerpt_separator", "gems", "includes_dir", "keep_files", "kramdown", "layouts_dir",
    "limit_posts", "liquid", "lsi", "markdown_ext", "paginate_path", "plugins_dir", "remote_theme",
    "sass", "show_drafts", "source", "strict_front_matter", "unpublished", "whitelist",
}  # fmt: skip
"""Keys by which a `_config.yml` is Jekyll's and no other generator's."""
OPTIONAL_HEADS, README_INDEX = "jekyll-optional-front-matter", "jekyll-readme-index"
_README = re.compile(r"(?i)readme\.(?:md|markdown)")
_INDEX = re.compile(r"(?i)index\.(?:md|markdown|html?|xhtml|xml)")


def config_of(folder: Path) -> dict[str, Any] | None:
    """The configuration of the site of Jekyll's that a folder is, {} without one; None where it is
    none: it has neither a configuration, or one of another generator's, nor a Gemfile that names
    Jekyll. ConfigError where the configuration cannot be read."""
    named = any(gem.startswith(("jekyll", "github-pages")) for gem in _gems(folder))
    path = first_file(folder, *_CONFIGS)
    if path is None:
        return {} if named else None
    config = read_config(path)
    return config if named or _OWN_KEYS & config.keys() or not _is_others(folder) else None


def _is_others(folder: Path) -> bool:
    """Whether a folder with a `_config.yml` looks like one of Hexo's or of Jupyter Book's."""
    return (
        (folder / "source" / "_posts").is_dir()
        or (folder / "_toc.yml").is_file()
        or "hexo" in _packages(folder)
    )


def _packages(folder: Path) -> set[str]:
    """The names of packages that a `package.json` depends on."""
    try:
        stated = json.loads(_text(folder / "package.json") or "{}")
    except ValueError:
        return set()
    rows = [stated.get(key) for key in ("dependencies", "devDependencies")]
    return {name for row in rows if isinstance(row, dict) for name in row}


def _gems(folder: Path) -> set[str]:
    """The gems that a Gemfile names."""
    return set(_GEM.findall(_text(folder / "Gemfile")))


def _text(path: Path) -> str:
    """The text of a file, "" without one."""
    try:
        return read_text(path, "replace")
    except OSError:
        return ""


def has_plugin(folder: Path, config: Mapping[str, Any], plugin: str, setting: str) -> bool:
    """Whether a site uses a plugin, which is on unless its setting's `enabled` is false."""
    gems = _gems(folder)
    named = {*texts(config.get("plugins")), *texts(config.get("gems")), *gems}
    own = config.get(setting)
    is_off = isinstance(own, dict) and str(own.get("enabled")).lower() == "false"
    return not is_off and (plugin in named or "github-pages" in gems)


def readmes(folder: Path) -> Iterator[str]:
    """The places of READMEs under a folder that are the index of their own folder, which has no
    other."""
    for place, path in walk(folder):
        if _README.fullmatch(PurePosixPath(place).name) and not _has_index(path.parent):
            yield place


def _has_index(folder: Path) -> bool:
    return any(_INDEX.fullmatch(path.name) for path in folder.iterdir())
