"""What has to be done: the files as they are against the files as they were indexed."""

import dataclasses
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from index.config import Settings
from index.post import Visibility
from index.posts import Site
from index.store import FileRecord, Manifest, engine
from index.vocabulary import Vocabulary, Words

_READERS = (
    "python-frontmatter",
    "pyyaml",
    "markdown-it-py",
    "mdit-py-plugins",
    "selectolax",
    "python-dateutil",
)


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
    """`prepare` are to be read and analysed, in order; `gone` are ids to take out first. `kept`
    are the records of files that stay as they are. `rebuild` says why all is done anew. `basis`
    is what the manifest will say of all besides the files, and `vocabulary`; `renewed`: the words
    that queries are read by have changed."""

    prepare: tuple[Source, ...]
    gone: tuple[str, ...]
    kept: dict[str, FileRecord]
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


def source(post_id: str, path: Path, max_bytes: int) -> Source:
    """A file as it is now; of one too large to be read the size alone is its content."""
    try:
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                return Source(post_id, path, f"size {size}")
            content = hashlib.blake2b(file.readall(), digest_size=16).hexdigest()
            return Source(post_id, path, content, size)
    except OSError as error:
        return Source(post_id, path, f"unreadable {error.errno}")


def _code(*patterns: str) -> str:
    """Fingerprint of our own code: what may read or analyse otherwise is never taken for what
    was."""
    files = sorted(file for pattern in patterns for file in Path(__file__).parent.glob(pattern))
    return _digest([(file.name, file.read_text(encoding="utf-8")) for file in files])


def basis(settings: Settings, site: Site, words: Words) -> dict[str, str]:
    """Everything besides the files that answers depend on, by name."""
    analyser = _code("text/*.py", "gram.py", "documents.py", "signature.py")
    return {
        "analyser": f"{analyser} {version('fugashi')} {unidata_version}",
        "dictionary": version("unidic-lite") + (_digest(words) if words else ""),
        "schema": f"{_code('store/*.py')} {engine()}",
        "reading": _digest([_code("posts/*.py", "post.py", "prepare.py"), *map(version, _READERS)]),
        "settings": _digest([dataclasses.asdict(settings.posts), settings.timezone]),
        "site": _digest(dataclasses.asdict(site)),
    }


def make_plan(
    sources: Sequence[Source],
    previous: Generation | None,
    wanted: dict[str, str],
    vocabulary: Vocabulary,
    full: bool,
    now: datetime,
) -> Plan:
    """The least work that makes the index say what the files say."""
    rebuild = _why_rebuild(previous, wanted, full)
    known = previous.files if previous else {}
    ids = {source.id for source in sources}
    kept = {} if rebuild else {s.id: known[s.id] for s in sources if _is_fresh(s, known, now)}
    vanished = {r.content for name, r in known.items() if name not in ids}
    renamed = {s.id for s in sources if s.id not in known and s.content in vanished}
    return Plan(
        prepare=tuple(source for source in sources if source.id not in kept),
        gone=tuple(name for name in known if name not in kept),
        kept=kept,
        renamed=frozenset(renamed),
        rebuild=rebuild,
        basis=wanted,
        vocabulary=vocabulary,
        renewed=previous is not None and previous.manifest.vocabulary != vocabulary,
    )


def _why_rebuild(previous: Generation | None, wanted: dict[str, str], full: bool) -> str | None:
    if previous is None:
        return "no index yet"
    changed = [name for name, value in wanted.items() if previous.manifest.basis.get(name) != value]
    if changed:
        return f"{', '.join(changed)} changed"
    return "asked for" if full else None


def _is_fresh(source: Source, known: dict[str, FileRecord], now: datetime) -> bool:
    record = known.get(source.id)
    if record is None or record.content != source.content:
        return False
    due = record.state == Visibility.FUTURE.value and record.due is not None
    return not (due and datetime.fromisoformat(str(record.due)) <= now)
