"""What a reader typed → the query tree. Every input can be parsed; none is an error."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.text import fold_literal
from index.values import BadParameter, language_value
from search.query.dates import dated
from search.query.tree import And, Everything, Label, Leaf, Node, Not, Or, Phrase

_CLOSING = {'"': '"', "＂": "＂", "“": "”", "”": "”", "「": "」", "『": "』"}
_STRAY = re.compile("[-()（）」』”\"＂'｣、。，,:：－−ー–—\\s]+")
_OPEN_GROUP, _CLOSE_GROUP = "(（", ")）"
_BAR = "ー"
"""What the key of the minus gives while kana are typed."""
NEGATING = ("-", "－", "−", _BAR)
"""What a word begins with that is not to be found."""
_OPERATORS = ("AND", "OR", "NOT")
_OPTION = re.compile(r"[-－−](?:[A-Za-z]|[a-z]{2})(?![\w-])")
"""An option of a command, behind a Latin word: `wc -l`, `rm -rf`. Those with two dashes are no NOT
anyway."""
_COMMAND = re.compile("[A-Za-z0-9]")
_FIELD = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ]{3,8})[:：]")
_FIELDS = {"title", "author", "tag", "category", "lang", "date"}
_DEEPEST = 40
MOST_LEAVES = 32
"""Leaves, phrases, labels and dates that a query may have."""


@dataclass(frozen=True)
class _Token:
    """`kind` is one of `( ) and or not minus leaf phrase`; `field` is the name before a colon."""

    kind: str
    text: str = ""
    field: str | None = None


def parse(query: str) -> Node:
    """The tree of a query; Everything for an empty one. A query of operators alone is a leaf."""
    query = query.encode("utf-8", "replace").decode()  # half of a pair is no character
    tokens = list(_Lexer(query).tokens())
    node = _Parser(tokens).query()
    if node is None and fold_literal(query).strip():
        return Leaf(query.strip())  # nothing but operators: they are words
    return node or Everything()


def check_leaves(query: str) -> None:
    """BadParameter where a query has more than MOST_LEAVES leaves."""
    if first_leaves(query) != query:
        raise BadParameter(f"q: expected at most {MOST_LEAVES} words")


def first_leaves(query: str) -> str:
    """A query up to the end of its leaf number MOST_LEAVES; all of it where it has no more."""
    lexer, leaves, end = _Lexer(query), 0, 0
    for token in lexer.tokens():
        if token.kind in ("leaf", "phrase") and _leaf(token):
            leaves += 1
            if leaves > MOST_LEAVES:
                return query[:end]
            end = lexer.at
    return query


class _Lexer:
    """Cuts a query into tokens; `at` is the next character, `depth` counts open parentheses."""

    def __init__(self, query: str) -> None:
        self.query, self.at, self.depth = query, 0, 0

    def tokens(self) -> Iterator[_Token]:
        """The tokens in order; `at` is behind each while it is looked at."""
        while self.at < len(self.query):
            char = self.query[self.at]
            if char.isspace():
                self.at += 1
            elif char in _CLOSING:
                yield _Token("phrase", self.quoted())
            elif char in _OPEN_GROUP and self.depth < _DEEPEST:
                self.at, self.depth = self.at + 1, self.depth + 1
                yield _Token("(")
            elif char in _CLOSE_GROUP and self.depth:
                self.at, self.depth = self.at + 1, self.depth - 1
                yield _Token(")")
            elif char in NEGATING and self.negates():
                self.at += 1
                yield _Token("minus")
            else:
                yield self.word()

    def quoted(self) -> str:
        """The text in quotes; one that is not closed ends with the query."""
        closing = _CLOSING[self.query[self.at]]
        end = self.query.find(closing, self.at + 1)
        end = len(self.query) if end < 0 else end
        text = self.query[self.at + 1 : end]
        self.at = end + 1
        return text

    def negates(self) -> bool:
        """Whether the dash here is a NOT: it stands after a space, a parenthesis or at the start,
        and before anything but a space, a digit or another dash, and begins no option of a command.
        A ー has to follow a space."""
        before = self.query[self.at - 1] if self.at else " "
        after = self.query[self.at + 1 : self.at + 2]
        if not after or after.isspace() or after in NEGATING or after.isdigit():
            return False
        if self.query[self.at] == _BAR:
            return self.at > 0 and before.isspace()
        if _OPTION.match(self.query, self.at) and self.follows_command():
            return False
        return before.isspace() or before in _OPEN_GROUP

    def follows_command(self) -> bool:
        """Whether a Latin word stands before, which may be a command."""
        word = "".join(self.query[: self.at].split()[-1:])
        return bool(_COMMAND.match(word[-1:])) and not _is_operator(word)

    def word(self) -> _Token:
        """An operator, or a leaf or phrase with the field before it."""
        field = _FIELD.match(self.query, self.at)
        name = unicodedata.normalize("NFKC", field[1]).lower() if field else ""
        value = self.value_of(field) if field and name in _FIELDS else None
        if value is not None:
            self.at = value
            if self.query[self.at] in _CLOSING:
                return _Token("phrase", self.quoted(), name)
            return _Token("leaf", self.unspaced(), name)
        text = self.unspaced()
        if not _is_operator(text):
            return _Token("leaf", text)
        return _Token(unicodedata.normalize("NFKC", text).lower())

    def value_of(self, field: re.Match[str]) -> int | None:
        """Where the value after `field:` begins, past any spaces; None where there is none, and
        where what follows a space is an operator."""
        rest = self.query[field.end() :]
        value = rest.lstrip()
        skipped = len(rest) - len(value)
        operates = value[:1] in NEGATING or _is_operator("".join(value.split(maxsplit=1)[:1]))
        return None if not value or (skipped and operates) else field.end() + skipped

    def unspaced(self) -> str:
        """The text up to a space, a quote, a parenthesis that closes a group rather than one
        opened in the text itself, or a parenthesis right after an operator."""
        start, own = self.at, 0
        while self.at < len(self.query):
            char = self.query[self.at]
            if char.isspace() or (char in _CLOSING and self.at > start):
                break
            if char in _OPEN_GROUP and _is_operator(self.query[start : self.at]):
                break
            own += char in _OPEN_GROUP
            if char in _CLOSE_GROUP:
                if not own and self.depth:
                    break
                own -= bool(own)
            self.at += 1
        return self.query[start : self.at]


def _is_operator(text: str) -> bool:
    return unicodedata.normalize("NFKC", text) in _OPERATORS


class _Parser:
    """A parser by recursive descent: AND binds tighter than OR, NOT and minus take the next
    piece. What is incomplete is left out."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def query(self) -> Node | None:
        parts = []
        while self.peek() != "end":
            parts.append(self.any_of())
            self.at += self.peek() == ")"
        return _combined(And, parts)

    def any_of(self) -> Node | None:
        parts = [self.all_of()]
        while self.peek() == "or":
            self.at += 1
            parts.append(self.all_of())
        return _combined(Or, parts)

    def all_of(self) -> Node | None:
        parts = []
        while self.peek() not in ("or", ")", "end"):
            parts.append(self.piece())
        return _combined(And, parts)

    def piece(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind in ("not", "minus"):
            return self.negated()
        if token.kind == "(":
            inner = self.any_of()
            self.at += self.peek() == ")"
            return inner
        return None if token.kind == "and" else _leaf(token)

    def negated(self) -> Node | None:
        """What follows any number of NOTs; an AND between them is ignored."""
        odd = True
        while self.peek() in ("not", "minus", "and"):
            odd ^= self.peek() != "and"
            self.at += 1
        if self.peek() in ("or", ")", "end"):
            return None
        part = self.piece()
        if part is None or not odd:
            return part
        return part.part if isinstance(part, Not) else Not(part)


def _combined(join: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    real = tuple(part for part in parts if part is not None)
    return join(real) if len(real) > 1 else real[0] if real else None


def _leaf(token: _Token) -> Node | None:
    stray = token.kind != "phrase" and _STRAY.fullmatch(token.text)
    if stray or not fold_literal(token.text).strip():
        return None
    if token.field in ("tag", "category"):
        return Label(token.field, token.text)
    if token.field == "lang":
        return Label("lang", language_value(token.text))
    if token.field == "date":
        return dated(token.text) or Leaf(f"date:{token.text}")
    if token.kind == "phrase":
        return Phrase(token.text, token.field)
    return Leaf(token.text, token.field)
