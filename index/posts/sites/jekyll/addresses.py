"""Where Jekyll puts what it makes of a file: which permalink counts, and what its placeholders are
for that file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from index.posts.sites.jekyll import permalinks
from index.posts.sites.jekyll.files import DATED, PAGES, POSTS, Source
from index.posts.sites.jekyll.values import is_null, lowered, text_of
from index.values import cached_property

_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site, by its configuration, keys in lower case, and the settings of its
    collections."""

    config: Mapping[str, Any]
    collections: Mapping[str, Mapping[str, Any]]

    @cached_property
    def style(self) -> str:
        """The permalinks of posts: the name of a style, or a template."""
        return text_of(self.config, "permalink") or "date"

    def suffix(self, source: Source) -> str:
        """The suffix of the file that is made of a file."""
        markdown = text_of(self.config, "markdown_ext") or _MARKDOWN
        return permalinks.output_suffix(source.name, markdown)

    def of(self, source: Source, meta: Mapping[str, Any], date: datetime | None) -> str | None:
        """The path, percent-encoded, of a file with this front matter and date, which is in the
        site's time zone; None where a placeholder is unknown or has no value."""
        own = text_of(meta, "permalink")
        if source.kind == PAGES:
            values = self._of_page(source)
            made = permalinks.page_template(self.style, values["basename"], values["output_ext"])
            return permalinks.page_address(own or made, values)
        values = permalinks.moments(date) | self._of_document(source, meta)
        return permalinks.document_address(own or self._template(source), values)

    def _of_page(self, source: Source) -> dict[str, str]:
        """The placeholders of a page."""
        folder = source.path.removesuffix(source.name).rstrip("/")
        basename = permalinks.without_suffix(source.name)
        return {"path": f"/{folder}", "basename": basename, "output_ext": self.suffix(source)}

    def _of_document(self, source: Source, meta: Mapping[str, Any]) -> dict[str, str]:
        """The placeholders of a post or document, but for its date's."""
        name, named = PurePosixPath(source.name).stem, DATED.fullmatch(source.name)
        own = meta.get("slug")
        title = (named[2] if named else name).rstrip(".") if is_null(own) else str(own)
        categories = permalinks.categories(meta)
        return {
            "collection": source.kind, "output_ext": self.suffix(source),
            "path": permalinks.without_suffix(source.path).replace(f"_{source.kind}", "", 1),
            "name": permalinks.slug(name), "title": permalinks.titled(title),
            "slug": permalinks.slug(title),
            "categories": permalinks.in_address(categories, lowered),
            "slugified_categories": permalinks.in_address(categories, permalinks.slug),
        }  # fmt: skip

    def _template(self, source: Source) -> str:
        """The permalinks of the collection that a document is of."""
        stated = text_of(self.collections.get(source.kind, {}), "permalink")
        if stated or source.kind == POSTS:
            return stated or permalinks.posts_template(self.style)
        return permalinks.with_end_of(self.style, "/:collection/:path")
