"""JavaScript and TypeScript → tokens, as far as telling literals from all else takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<number>\d[\d_]*(?:\.\d+)?(?![\w.]))
    |(?P<name>[A-Za-z_$\u0080-\U0010ffff][\w$]*)
    |(?P<sign>\.\.\.|=>|[^\w\s])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_BEFORE_PATTERN = {"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>", "return"}
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


@dataclass(frozen=True)
class Token:
    """A name, a sign, a number, or a `text`, then without its quotes; `other` for the rest, such as
    a template with `${…}` or a regular expression."""

    kind: str
    text: str


def tokens(source: str) -> list[Token]:
    """The tokens of a module, without blanks and comments."""
    return list(_tokens(source))


def _tokens(source: str) -> Iterator[Token]:
    at, before = 0, ";"
    while at < len(source):
        kind, end = _piece(source, at, before)
        if kind != "blank":
            token = _token(kind, source[at:end])
            before = token.text if token.kind in ("sign", "name") else ""
            yield token
        at = end


def _piece(source: str, at: int, before: str) -> tuple[str, int]:
    """The kind and the end of what begins at a place, behind the text of a token."""
    if source[at] == "`":
        return "text", _template_end(source, at)
    if before in _BEFORE_PATTERN and not source.startswith(("//", "/*"), at):
        pattern = _PATTERN.match(source, at)
        if pattern:
            return "other", pattern.end()
    match = _TOKEN.match(source, at)
    return (str(match.lastgroup), match.end()) if match else ("other", at + 1)


def _template_end(source: str, at: int) -> int:
    """The end of the template that begins at a place, with those in its `${…}`."""
    waits, at = ["`"], at + 1
    while waits and at < len(source):
        char = source[at]
        if char == waits[-1]:
            waits.pop()
        elif char == "`" or (char == "{" and (waits[-1] == "}" or source[at - 1] == "$")):
            waits.append("}" if char == "{" else "`")
        at += 2 if char == "\\" else 1
    return min(at, len(source))


def _token(kind: str, text: str) -> Token:
    if kind != "text":
        return Token(kind, text)
    if text[0] == "`" and ("${" in text or len(text) < 2):
        return Token("other", text)
    plain = _ESCAPE.sub(_unescaped, text[1:-1])
    return Token("text", plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if not code:
        return _SIGNS.get(match[4], match[4])
    return chr(min(int(code, 16), 0x10FFFF))
