"""Qiita: the addresses of articles, as its command line keeps them in `public/`, or in any other
form with their `id` or `url` in their front matter (Qiita's documentation of its command line)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.front_matter import Head, first_text
from index.posts.reading import PASSED_OVER
from index.posts.sites.rules import (
    Generator,
    Heading,
    Page,
    counted,
    files_below,
    github_slug,
    heads,
    is_of_repository,
    plain,
    quoted,
)
from index.posts.visibility import flag

QIITA = "https://qiita.com"
_ID = re.compile(r"[0-9a-f]{20}")
_URL = re.compile(rf"{re.escape(QIITA)}/[\w@-]+/(?:items|private)/[0-9a-f]{{20}}")
_CONFIG = "qiita.config.json"
_KEY = re.compile(
    r"^(?:organization_url_name:|id:\s*[\"']?[0-9a-f]{20}[\"']?\s*$"
    r"|url:\s*[\"']?https://qiita\.com/[\w@-]+/(?:items|private)/[0-9a-f]{20})",
    re.MULTILINE,
)


@dataclass(frozen=True)
class QiitaArticles(Generator):
    """A folder of Qiita's articles in any form; with `alone` there is little else in it, and files
    without front matter are notes for its writer."""

    label: ClassVar[str] = "Qiita"
    missing: ClassVar[str] = 'set [posts] account = "…", your name on Qiita, in sakuin.toml'

    needs_id: ClassVar[bool] = False
    """Whether an article without an `id` is not on Qiita yet, as one with an empty `id` is not."""
    alone: bool = False

    @classmethod
    def of_heads(cls, found: Sequence[str]) -> Self | None:
        """The generator of a folder whose posts begin like these."""
        theirs = sum(_KEY.search(head) is not None for head in found)
        if not theirs or theirs * 2 < sum(map(bool, found)):
            return None
        return cls(alone=theirs * 2 >= len(found))

    def publishes(self, place: str) -> bool:
        return not is_of_repository(place)

    def is_page(self, place: str, head: Head, data: bytes) -> bool:
        return bool(head.meta) or not self.alone

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        stated = self.needs_id or "id" in meta  # Qiita gives it at the first upload
        return {**meta, "draft": "true"} if stated and not first_text(meta, "id") else meta

    def before(self, account: str) -> str | None:
        return f"{QIITA}/{quoted(account)}" if account else None

    def path(self, page: Page) -> str | None:
        name = page.text("id")
        kind = "private" if flag(page.meta.get("private")) else "items"
        return f"/{kind}/{name}" if _ID.fullmatch(name) else None

    def stated(self, page: Page) -> str | None:
        url = page.text("url")
        return url if _URL.fullmatch(url) else None

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """As GitHub makes them."""
        return list(counted(github_slug(plain(heading.line)) for heading in headings))


@dataclass(frozen=True)
class Qiita(QiitaArticles):
    """A repository of Qiita's command line, which publishes the articles in `public/`."""

    content: ClassVar[tuple[str, ...]] = ("public/",)
    passed_over: ClassVar[frozenset[str]] = PASSED_OVER - {"public"}
    needs_id: ClassVar[bool] = True

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        public = folder / "public"
        if not public.is_dir():
            return None
        if (folder / _CONFIG).is_file():
            return cls()
        found = heads(files_below(public, cls.passed_over))
        return cls() if any(map(_KEY.search, found)) else None

    def publishes(self, place: str) -> bool:
        return place.startswith("public/") and PurePosixPath(place).suffix == ".md"

    def stated(self, page: Page) -> str | None:
        return None
