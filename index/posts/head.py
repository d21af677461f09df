"""Front matter: text → (metadata, body). Real heads come broken in many ways; each is mended
into a head that python-frontmatter reads, or read line by line and reported."""

import re
import textwrap
import tomllib
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from index.errors import PostError
from index.posts.fields import withholds

_MAX_HEAD = 65_536
_MAX_ALIASES = 16
_MAX_DEPTH = 50
_MAX_DOTS = 1_000
_FENCE_KEY = re.compile(r"\A---[ \t]*([A-Za-z_][\w.-]*:[ \t].*)\n")
_LOST_FENCE = re.compile(r"\A[\w-]{0,3}-{2,3}[ \t]*\n(?=[A-Za-z_][\w.-]*:)")
_KEY_LINE = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*)|)$")
_ITEM_LINE = re.compile(r"[ \t]*-[ \t]+(.*)$")
_NESTED_LINE = re.compile(r"[ \t]+([A-Za-z]+)[ \t]*:[ \t]*(\S.*)$")
_FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\"']?[A-Za-z_][\w.-]*[\"']?[ \t]*(?::(?=\s|\Z)|=)")
_BARE_KEYS = {"title", "tags", "date", "url", "author", "created_at", "category", "categories"}


class _Yaml(YAMLHandler):
    """YAML whose values stay text, as typed: `12:30`, `no` and `1.10` are not numbers here."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)
    """YAML ends in `...`, too."""

    def load(self, fm: str, **kwargs: object) -> Any:
        return yaml.load(fm, Loader=yaml.CBaseLoader)


class _Toml(BaseHandler):
    """TOML between `+++`, read by the standard library."""

    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        if fm.count(".") > _MAX_DOTS:  # dotted keys take tomllib time by their square
            raise ValueError(f"expected at most {_MAX_DOTS:,} dots")
        return tomllib.loads(fm)


@dataclass(frozen=True)
class Head:
    """Metadata with lower-case keys, the body, and what had to be mended."""

    meta: dict[str, Any]
    body: str
    warnings: tuple[str, ...] = ()


def split_head(text: str, post_id: str) -> Head:
    """Metadata and body of a post; a head that could be harmful raises PostError."""
    mended, warning = _mend(text.lstrip("\n \t"))
    handler: BaseHandler | None = None
    if mended.startswith("---"):
        handler = _Yaml()
    elif mended.startswith("+++"):
        handler = _Toml()
    if handler is None:
        return Head({}, mended)
    try:
        head, _ = handler.split(mended)
    except ValueError:
        return Head({}, mended)
    if head.strip() and not _FIRST_KEY.match(head):
        return Head({}, mended)  # two rules with prose between them
    _refuse_harm(head, post_id)
    before = len(text[: len(text) - len(text.lstrip("\n \t"))].split("\n")) - 1
    head_warnings = (f"{post_id}:{before + 1}: {warning}",) if warning else ()
    return _parse(mended, head, handler, (post_id, before), head_warnings)


def _parse(
    text: str, head: str, handler: BaseHandler, place: tuple[str, int], warnings: tuple[str, ...]
) -> Head:
    try:
        meta, body = frontmatter.parse(text, handler=handler)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, TypeError) as error:
        post_id, before = place
        line = _error_line(error) + before
        reason = f"{post_id}:{line}: front matter: expected {_language(handler)}; read line by line"
        body = handler.split(text)[1].strip()
        return Head(_by_line(head), body, (*warnings, reason))
    return Head({str(key).lower(): value for key, value in meta.items()}, body, warnings)


def _language(handler: BaseHandler) -> str:
    return "YAML" if isinstance(handler, YAMLHandler) else "TOML"


def _error_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    stated = re.search(r"at line (\d+)", str(error))
    return mark.line + 1 if mark else int(stated[1]) if stated else 2


def _mend(text: str) -> tuple[str, str | None]:
    """The text with a regular head, and what was wrong with the one it had."""
    if _FENCE_KEY.match(text):
        return _FENCE_KEY.sub(r"---\n\1\n", text, count=1), "front matter: key on the fence's line"
    if not text.startswith("---") and _LOST_FENCE.match(text):
        return _LOST_FENCE.sub("---\n", text, count=1), "front matter: broken opening fence"
    if text.startswith("<!--") and (end := text.find("-->")) > 0:
        inner = text[4:end].strip().strip("-").strip()
        if _looks_like_head(inner):
            rest = text[end + 3 :].lstrip(" \t").removeprefix("\n")
            return f"---\n{inner}\n---\n{rest}", "front matter: in an HTML comment"
    if text.startswith("---\n") and not _Yaml.FM_BOUNDARY.search(text[4:]):
        return _mend_bare(text[4:]) if _mend_bare(text[4:])[1] else (text, None)
    return _mend_bare(text)


def _looks_like_head(text: str) -> bool:
    match = _KEY_LINE.match(text.split("\n", 1)[0])
    return match is not None and match[1].lower() in _BARE_KEYS


def _mend_bare(text: str) -> tuple[str, str | None]:
    """`key: value` lines without fences, up to a blank line or a line `body:`."""
    lines = text.split("\n")
    end = 0
    while end < len(lines) and (
        _KEY_LINE.match(lines[end]) or (end and _ITEM_LINE.match(lines[end]))
    ):
        end += 1
    keys = {match[1].lower() for line in lines[:end] if (match := _KEY_LINE.match(line))}
    if len(keys & _BARE_KEYS) < 2 or (end < len(lines) and lines[end].strip()):
        return text, None
    head = [line for line in lines[:end] if line.strip() != "body:"]
    mended = "\n".join(["---", *head, "---", *lines[end:]])
    return mended, "front matter: expected --- around it"


def _by_line(head: str) -> dict[str, Any]:
    """`key: value` and `- item` lines, nothing else; the first of two equal keys counts. What keeps
    a post from readers does however far in it stands, whatever else is said."""
    meta: dict[str, Any] = {}
    withheld: dict[str, Any] = {}
    key = ""
    for line in textwrap.dedent(head).split("\n"):
        if match := _NESTED_LINE.match(line):
            name, value = match[1].lower(), _unquoted(match[2])
            if withholds({name: value}, name):
                withheld[name] = value
        elif match := re.match(r"([A-Za-z_][\w.-]*)[ \t]*[:=][ \t]*(.*)$", line):
            key, value = match[1].lower(), _unquoted(match[2])
            meta.setdefault(key, value)
        elif (match := _ITEM_LINE.match(line)) and key:
            items = meta[key] if isinstance(meta[key], list) else []
            meta[key] = [*items, _unquoted(match[1])]
    return meta | withheld


def _unquoted(value: str) -> Any:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return [_unquoted(item) for item in value[1:-1].split(",") if item.strip()]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("\"'") if value[:1] in "\"'" else value


def _depth(head: str) -> int:
    """How deep brackets nest, strings aside: parsers in C have no guard of their own."""
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]{}]", head):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _refuse_harm(head: str, post_id: str) -> None:
    """Aliases let a few lines stand for gigabytes, so only a handful are believed."""
    if len(head) > _MAX_HEAD:
        raise PostError(post_id, f"front matter: expected at most {_MAX_HEAD:,} characters", 1)
    if _depth(head) > _MAX_DEPTH:
        raise PostError(post_id, f"front matter: expected at most {_MAX_DEPTH} brackets deep", 1)
    if "*" not in head or "&" not in head:
        return
    aliases = 0
    try:
        for event in yaml.parse(head, Loader=yaml.CBaseLoader):
            aliases += isinstance(event, yaml.AliasEvent)
    except yaml.YAMLError:
        return
    if aliases > _MAX_ALIASES:
        reason = f"front matter: expected at most {_MAX_ALIASES} YAML aliases, found {aliases}"
        raise PostError(post_id, reason, 1)
