"""The pages that a rule of Hugo's configuration is for, by globs over their kind, their path in the
tree of contents, their language and the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.posts.front_matter import text_value
from index.posts.sites.hugo.config import table, texts

_PARTS = re.compile(r"\*\*|\*|\?|\[[^\]]+\]|\\.|[{},]|[^*?\[\\{},]+|.", re.DOTALL)
_MEANINGS = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}
_NONE = re.compile(r"(?!)")
_ENVIRONMENT = "production"


@dataclass(frozen=True)
class Target:
    """Globs that a page matches, "" for any; one of the `languages` suffices."""

    kind: str = ""
    path: str = ""
    languages: tuple[str, ...] = ()
    environment: str = ""

    @classmethod
    def of(cls, stated: Mapping[str, Any], language: str = "") -> "Target":
        """The target that a table states; of a `language` unless it names any."""
        matrix = table(table(stated, "sites"), "matrix")
        named = (*texts(stated.get("lang")), *texts(matrix.get("languages")))
        return cls(
            kind=text_value(stated.get("kind")).lower(),
            path=text_value(stated.get("path")).lower(),
            languages=named or ((language,) if language else ()),
            environment=text_value(stated.get("environment")),
        )

    def matches(self, kind: str, path: str, language: str) -> bool:
        """Whether a page of a kind, at a path in the tree of contents, in a language is meant."""
        return (
            is_match(self.kind, kind)
            and is_match(self.path, path)
            and (not self.languages or any(is_match(one, language) for one in self.languages))
            and is_match(self.environment, _ENVIRONMENT)
        )


def is_match(pattern: str, text: str) -> bool:
    """Whether a text matches a glob with `*` (no slash), `**`, `?`, `[…]` and `{a,b}`; "" matches
    all. A glob that is none matches nothing."""
    return not pattern or _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(_regex(pattern), re.DOTALL)
    except re.error:
        return _NONE


def _regex(pattern: str) -> str:
    made, depth = [], 0
    for part in _PARTS.findall(pattern):
        depth += (part == "{") - (part == "}")
        if part == ",":
            made.append("|" if depth > 0 else ",")
        elif part.startswith("[") and len(part) > 2:
            made.append(f"[{part[1:-1].replace('!', '^', 1)}]")
        else:
            escaped = part[1:] if part.startswith("\\") else part
            made.append(_MEANINGS.get(part) or re.escape(escaped))
    return "".join(made)
