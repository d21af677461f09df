"""Literals in the tokens of JavaScript and TypeScript → values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from index.posts.sites.npm.js_tokens import Token


class Unknown(Enum):
    """A value that only the generator itself can compute."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_ENDS = {",", "}", "]", ")", ";"}
_OPENING, _CLOSING = {"(", "[", "{"}, {")", "]", "}"}
_TYPED = {"as", "satisfies"}
_EXPORTS = (
    ("export", "default"),
    ("module", ".", "exports", "="),
    ("exports", ".", "default", "="),
)
_DEEPEST = 40


@dataclass(frozen=True)
class Table:
    """An object literal. `whole` tells that all its keys are in `values`: one with `...others` has
    keys that are not known."""

    values: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value of a key; UNKNOWN where it is not told plainly."""
        return self.values.get(key, otherwise if self.whole else UNKNOWN)

    def text(self, key: str, otherwise: str) -> str | None:
        """The text under a key; None where that is not told plainly."""
        value = self.get(key)
        if value is None:
            return otherwise
        return value if isinstance(value, str) else None

    def table(self, key: str) -> "Table":
        """The table under a key; an empty one where it has none, one of unknown keys where that is
        not told."""
        value = self.get(key)
        if isinstance(value, Table):
            return value
        return NOTHING_KNOWN if value is UNKNOWN else Table()


NOTHING_KNOWN = Table(whole=False)


@dataclass(frozen=True)
class Call:
    """What a function gives for these arguments, which only the generator can compute."""

    name: str
    arguments: tuple[Any, ...]


class Reader:
    """Reads values out of the tokens of a module, of which constants are known by name."""

    def __init__(self, read: list[Token]) -> None:
        self._tokens = [*read, *[Token("end", ";")] * 4]
        self._at = 0
        self._deep = 0
        self._known: dict[str, Any] = {}
        self._constants: dict[str, list[int]] = {}
        self._changed: set[str] = set()
        for at in range(len(read)):
            if self._has(at, ("const",)):
                self._constants.setdefault(self._tokens[at + 1].text, []).append(at + 2)
            elif self._tokens[at + 1].text == "." and self._tokens[at + 3].text == "=":
                self._changed.add(self._tokens[at].text)

    def exported(self) -> Any:
        for at in range(len(self._tokens) - 1, -1, -1):
            for words in _EXPORTS:
                if self._has(at, words):
                    return self._stated(at + len(words))
        return UNKNOWN

    def _has(self, at: int, words: tuple[str, ...]) -> bool:
        texts = [token.text for token in self._tokens[at : at + len(words)]]
        return texts == list(words) and self._tokens[at].kind == "name"

    def at(self, at: int) -> Any:
        """The value that begins at a token, whatever follows."""
        back, self._at = self._at, at
        found = self._value()
        self._at = back
        return found

    def _stated(self, at: int) -> Any:
        """The value of a statement, which begins at a token, read on the side."""
        back, self._at = self._at, at
        found = self._value()
        whole = self._next.kind in ("name", "end") or self._next.text in _ENDS
        self._at = back
        return found if whole else UNKNOWN

    @property
    def _next(self) -> Token:
        return self._tokens[min(self._at, len(self._tokens) - 1)]

    def _is(self, text: str) -> bool:
        return self._next.text == text and self._next.kind != "text"

    def _element(self) -> Any:
        """A value of a list, of an object or of a function's arguments, up to what ends it."""
        found = self._value()
        alone = self._next.text in _ENDS and self._next.kind == "sign"
        self._skip()
        return found if alone else UNKNOWN  # more may follow, such as `+ name`

    def _value(self) -> Any:
        self._deep += 1
        found = self._literal() if self._deep < _DEEPEST else UNKNOWN
        self._deep -= 1
        if self._next.kind == "name" and self._next.text in _TYPED:
            self._skip()
        return found

    def _literal(self) -> Any:
        token = self._next
        self._at += 1
        match token.kind, token.text:
            case "text", text:
                return text
            case "number", number:
                return float(number.replace("_", ""))
            case "name", name:
                return self._named(name)
            case "sign", "{":
                return self._object()
            case "sign", "[":
                return self._list("]")
            case "sign", "(":
                inner = self._list(")")
                return inner[0] if len(inner) == 1 and not self._is("=>") else UNKNOWN
        return UNKNOWN

    def _named(self, name: str) -> Any:
        if self._is("("):
            self._at += 1
            return Call(name, tuple(self._list(")")))
        if self._is(".") or name in ("async", "function", "new", "await"):
            return UNKNOWN
        return _WORDS[name] if name in _WORDS else self._constant(name)

    def _constant(self, name: str) -> Any:
        """The value of a constant of the module that is not changed later."""
        if name not in self._known:
            self._known[name] = UNKNOWN  # for one that contains itself
            self._known[name] = self._stated_of(name)
        return self._known[name]

    def _stated_of(self, name: str) -> Any:
        starts = self._constants.get(name, [])
        if len(starts) != 1 or name in self._changed:
            return UNKNOWN
        at = starts[0]
        while self._tokens[at].text not in ("=", ";"):
            at += 1
        return self._stated(at + 1)

    def _list(self, end: str) -> list[Any]:
        rows: list[Any] = []
        while not self._is(end) and self._next.kind != "end":
            if self._is("..."):
                self._skip()
                rows.append(UNKNOWN)
            else:
                rows.append(self._element())
            self._comma()
        self._at += 1
        return rows

    def _object(self) -> Table:
        values: dict[str, Any] = {}
        whole = True
        while not self._is("}") and self._next.kind != "end":
            if self._is("..."):
                self._at += 1
                spread = self._element()
                known = spread if isinstance(spread, Table) else NOTHING_KNOWN
                values = dict(known.values) if not known.whole else {**values, **known.values}
                whole = whole and known.whole
            elif self._next.kind in ("name", "text", "number"):
                key = self._next.text
                self._at += 1
                values[key] = self._entry(key)
            else:
                self._at += 1
                self._skip()
                whole = False
            self._comma()
        whole = whole and self._is("}")
        self._at += 1
        return Table(values, whole)

    def _entry(self, key: str) -> Any:
        """The value of a key that was just read."""
        if self._is(":"):
            self._at += 1
            return self._element()
        if self._is(",") or self._is("}"):
            return self._constant(key)
        self._skip()  # a method
        return UNKNOWN

    def _comma(self) -> None:
        """Goes over the comma behind a value, or over a sign that ends nothing here."""
        if self._next.kind == "sign" and not (self._is("}") or self._is("]") or self._is(")")):
            self._at += 1

    def _skip(self) -> None:
        """Goes on to what ends the value at hand."""
        depth = 0
        while self._next.kind != "end":
            token = self._next
            sign = token.kind == "sign"
            if sign and depth == 0 and token.text in _ENDS:
                return
            depth += sign and token.text in _OPENING
            depth -= sign and token.text in _CLOSING
            self._at += 1
