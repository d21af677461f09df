"""Mends slips in heads: fences that are lost or full-width, full-width colons, `key = value`, keys
without fences."""

import re
import unicodedata

from index.posts.visibility import is_rule_key

_DASH = "[-\uff0d\u30fc\u2010-\u2015\u2212]"
_FENCE_KEY = re.compile(r"\A---[ \t]*([A-Za-z_][\w.-]*:[ \t].*)\n")
_LOST_FENCE = re.compile(r"\A[\w-]{0,3}-{2,3}[ \t]*\n(?=[A-Za-z_][\w.-]*:)")
_TYPED_FENCE = re.compile(rf"\A{_DASH}{{3,}}[ \t\u3000]*\n(?=[^\n]*[:：=＝])")
_FENCE = re.compile(r"---[ \t]*\n")
_TYPED_END = re.compile(rf"^{_DASH}{{3,}}[ \t\u3000]*$", re.MULTILINE)
YAML_END = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)
"""The end of YAML, which may be `...`, too."""
_KEY_LINE = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*)|)$")
ITEM_LINE = re.compile(r"[ \t]*-[ \t]+(.*)$")
_SLIP = re.compile(
    r"\u3000*([\"']?)([A-Za-zＡ-Ｚａ-ｚ_＿][\w.\-－]*)\1[ \t\u3000]*([:：=＝])([ \t\u3000]*)(.*)$"
)
_BARE_KEYS = {"title", "tags", "date", "url", "author", "created_at", "category", "categories"}
_QIITA_KEYS = {
    "title", "tags", "id", "private", "slide", "url", "created_at", "updated_at", "author",
    "organization_url_name", "ignorepublish", "coediting", "group", "tweet",
}  # fmt: skip


def _is_known(key: str) -> bool:
    """Whether a key is one that heads have."""
    return key.lower() in _BARE_KEYS or is_rule_key(key)


def mend_frame(text: str) -> tuple[str, str | None]:
    """(the text of a post with its head between regular fences, what was wrong with them, None for
    nothing)."""
    text, typed = _mend_typed(text)
    if _FENCE_KEY.match(text):
        return _FENCE_KEY.sub(r"---\n\1\n", text, count=1), "key on the fence's line"
    if not text.startswith("---") and _LOST_FENCE.match(text):
        return _LOST_FENCE.sub("---\n", text, count=1), "broken opening fence"
    if text.startswith("<!--") and (end := text.find("-->")) > 0:
        inner = text[4:end].strip().strip("-").strip()
        if _looks_like_head(inner) or _is_of_qiita(inner):
            rest = text[end + 3 :].lstrip(" \t").removeprefix("\n")
            warning = None if _is_of_qiita(inner) else "in an HTML comment"
            return f"---\n{inner}\n---\n{rest}", warning
    if text.startswith("---\n") and not YAML_END.search(text[4:]):
        return _mend_bare(text[4:]) if _mend_bare(text[4:])[1] else (text, typed)
    mended, warning = _mend_bare(text)
    return mended, warning or typed


def _mend_typed(text: str) -> tuple[str, str | None]:
    """`mend_frame` for fences of dashes that an input method made of `---`, with or without blanks
    behind them."""
    opening = _TYPED_FENCE.match(text)
    if not opening or not _slip_key(text[opening.end() :].split("\n", 1)[0]):
        return text, None
    closing = _TYPED_END.search(text, opening.end())
    if not closing or (_FENCE.fullmatch(opening[0]) and YAML_END.match(closing[0])):
        return text, None
    head = text[opening.end() : closing.start()]
    return f"---\n{head}---{text[closing.end() :]}", "fences typed in full width"


def _looks_like_head(text: str) -> bool:
    match = _KEY_LINE.match(text.split("\n", 1)[0])
    return match is not None and _is_known(match[1])


def _is_of_qiita(text: str) -> bool:
    """Whether the head in a comment is as tools for Qiita write it, for which that is the form."""
    keys = {match[1].lower() for line in text.split("\n") if (match := _KEY_LINE.match(line))}
    return "title" in keys and bool(keys & {"tags", "id"}) and keys <= _QIITA_KEYS


def _mend_bare(text: str) -> tuple[str, str | None]:
    """`mend_frame` for `key: value` lines without an opening fence, up to a blank line, a line
    `body:` or a closing fence."""
    lines = text.split("\n")
    end = 0
    while end < len(lines) and (
        _KEY_LINE.match(lines[end]) or (end and ITEM_LINE.match(lines[end]))
    ):
        end += 1
    keys = {match[1].lower() for line in lines[:end] if (match := _KEY_LINE.match(line))}
    closed = end < len(lines) and re.fullmatch(r"-{3,}[ \t]*", lines[end]) is not None
    if len(list(filter(_is_known, keys))) < 2 or not (
        closed or end == len(lines) or not lines[end].strip()
    ):
        return text, None
    head = [line for line in lines[:end] if line.strip() != "body:"]
    return "\n".join(["---", *head, "---", *lines[end + closed :]]), "expected --- around it"


def _slip_key(line: str) -> str | None:
    """The key, width folded, of a line `key: value` that may have slips; None for other lines."""
    match = _SLIP.match(line)
    return unicodedata.normalize("NFKC", match[2]) if match else None


def mend_slips(head: str) -> tuple[str, str | None]:
    """(YAML with its lines mended, what was mended, None for nothing). Lines are mended that are
    not indented and have a full-width key or colon, `=` for a colon, or no blank after it."""
    lines = head.split("\n")
    mended = [_without_slip(line) for line in lines]
    if mended == lines:
        return head, None
    return "\n".join(mended), "full-width or missing signs"


def _without_slip(line: str) -> str:
    match = _SLIP.match(line)
    if not match:
        return line
    quote, key, sign, blank, value = match.groups()
    plain = unicodedata.normalize("NFKC", key)
    regular = sign == ":" and (blank[:1] in (" ", "\t") or not value)
    if plain == key and regular:
        return line
    if not plain.isascii() or not (_is_known(plain) or sign != ":" or plain != key):
        return line  # such as `http://…`, or prose
    return f"{quote}{plain}{quote}: {value}" if value else f"{quote}{plain}{quote}:"
