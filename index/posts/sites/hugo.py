"""Hugo: the addresses of its pages, `cascade`, bundles and ignored files (Hugo's documentation on
URL management, front matter and page bundles)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.front_matter import split_head
from index.posts.reading import LONGEST, walk
from index.posts.sites.address import date_values, filled, quoted
from index.posts.sites.config import first_file, read_config
from index.posts.sites.generator import Generator, Page
from index.posts.sites.inherited import Inherited, out
from index.posts.sites.languages import hugo_language
from index.values import PostError, globbed

_FILES = [
    f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")
]
_ROOT = re.compile(r"content(?:/[a-z]{2}(?:-[A-Za-z]+)?)?")
_TARGETS = ("_target", "target")


@dataclass(frozen=True)
class Hugo(Generator):
    """A site of Hugo."""

    label: ClassVar[str] = "Hugo"
    content: ClassVar[tuple[str, ...]] = ("content/",)
    language_keys: ClassVar[tuple[str, ...]] = ("defaultcontentlanguage", "locale", "languagecode")

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        config = first_file(folder, *_FILES)
        if config is None or not (folder / "content").is_dir():
            return None
        return cls(read_config(config))

    def language(self, place: str) -> str:
        return hugo_language(self.config.get("languages"), place)

    def publishes(self, place: str) -> bool:
        return place.startswith("content/")

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        files = [(prefix + name, path) for name, path in walk(root)]
        yield from hugo_cascades(self.config, files)
        yield from hugo_resources(name for name, _ in files)
        ignored = self.config.get("ignorefiles")
        for one in ignored if isinstance(ignored, list) else [ignored]:
            if isinstance(one, str) and one.strip():
                yield from out(f".*(?:{one}).*")

    def before(self, account: str) -> str | None:
        return str(self.config.get("baseurl") or "").strip().rstrip("/")

    def path(self, page: Page) -> str | None:
        path = PurePosixPath(page.place.removeprefix("content/"))
        stem = re.sub(r"\.[a-z]{2}(-[a-z]{2})?$", "", path.stem)
        slug = page.text("slug").strip("/")
        parts = [part for part in path.parent.parts if part != "."]
        if stem not in ("index", "_index"):
            parts.append(slug or stem)
        elif slug and parts:
            parts[-1] = slug
        pattern = _pattern(self.config, parts[0] if len(parts) > 1 else "")
        if pattern and stem != "_index":
            name = _urlized(parts[-1])
            values = {
                **date_values(page.date), "section": parts[0], "sections": "/".join(parts[:-1]),
                "slug": name, "slugorfilename": name, "slugorcontentbasename": name,
                "filename": name, "contentbasename": name, "title": _urlized(page.title),
            }  # fmt: skip
            filled_path = filled(pattern.lower(), values)
            return quoted(filled_path) if filled_path is not None else None
        return quoted("/" + "".join(f"{_urlized(part)}/" for part in parts))


def _urlized(name: str) -> str:
    return re.sub(r"\s+", "-", name.strip()).lower()


def _pattern(config: Mapping[str, Any], section: str) -> str:
    permalinks = config.get("permalinks")
    if not isinstance(permalinks, dict):
        return ""
    pages = permalinks.get("page", permalinks)
    pattern = pages.get(section) if isinstance(pages, dict) else None
    return pattern if isinstance(pattern, str) else ""


def hugo_cascades(
    config: Mapping[str, Any], files: Iterable[tuple[str, Path]]
) -> Iterator[Inherited]:
    """The `cascade` of the site's configuration and of each `_index.md` among `files`, pairs
    (place, path). One for a language or an environment counts for all."""
    yield from _cascade("content/", config.get("cascade"))
    indexes = [(place, path) for place, path in files if _is_page(place, "_index")]
    for place, path in sorted(indexes, key=lambda one: one[0].count("/")):
        yield from _cascade(place[: place.rindex("/") + 1], _cascade_of(place, path))


def _cascade_of(place: str, path: Path) -> object:
    """The `cascade` in the head of a file, None without one. A file that cannot be read is reported
    when it is read as a post."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST)
        if b"cascade" not in data.lower():
            return None
        return split_head(data.decode("utf-8-sig", "replace"), place).meta.get("cascade")
    except (OSError, PostError):
        return None


def hugo_resources(places: Iterable[str]) -> Iterator[Inherited]:
    """Takes out files beside or below an `index.md`, which are resources of that page and no pages
    of their own (Hugo's documentation, "Page bundles"). The root of a site or of a language is no
    bundle."""
    names = list(places)
    folders = {str(PurePosixPath(name).parent) for name in names if _is_page(name, "index")}
    bundles = {folder for folder in folders if not _ROOT.fullmatch(folder)}
    with_resources = {
        str(above)
        for name in names
        if not _is_page(name, "index")
        for above in PurePosixPath(name).parents
        if str(above) in bundles
    }
    for folder in sorted(with_resources):
        path = rf"{re.escape(folder)}/(?!index\.[^/]*$).*"
        yield Inherited(f"{folder}/", {"headless": "true"}, path, final=True)


def _is_page(place: str, stem: str) -> bool:
    """Whether a file of Hugo's content is an `index` or an `_index`, whichever `stem` is, in any
    language."""
    return place.startswith("content/") and PurePosixPath(place).name.startswith(f"{stem}.")


def _cascade(under: str, stated: object) -> Iterator[Inherited]:
    """The entries of one `cascade`, a table or a list of them, for posts in the folder `under`."""
    for one in stated if isinstance(stated, list) else [stated]:
        if not isinstance(one, dict):
            continue
        values = {str(key).lower(): value for key, value in one.items()}
        raw = next((values[key] for key in _TARGETS if key in values), None)
        target = raw if isinstance(raw, dict) else {}
        inner = values.get("params")
        values = {key: value for key, value in values.items() if key not in _TARGETS}
        if isinstance(inner, dict):
            values |= {str(key).lower(): value for key, value in inner.items()}
        glob = re.sub(r"(^|[{,])/", r"\1", str(target.get("path") or "").rstrip("/"))
        kind = str(target.get("kind") or "")
        path = rf"content/(?i:{globbed(glob)})(?:\.\w+|/_?index\.\w+)?" if glob else ""
        yield Inherited(under, values, path, kind if kind in ("page", "section") else "")
