"""Patterns of paths such as `packages/:name/(.*)`, as VitePress has them in its `rewrites`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(
    r"\\(?P<escaped>.)|(?P<before>[./]?)(?:"
    r":(?P<name>\w+)(?:\((?P<named>(?:[^()\\]|\\.)+)\))?|\((?P<bare>(?:[^()\\]|\\.)+)\)"
    r")(?P<repeat>[*+?]?)|(?P<text>.)",
    re.DOTALL,
)
_UNREAD = "(){}*+?"
"""Signs of patterns that are not read here."""


@dataclass(frozen=True)
class _Part:
    """A literal text; or a parameter, with the sign before it that repeats with it."""

    text: str
    name: str = ""
    pattern: str = ""
    repeat: str = ""


def rewritten(path: str, rules: dict[str, str]) -> str | None:
    """A path by the first of the rules from → to that it fits, or as it is; None where a rule is
    not understood."""
    for source, target in rules.items():
        from_parts, to_parts = _parts(source), _parts(target)
        if from_parts is None or to_parts is None:
            return None
        match = re.fullmatch("".join(map(_expression, from_parts)) + r"[/#?]?", path, re.IGNORECASE)
        if match:
            names = [part.name for part in from_parts if part.name]
            return _filled(to_parts, dict(zip(names, match.groups(), strict=True)))
    return path


def _parts(pattern: str) -> list[_Part] | None:
    parts = list(_read(pattern))
    read = [part for part in parts if part and _is_expression(_expression(part))]
    return read if len(read) == len(parts) and not pattern.startswith("^") else None


def _read(pattern: str) -> Iterator[_Part | None]:
    bare = 0
    for match in _PIECE.finditer(pattern):
        if text := match["text"] or match["escaped"]:
            yield None if match["text"] and text in _UNREAD else _Part(text)
            continue
        inner = match["named"] or match["bare"] or r"[^/#?]+?"
        yield _Part(match["before"], match["name"] or str(bare), inner, match["repeat"])
        bare += match["name"] is None


def _is_expression(text: str) -> bool:
    try:
        return re.compile(text).groups <= 1
    except re.error:
        return False


def _expression(part: _Part) -> str:
    before, inner = re.escape(part.text), part.pattern
    if not part.name:
        return before
    if part.repeat in ("*", "+"):
        inner = f"(?:{inner})(?:{before}(?:{inner}))*"
    optional = "?" if part.repeat in ("*", "?") else ""
    return f"(?:{before}({inner})){optional}"


def _filled(parts: list[_Part], values: dict[str, str | None]) -> str | None:
    made = ""
    for part in parts:
        value = values.get(part.name) if part.name else ""
        if value is None and part.repeat not in ("*", "?"):
            return None
        made += part.text + value if value is not None else ""
    return made
