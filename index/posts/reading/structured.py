"""YAML, TOML and JSON → values, with bounds on size and depth, since a few lines may stand for
gigabytes. Heads of posts and configurations of sites are read only here."""

import json
import re
import tomllib
from typing import Any

import yaml

LONGEST = 65_536
"""Characters of one head."""
_LONGEST_FILE = 1_000_000
_MAX_ALIASES = 16
_MAX_DEPTH = 50
_MAX_DOTS = 1_000
_MOST_NODES = 100_000


NOT_READ = (ValueError, TypeError, yaml.YAMLError)
"""Errors for text that is no YAML, TOML or JSON; those of the latter two are ValueErrors."""


class Harmful(ValueError):
    """Text that could take too much time or memory; the message says what was expected."""


class Quoted(str):
    """Text that YAML has in quotes, which is never a date, number or word such as `yes` to those
    who tell them apart."""

    __slots__ = ()


class _Texts(yaml.CBaseLoader):
    """The values of YAML as text, told by whether they are quoted."""

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        text: str = super().construct_scalar(node)
        return Quoted(text) if node.style in ("'", '"') else text


def load_yaml(text: str) -> Any:
    """The values of YAML, all as text: `12:30`, `no` and `1.10` stay as typed; what is quoted is
    Quoted. yaml.YAMLError; ValueError where an alias contains itself."""
    return yaml.load(text, Loader=_Texts)


def load_toml(text: str) -> dict[str, Any]:
    """The values of TOML; Harmful, tomllib.TOMLDecodeError."""
    if text.count(".") > _MAX_DOTS:  # dotted keys take tomllib time by their square
        raise Harmful(f"expected at most {_MAX_DOTS:,} dots")
    return tomllib.loads(text)


def load_json(text: str, at: int = 0) -> tuple[Any, int]:
    """(the JSON value that begins at `at`, where it ends); Harmful, ValueError."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, at)
    except RecursionError:
        raise Harmful(f"expected at most {_MAX_DEPTH} brackets deep") from None


def refuse_harm(text: str) -> None:
    """Harmful for the head of a post that is too long or deep, or has more than a few YAML
    aliases."""
    _refuse_size(text, LONGEST)
    if "*" not in text or "&" not in text:
        return
    try:
        aliases = sum(
            isinstance(event, yaml.AliasEvent)
            for event in yaml.parse(text, Loader=yaml.CBaseLoader)
        )
    except yaml.YAMLError:
        return
    if aliases > _MAX_ALIASES:
        raise Harmful(f"expected at most {_MAX_ALIASES} YAML aliases, found {aliases}")


def _refuse_size(text: str, longest: int) -> None:
    """Harmful for text that is too long or deep: parsers in C do not guard against that."""
    if len(text) > longest:
        raise Harmful(f"expected at most {longest:,} characters")
    if _depth(text) > _MAX_DEPTH:
        raise Harmful(f"expected at most {_MAX_DEPTH} brackets deep")


def load_file(text: str, suffix: str) -> dict[str, Any]:
    """The values of a configuration file by its suffix (`.json`, `.toml`, else YAML), {} where it
    is no table; Harmful, ValueError, yaml.YAMLError."""
    _refuse_size(text, _LONGEST_FILE)
    if suffix == ".json":
        raw, _ = load_json(text.lstrip())
    elif suffix == ".toml":
        raw = load_toml(text)
    else:
        _refuse_growth(text)
        raw = load_yaml(text)
    return raw if isinstance(raw, dict) else {}


def _refuse_growth(text: str) -> None:
    """Harmful where YAML aliases stand for too much; an owner's file may have many that do not."""
    if "*" in text and "&" in text and _nodes(text) > _MOST_NODES:
        raise Harmful(f"expected YAML aliases that stand for at most {_MOST_NODES:,} values")


def _nodes(text: str) -> int:
    """How many values YAML has with all aliases written out; Harmful where one contains itself."""
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, 1))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_nodes.pop()
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise Harmful("expected no YAML alias that holds itself")
            anchor, size = None, sizes[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1 + len(event.value) // 100
        else:
            continue
        if anchor:
            sizes[anchor] = size
        above, held = open_nodes[-1]
        open_nodes[-1] = above, held + size
    return open_nodes[0][1]


def _depth(text: str) -> int:
    """How deep brackets nest at most."""
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
