"""Globs over paths, as in `include`, `exclude` and the configurations of generators."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_PARTS = re.compile(r"(\*\*/?|\*|\?|[{},])")
_MEANING = {
    "**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|",
}  # fmt: skip


def globbed(pattern: str) -> str:
    """The regular expression of a glob with `*` (no slash), `**`, `?` and `{a,b}`; braces that are
    not closed stand for themselves, as does a comma outside of them."""
    braced = has_closed_braces(pattern)
    expression, depth = [], 0
    for part in _PARTS.split(pattern):
        depth += (part == "{") - (part == "}")
        plain = part not in _MEANING or (part in "{}," and not (braced and (depth or part == "}")))
        expression.append(re.escape(part) if plain else _MEANING[part])
    return "".join(expression)


def has_closed_braces(pattern: str) -> bool:
    """Whether each brace of a glob has its other one."""
    depth = 0
    for char in pattern:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def below(pattern: str) -> str:
    """The regular expression of what a glob matches and of all below."""
    return f"{globbed(pattern)}(?:/.*)?"


def matches(globs: Iterable[str], path: str) -> bool:
    """Whether a path, or a folder that it is in, matches one of globs."""
    return _compiled(tuple(globs)).fullmatch(path) is not None


@cache
def _compiled(globs: tuple[str, ...]) -> re.Pattern[str]:
    plain = (unicodedata.normalize("NFC", one).removeprefix("./").strip("/") for one in globs)
    return re.compile("|".join(f"(?:{below(one)})" for one in plain) or "(?!)", re.DOTALL)
