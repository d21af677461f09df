"""What a reader typed → the query tree. Every input can be parsed; none is an error."""

import re

from index.text import fold_literal
from index.values import BadParameter, language_value
from search.query.dates import dated
from search.query.lexer import Lexer, Token
from search.query.tree import And, Everything, Label, Leaf, Node, Not, Or, Phrase

_STRAY = re.compile("[-()（）」』”\"＂'｣、。，,:：－−ー–—\\s]+")
MOST_LEAVES = 32
"""Leaves, phrases, labels and dates that a query may have."""


def parse(query: str) -> Node:
    """The tree of a query; Everything for an empty one. A query of operators alone is a leaf."""
    query = query.encode("utf-8", "replace").decode()  # half of a pair is no character
    tokens = list(Lexer(query).tokens())
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
    lexer, leaves, end = Lexer(query), 0, 0
    for token in lexer.tokens():
        if token.kind in ("leaf", "phrase") and _leaf(token):
            leaves += 1
            if leaves > MOST_LEAVES:
                return query[:end]
            end = lexer.at
    return query


class _Parser:
    """A parser by recursive descent: AND binds tighter than OR, NOT and minus take the next
    piece. What is incomplete is left out."""

    def __init__(self, tokens: list[Token]) -> None:
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


def _leaf(token: Token) -> Node | None:
    stray = token.kind != "phrase" and _STRAY.fullmatch(token.text)
    if stray or not fold_literal(token.text).strip():
        return None
    if token.field in ("tag", "category"):
        return Label(token.field, token.text)
    if token.field == "lang":
        return Label("lang", language_value(token.text))
    if token.field == "date":
        return dated(token.text) or Leaf(f"{token.called}:{token.text}")
    if token.kind == "phrase":
        return Phrase(token.text, token.field)
    return Leaf(token.text, token.field)
