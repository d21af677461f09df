"""The basis of an index: what answers depend on besides the posts. An index with another basis is
built anew."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from unicodedata import unidata_version

import index.posts
import index.text
from index.posts import Site
from index.values import PostSettings, Settings, Vocabulary

_READERS = (
    "python-frontmatter",
    "pyyaml",
    "cmarkgfm",
    "emoji",
    "selectolax",
    "python-dateutil",
)
_ANALYSERS = ("fugashi", "unidic-lite")


@dataclass(frozen=True)
class Basis:
    """What answers depend on besides the files: fingerprints and versions by name, and the
    vocabulary by which queries are parsed."""

    named: dict[str, str]
    vocabulary: Vocabulary


def basis(settings: Settings, site: Site, vocabulary: Vocabulary, engine: str) -> Basis:
    """The basis of a build now: the versions of the rooms and of the `engine` that writes, which
    are raised by hand when their results change, the versions of the libraries they use, and what
    the owner has set."""
    readers, analysers = (digest([*map(version, some)]) for some in (_READERS, _ANALYSERS))
    bare = replace(site, settings=PostSettings())  # they are under "settings"
    named = {
        "reading": f"{index.posts.VERSION} {readers}",
        "analysis": f"{index.text.VERSION} {analysers} {unidata_version}",
        "dictionary": digest(vocabulary.words) if vocabulary.words else "",
        "engine": engine,
        "settings": digest([_by_post(settings.posts), settings.timezone]),
        "site": digest(repr(bare)),
    }
    return Basis(named, vocabulary)


def _by_post(settings: PostSettings) -> dict[str, object]:
    """The settings that what is made of a post depends on, besides those that choose which are
    read, or give one post a date."""
    chosen = ("folder", "include", "exclude", "dates")
    values = dataclasses.asdict(settings)
    return {name: value for name, value in values.items() if name not in chosen}


def digest(value: object) -> str:
    """A fingerprint of a JSON value; other values count as their texts."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
