"""What Hugo reads off the path of a file of contents: its name, its language, whether it is a
bundle, its path in the tree of contents (Hugo's documentation, "Page bundles")."""

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

from index.posts.sites.hugo.config import Languages
from index.posts.sites.hugo.names import lowered, normal

_SUFFIXES = ("md", "markdown", "mdown")
_WRAPPED = re.compile(r"_(.+)_")
_LANGUAGE = "language_"
_LEAF, _BRANCH = "index", "_index"


@dataclass(frozen=True)
class Content:
    """A file of contents: the folders above it as typed; its name without suffix and language,
    in lower case and as `typed`, where a language has to be in lower case; its language; whether
    it is a leaf bundle (`index.md`) or a branch (`_index.md`)."""

    folders: tuple[str, ...]
    name: str
    typed: str
    language: str
    is_leaf: bool
    is_branch: bool

    @property
    def is_bundle(self) -> bool:
        """Whether it stands for its folder."""
        return self.is_leaf or self.is_branch

    @property
    def parents(self) -> tuple[str, ...]:
        """The folders above what it stands for."""
        return self.folders[:-1] if self.is_bundle else self.folders

    @property
    def base_name(self) -> str:
        """Its name, of a bundle that of its folder, as typed."""
        return "".join(self.folders[-1:]) if self.is_typed_so else self.typed

    @property
    def is_typed_so(self) -> bool:
        """Whether it is a bundle by its name as typed: `INDEX.md` is one only where upper and
        lower case are the same."""
        return self.typed in (_LEAF, _BRANCH)

    @property
    def path(self) -> str:
        """Its path in the tree of contents, `/` for the home page."""
        parts = self.folders if self.is_bundle else (*self.folders, self.name)
        return tree_path(parts)

    @property
    def section(self) -> str:
        """The name of the first section, "" for none."""
        above = self.folders if self.is_branch else self.parents
        return "".join(map(normal, above[:1]))


def tree_path(parts: tuple[str, ...]) -> str:
    """The path in the tree of contents of folders, or of a name in them."""
    return "/" + "/".join(map(normal, parts))


@lru_cache(maxsize=1024)  # asked several times for each post
def content_of(path: str, languages: Languages, language: str) -> Content | None:
    """The content in the file at a path among all contents, in a language unless its name says
    another; None for a file that is none, and for one in a language that is not published."""
    *folders, file_name = path.split("/")
    if any(part.startswith("#") or part.endswith("~") for part in (*folders, file_name)):
        return None
    codes = {*languages.published, *languages.disabled}
    name, suffix, stated = split_name(lowered(file_name), codes)
    typed, _, _ = split_name(file_name, codes)
    found = stated or language
    if suffix not in _SUFFIXES or found not in languages.published:
        return None
    return Content(tuple(folders), name, typed, found, name == _LEAF, name == _BRANCH)


def split_name(file_name: str, codes: Container[str]) -> tuple[str, str, str]:
    """(name, suffix, language) of a file's name: `a.ja.md` is (`a`, `md`, `ja`) where `ja` is a
    language, else (`a.ja`, `md`, ``). Parts such as `_x_`, which Hugo gives meanings, and
    what follows them belong to no name."""
    *parts, suffix = file_name.split(".")
    end, language = len(parts), ""
    for at in reversed(range(len(parts))):
        code = _code(parts[at])
        is_code = code in codes and not language and len(parts) > 1
        if is_code:
            language = code
        if at and (is_code or _WRAPPED.fullmatch(parts[at]) or parts[at] == "baseof"):
            end = at
    return ".".join(parts[:end]), suffix, language


def _code(part: str) -> str:
    """The language that a part of a name may be: `ja`, or `_language_ja_`."""
    wrapped = _WRAPPED.fullmatch(part)
    if wrapped and lowered(wrapped[1]).startswith(_LANGUAGE):
        return wrapped[1][len(_LANGUAGE) :]
    return part


def is_resource(content: Content, bundles: Container[str]) -> bool:
    """Whether a file belongs to a leaf bundle, whose folders' paths are `bundles`, and so is no
    page of its own."""
    depth = len(content.folders) - content.is_leaf
    return any(tree_path(content.folders[:end]) in bundles for end in range(depth + 1))
