"""Hugo's cascades: front matter that pages inherit from the site's configuration and from the
sections above them (Hugo's documentation, "Front matter", cascade)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.posts.sites.hugo.config import Languages, table
from index.posts.sites.hugo.content import Content
from index.posts.sites.hugo.target import Target

_TARGETS = ("target", "_target")


@dataclass(frozen=True)
class Cascade:
    """`values` for the pages that `target` means at the path `under` of the tree of contents and
    below."""

    under: str
    target: Target
    values: Mapping[str, Any]

    def is_for(self, kind: str, content: Content) -> bool:
        """Whether a page inherits the values."""
        path = content.path
        inside = path == self.under or path.startswith(f"{self.under.rstrip('/')}/")
        return inside and self.target.matches(kind, path, content.language)


def cascades(under: str, stated: object, language: str = "") -> Iterator[Cascade]:
    """The entries of a `cascade`, a table or a list of them, that stands at a path of the tree and
    is for pages in a language, "" for any."""
    for one in stated if isinstance(stated, list) else [stated]:
        if not isinstance(one, dict):
            continue
        values = {str(key).lower(): value for key, value in one.items()}
        target = next((table(values, key) for key in _TARGETS if key in values), {})
        inner = {str(key).lower(): value for key, value in table(values, "params").items()}
        own = {key: value for key, value in values.items() if key not in (*_TARGETS, "params")}
        yield Cascade(under, Target.of(target, language), {**inner, **own})


def of_config(config: Mapping[str, Any], languages: Languages) -> Iterator[Cascade]:
    """The cascades of a site's configuration, and of its languages."""
    yield from cascades("/", config.get("cascade"))
    for code in languages.published:
        rows = table(table(config, "languages"), code)
        yield from cascades("/", rows.get("cascade"), code)


def deepest_first(rows: Iterable[Cascade]) -> tuple[Cascade, ...]:
    """The order in which cascades count."""
    return tuple(sorted(rows, key=lambda one: -len(one.under)))


def inherited(rows: Iterable[Cascade], kind: str, content: Content) -> dict[str, Any]:
    """What a page inherits of cascades: of each key the first value."""
    values: dict[str, Any] = {}
    for row in rows:
        if row.is_for(kind, content):
            values = {**row.values, **values}
    return values
