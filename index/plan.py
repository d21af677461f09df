"""What has to be done: the files as they are against the files as they were indexed."""

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from index.config import Settings
from index.posts import Site, fingerprint
from index.store import FileRecord, Manifest, engine
from index.vocabulary import Vocabulary

_READERS = (
    "python-frontmatter",
    "pyyaml",
    "markdown-it-py",
    "mdit-py-plugins",
    "selectolax",
    "python-dateutil",
)


FIRST = "no index yet"
"""Why the first build is a full one."""


@dataclass(frozen=True)
class Source:
    """A post file: its id, where it is, the fingerprint of its content, its size in bytes."""

    id: str
    path: Path
    content: str
    size: int = 0


@dataclass(frozen=True)
class Generation:
    """A generation as a build knows it: its manifest and the records of its files."""

    manifest: Manifest
    files: dict[str, FileRecord]


@dataclass(frozen=True)
class Plan:
    """`prepare` are to be read and analysed, in order; `gone` are ids of files that are not there
    any more. `kept` are the records of files that stay as they are; `unread` names the files and
    folders that cannot be read now, and why. `rebuild` says why all is done anew. `basis` is what
    the manifest will say of all besides the files, and `vocabulary`; `renewed`: the words that
    queries are read by have changed."""

    prepare: tuple[Source, ...]
    gone: tuple[str, ...]
    kept: dict[str, FileRecord]
    unread: tuple[str, ...]
    renamed: frozenset[str]
    rebuild: str | None
    basis: dict[str, str]
    vocabulary: Vocabulary
    renewed: bool = False

    @property
    def nothing_to_do(self) -> bool:
        return not self.prepare and not self.gone and self.rebuild is None and not self.renewed


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def said_of(post_id: str, error: OSError) -> str:
    """Why the machine would not read a file, in its own words."""
    return f"{post_id or '.'}: cannot be read now: {error.strerror or error}"


def look_at(
    found: Sequence[tuple[str, Path]], max_bytes: int
) -> tuple[list[Source], dict[str, str]]:
    """(the files as they are now, why others cannot be read); what is gone by now is in neither. Of
    a file too large to be read the size alone is its content."""
    sources, unread = [], {}
    for post_id, path in found:
        try:
            sources.append(_source(post_id, path, max_bytes))
        except FileNotFoundError:
            continue
        except OSError as error:
            unread[post_id] = said_of(post_id, error)
    return sources, unread


def _source(post_id: str, path: Path, max_bytes: int) -> Source:
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            return Source(post_id, path, f"size {size}")
        return Source(post_id, path, fingerprint(file.readall()), size)


def _code(*patterns: str) -> str:
    """Fingerprint of our own code: what may read or analyse otherwise is never taken for what
    was."""
    files = sorted(file for pattern in patterns for file in Path(__file__).parent.glob(pattern))
    return _digest([(file.name, file.read_text(encoding="utf-8")) for file in files])


@dataclass(frozen=True)
class Basis:
    """What answers depend on besides the files, by name, and what queries are read by."""

    named: dict[str, str]
    vocabulary: Vocabulary


def basis(settings: Settings, site: Site, vocabulary: Vocabulary) -> Basis:
    """Of a build as it is set up now."""
    words = vocabulary.words
    analyser = _code("text/*.py", "gram.py", "documents.py", "signature.py")
    named = {
        "analyser": f"{analyser} {version('fugashi')} {unidata_version}",
        "dictionary": version("unidic-lite") + (_digest(words) if words else ""),
        "schema": f"{_code('store/*.py')} {engine()}",
        "reading": _digest(
            [_code("posts/*.py", "post.py", "prepare.py", "eras.py"), *map(version, _READERS)]
        ),
        "settings": _digest([dataclasses.asdict(settings.posts), settings.timezone]),
        "site": _digest(dataclasses.asdict(site)),
    }
    return Basis(named, vocabulary)


def make_plan(
    sources: Sequence[Source],
    unread: dict[str, str],
    previous: Generation | None,
    wanted: Basis,
    rebuild: str | None,
    now: datetime,
) -> Plan:
    """The least work that makes the index say what the files say; all of it where `rebuild` says
    why. `unread` says of files, and of folders with `/` at their end, why they cannot be read:
    what was known of these stays."""
    rebuild = rebuild or _why_rebuild(previous, wanted)
    known = previous.files if previous else {}
    ids = {source.id for source in sources}
    missed = _missed(known, ids, tuple(unread))
    stays = {} if rebuild else {name: known[name] for name in missed}
    fresh = {} if rebuild else {s.id: known[s.id] for s in sources if _is_fresh(s, known, now)}
    gone = tuple(name for name in known if name not in ids and name not in stays)
    vanished = {known[name].content for name in gone}
    return Plan(
        prepare=tuple(source for source in sources if source.id not in fresh),
        gone=gone,
        kept=fresh | stays,
        unread=tuple(unread.values()),
        renamed=frozenset(s.id for s in sources if s.id not in known and s.content in vanished),
        rebuild=rebuild,
        basis=wanted.named,
        vocabulary=wanted.vocabulary,
        renewed=previous is not None and previous.manifest.vocabulary != wanted.vocabulary,
    )


def _missed(known: Iterable[str], ids: set[str], unread: tuple[str, ...]) -> list[str]:
    """The known files that cannot be read, or are in a folder that cannot."""
    if not unread:
        return []
    folders = tuple(name for name in unread if name.endswith("/") or not name)
    return [
        name
        for name in known
        if name not in ids and (name in unread or any(map(name.startswith, folders)))
    ]


def _why_rebuild(previous: Generation | None, wanted: Basis) -> str | None:
    if previous is None:
        return FIRST
    basis = previous.manifest.basis
    changed = [name for name, value in wanted.named.items() if basis.get(name) != value]
    return f"{', '.join(changed)} changed" if changed else None


def _is_fresh(source: Source, known: dict[str, FileRecord], now: datetime) -> bool:
    record = known.get(source.id)
    if record is None or record.content != source.content:
        return False
    return record.due is None or datetime.fromisoformat(record.due) > now
