"""Front matter: text → metadata and body. A head that is broken is mended so that
python-frontmatter can read it, or else read line by line; a warning says so."""

import re
import textwrap
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from index.posts.front_matter.mend import ITEM_LINE, YAML_END, mend_frame, mend_slips
from index.posts.reading import (
    NOT_READ,
    Harmful,
    load_json,
    load_toml,
    load_yaml,
    refuse_harm,
)
from index.posts.visibility import is_withholding
from index.values import PostError, line_of

_NESTED_LINE = re.compile(r"[ \t]+[\"']?([A-Za-z_]+)[\"']?[ \t]*[:=][ \t]*(\S.*)$")
_LINE = re.compile(r"[\"']?([A-Za-z_][\w.-]*)[\"']?[ \t]*[:=][ \t]*(.*)$")
_FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\"']?[A-Za-z_][\w.-]*[\"']?[ \t]*(?::(?=\s|\Z)|=)")
_HEXO_JSON = re.compile(r"\A(?:;{3,}[ \t]*\n)?(\s*[\"{][\s\S]*?)\n?^;{3,}[ \t]*$\n?", re.MULTILINE)
_JSON_END = re.compile(r"^\}[ \t]*$\n?", re.MULTILINE)
_JSON_KEY = re.compile(r"^[ \t]*\"[A-Za-z_][\w.-]*\"[ \t]*:", re.MULTILINE)
_JSON_COMMA = re.compile(r",[ \t]*$", re.MULTILINE)


class _Yaml(YAMLHandler):
    """YAML whose values stay text."""

    FM_BOUNDARY = YAML_END

    def load(self, fm: str, **kwargs: object) -> Any:
        return load_yaml(fm)


class _Toml(BaseHandler):
    """TOML between `+++`."""

    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        return load_toml(fm)


@dataclass(frozen=True)
class Head:
    """Metadata with keys in lower case, the body, and warnings of what was mended."""

    meta: dict[str, Any]
    body: str
    warnings: tuple[str, ...] = ()


def split_head(text: str, post_id: str) -> Head:
    """The head and body of a post; PostError where the head could be harmful."""
    stripped = text.lstrip("\n \t\u3000")
    before = text[: len(text) - len(stripped)].count("\n")
    try:
        return _json_head(stripped, post_id) or _fenced(stripped, post_id, before)
    except Harmful as error:
        raise PostError(post_id, f"front matter: {error}", 1) from None


def _fenced(text: str, post_id: str, before: int) -> Head:
    """A head of YAML or TOML; `before` is how many lines are above it."""
    mended, warning = mend_frame(text)
    of_lines = text.startswith("<!--") and warning is None  # as tools for Qiita write it
    handler: BaseHandler
    if mended.startswith("---"):
        handler = _Yaml()
    elif mended.startswith("+++"):
        handler = _Toml()
    else:
        return Head({}, mended)
    try:
        head, body = handler.split(mended)
    except ValueError:
        return Head({}, mended)
    if isinstance(handler, YAMLHandler):
        head, slips = mend_slips(head)
        warning = warning or slips
        mended = f"---\n{head.strip(chr(10))}\n---\n{body}" if slips else mended
    if head.strip() and not _FIRST_KEY.match(head):
        return Head({}, text if warning else mended)  # two rules with prose between them
    refuse_harm(head)
    warnings = (f"{post_id}:{before + 1}: front matter: {warning}",) if warning else ()
    if of_lines:
        return Head(_by_line(head), body.strip(), warnings)
    return _parse(mended, head, handler, (post_id, before), warnings)


def _parse(
    text: str, head: str, handler: BaseHandler, place: tuple[str, int], warnings: tuple[str, ...]
) -> Head:
    """The head that a handler reads, else the one read line by line; `place` is (post id, how many
    lines are above)."""
    try:
        meta, body = frontmatter.parse(text, handler=handler)
    except Harmful:
        raise
    except NOT_READ as error:
        post_id, before = place
        line = (line_of(error) or 2) + before
        reason = f"{post_id}:{line}: front matter: expected {_language(handler)}; read line by line"
        body = handler.split(text)[1].strip()
        return Head(_by_line(head), body, (*warnings, reason))
    return Head(_lowered(meta), body, warnings)


def _lowered(meta: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in meta.items()}


def _language(handler: BaseHandler) -> str:
    return "YAML" if isinstance(handler, YAMLHandler) else "TOML"


def _json_head(text: str, post_id: str) -> Head | None:
    """A head of JSON: Hugo's `{…}` before the body, or Hexo's lines before `;;;`; None without
    one."""
    hexo = _HEXO_JSON.match(text) if text[:1] in '";{' else None
    if hexo:
        inner = hexo[1].strip()
        head = inner if inner.startswith("{") else "{" + inner.rstrip(", \n") + "}"
        return _of_json(head, text[hexo.end() :], post_id)
    if not text.startswith("{") or text.startswith(("{%", "{{", "{:", "{#")):
        return None
    try:
        refuse_harm(text[: text.find("\n}") + 2])
        meta, end = load_json(text)
    except Harmful:
        raise
    except ValueError:
        end_line = _JSON_END.search(text)
        if end_line is None or not _JSON_KEY.search(text, 0, end_line.start()):
            return None
        return _of_json(text[: end_line.end()], text[end_line.end() :], post_id)
    if not isinstance(meta, dict) or text[end : end + 1].strip():
        return None
    return Head(_lowered(meta), text[end:].strip())


def _of_json(head: str, body: str, post_id: str) -> Head:
    """The head that JSON gives, else the one read line by line."""
    refuse_harm(head)
    try:
        meta, end = load_json(head)
        if isinstance(meta, dict) and not head[end:].strip():
            return Head(_lowered(meta), body.strip())
    except Harmful:
        raise
    except ValueError:
        pass
    lines = textwrap.dedent(_JSON_COMMA.sub("", head.strip().strip("{}").strip("\n")))
    reason = f"{post_id}:1: front matter: expected JSON; read line by line"
    return Head(_by_line(lines), body.strip(), (reason,))


def _by_line(head: str) -> dict[str, Any]:
    """The metadata of `key: value` and `- item` lines alone; of equal keys the first counts. A line
    that withholds a post counts before all others, however far it is indented."""
    meta: dict[str, Any] = {}
    withheld: dict[str, Any] = {}
    key = ""
    for line in textwrap.dedent(head).split("\n"):
        if match := _NESTED_LINE.match(line):
            name, value = match[1].lower(), _unquoted(match[2])
            if is_withholding(name, value):
                withheld[name] = value
        elif match := _LINE.match(line):
            key, value = match[1].lower(), _unquoted(match[2])
            meta.setdefault(key, value)
            if is_withholding(key, value):
                withheld[key] = value
        elif (match := ITEM_LINE.match(line)) and key:
            items = meta[key] if isinstance(meta[key], list) else []
            meta[key] = [*items, _unquoted(match[1])]
    return meta | withheld


def _unquoted(value: str) -> Any:
    """A value without quotes; `[a, b]` as a list."""
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return [_unquoted(item) for item in value[1:-1].split(",") if item.strip()]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("\"'") if value[:1] in "\"'" else value
