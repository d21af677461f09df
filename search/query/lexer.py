"""What a reader typed → tokens: operators, leaves and phrases with their fields."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from search.query.fields import field_called

_CLOSING = {'"': '"', "＂": "＂", "“": "”", "”": "”", "「": "」", "『": "』"}
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
_FIELD = re.compile(r"([^\W\d_]{2,8})[:：]")
_DEEPEST = 40


@dataclass(frozen=True)
class Token:
    """`kind` is one of `( ) and or not minus leaf phrase`; `field` is the one that was `called` so
    before a colon."""

    kind: str
    text: str = ""
    field: str | None = None
    called: str = ""


class Lexer:
    """Cuts a query into tokens; `at` is the next character, `depth` counts open parentheses."""

    def __init__(self, query: str) -> None:
        self.query, self.at, self.depth = query, 0, 0

    def tokens(self) -> Iterator[Token]:
        """The tokens in order; `at` is behind each while it is looked at."""
        while self.at < len(self.query):
            char = self.query[self.at]
            if char.isspace():
                self.at += 1
            elif char in _CLOSING:
                yield Token("phrase", self.quoted())
            elif char in _OPEN_GROUP and self.depth < _DEEPEST:
                self.at, self.depth = self.at + 1, self.depth + 1
                yield Token("(")
            elif char in _CLOSE_GROUP and self.depth:
                self.at, self.depth = self.at + 1, self.depth - 1
                yield Token(")")
            elif char in NEGATING and self.negates():
                self.at += 1
                yield Token("minus")
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
        return bool(_COMMAND.match(word[-1:])) and not is_operator(word)

    def word(self) -> Token:
        """An operator, or a leaf or phrase with the field before it."""
        field = _FIELD.match(self.query, self.at)
        name = field_called(field[1]) if field else None
        value = self.value_of(field) if field and name else None
        if field and value is not None:
            self.at = value
            if self.query[self.at] in _CLOSING:
                return Token("phrase", self.quoted(), name, field[1])
            return Token("leaf", self.unspaced(), name, field[1])
        text = self.unspaced()
        if not is_operator(text):
            return Token("leaf", text)
        return Token(unicodedata.normalize("NFKC", text).lower())

    def value_of(self, field: re.Match[str]) -> int | None:
        """Where the value after `field:` begins, past any spaces; None where there is none, and
        where what follows a space is an operator."""
        rest = self.query[field.end() :]
        value = rest.lstrip()
        skipped = len(rest) - len(value)
        operates = value[:1] in NEGATING or is_operator("".join(value.split(maxsplit=1)[:1]))
        return None if not value or (skipped and operates) else field.end() + skipped

    def unspaced(self) -> str:
        """The text up to a space, a quote, a parenthesis that closes a group rather than one
        opened in the text itself, or a parenthesis right after an operator."""
        start, own = self.at, 0
        while self.at < len(self.query):
            char = self.query[self.at]
            if char.isspace() or (char in _CLOSING and self.at > start):
                break
            if char in _OPEN_GROUP and is_operator(self.query[start : self.at]):
                break
            own += char in _OPEN_GROUP
            if char in _CLOSE_GROUP:
                if not own and self.depth:
                    break
                own -= bool(own)
            self.at += 1
        return self.query[start : self.at]


def is_operator(text: str) -> bool:
    return unicodedata.normalize("NFKC", text) in _OPERATORS
