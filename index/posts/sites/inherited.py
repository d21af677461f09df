"""What posts inherit besides their own front matter: Jekyll's `defaults`, Hugo's `cascade`, the
configuration of a Zenn book, the tags that hexo-blog-encrypt locks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from index.posts.front_matter import split_head
from index.posts.reading import LONGEST, NOT_READ, load_file
from index.posts.visibility import flag
from index.values import PostError, below, globbed

_ROOT = re.compile(r"content(?:/[a-z]{2}(?:-[A-Za-z]+)?)?")
_TARGETS = ("_target", "target")


@dataclass(frozen=True)
class Inherited:
    """`values` that posts in the folder `under` inherit, if `path` and `kind` are given only those
    whose place matches that regular expression and that are of that kind. `final` values count
    before a post's own, except in a post whose own key `unless` is true."""

    under: str
    values: Mapping[str, Any]
    path: str = ""
    kind: str = ""
    final: bool = False
    unless: str = ""

    def is_for(self, place: str) -> bool:
        """Whether the post at a place, its path under the site's root, inherits."""
        return (
            place.startswith(self.under)
            and (not self.path or re.fullmatch(self.path, place) is not None)
            and (not self.kind or self.kind in _kinds(place))
        )


def merged(rules: Iterable[Inherited], place: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of the post at a place: its own values over those it inherits, of which later
    ones count before earlier ones; final ones over all."""
    meta: dict[str, Any] = {}
    final: dict[str, Any] = {}
    for one in rules:
        if one.is_for(place) and not (one.unless and flag(own.get(one.unless)) is True):
            (final if one.final else meta).update(one.values)
    return {**meta, **own, **final}


def _kinds(place: str) -> set[str]:
    """The kinds, in the words of Jekyll and Hugo, of the post at a place."""
    folders = PurePosixPath(place).parts[:-1]
    collections = {folder[1:] for folder in folders if folder.startswith("_")}
    is_section = PurePosixPath(place).stem.startswith("_index")
    return (collections or {"pages"}) | {"section" if is_section else "page"}


def jekyll_defaults(config: Mapping[str, Any]) -> list[Inherited]:
    """The `defaults` of `_config.yml`, the more specific ones last (Jekyll's documentation, "Front
    Matter Defaults")."""
    rows = []
    stated = config.get("defaults")
    for one in stated if isinstance(stated, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("values"), dict):
            continue
        raw = one.get("scope")
        scope = raw if isinstance(raw, dict) else {}
        path, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
        pattern = below(path) if path else ""
        values = {str(key).lower(): value for key, value in one["values"].items()}
        rows.append((len(path), bool(kind), Inherited("", values, pattern, kind)))
    return [one for _, _, one in sorted(rows, key=lambda row: row[:2])]


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


def left_out_by_config(generator: str, config: Mapping[str, Any]) -> Iterator[Inherited]:
    """Takes out what the site's configuration does: by `exclude` of Jekyll and Hexo, by
    `ignoreFiles` of Hugo, which are regular expressions."""
    key, root = {"hugo": ("ignorefiles", ""), "hexo": ("exclude", "source/")}.get(
        generator, ("exclude", "")
    )
    stated = config.get(key)
    for one in stated if isinstance(stated, list) else [stated]:
        if isinstance(one, str) and one.strip():
            path = f".*(?:{one}).*" if generator == "hugo" else below(root + one.strip("/"))
            with suppress(re.error):
                re.compile(path)
                yield Inherited("", {"published": "false"}, path, final=True)


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


def zenn_books(folders: Iterable[Path]) -> Iterator[Inherited]:
    """What the `config.yaml` of each book means for its chapters, as Zenn has it: without
    `published: true` none is public; one that `chapters` does not list is not public; one of a
    book with a price is for those who paid, unless it has `free: true`."""
    for folder in folders:
        name = unicodedata.normalize("NFC", folder.name)
        under = f"books/{name}/"
        config = _book(folder)
        if config is None:
            continue
        if flag(config.get("published")) is not True:
            values = {"published": config.get("published") or "false"}
            yield Inherited(under, values, final=True)
        chapters = config.get("chapters")
        if isinstance(chapters, list) and chapters:
            names = "|".join(re.escape(str(chapter)) for chapter in chapters)
            path = rf"{re.escape(under)}(?!(?:{names})\.\w+$).*"
            yield Inherited(under, {"published": "false"}, path, final=True)
        if str(config.get("price") or "0").strip() not in ("0", "free"):
            yield Inherited(under, {"access": "paid"}, final=True, unless="free")


def _book(folder: Path) -> dict[str, Any] | None:
    """The configuration of a book, None without one; one that cannot be read is not published."""
    path = next((p for p in (folder / "config.yaml", folder / "config.yml") if p.exists()), None)
    if path is None:
        return None
    try:
        return load_file(path.read_text(encoding="utf-8-sig"), ".yaml")
    except (OSError, *NOT_READ) as error:
        return {"published": f"{path.name}: {str(error)[:60]}"}


def locked_tags(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags whose posts hexo-blog-encrypt encrypts, by the site's configuration."""
    encrypt = config.get("encrypt")
    tags = encrypt.get("tags") if isinstance(encrypt, dict) else None
    rows = tags if isinstance(tags, list) else []
    return tuple(str(row["name"]) for row in rows if isinstance(row, dict) and "name" in row)
