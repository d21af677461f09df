"""The plan of a reindex: the files as they are, compared with the files as they were indexed."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.pipeline.basis import Basis
from index.pipeline.prepare import Source, error_text
from index.posts import fingerprint
from index.values import FileEntry, Receipt

FIRST = "no index yet"
"""Why the first build is a full one."""


@dataclass(frozen=True)
class Plan:
    """What a reindex has to do. `prepare` are the files to read and analyse, in order; `gone` the
    ids of files that are not there any more; `kept` the entries of files that stay as they are;
    `unread` names the files and folders that cannot be read now, and why; `renamed` are the new
    ids of files that moved. `rebuild` is why everything is built anew, None where it is not.
    `basis` is what the next generation depends on besides the files; `renewed` says that the words
    by which queries are parsed have changed."""

    prepare: tuple[Source, ...]
    gone: tuple[str, ...]
    kept: dict[str, FileEntry]
    unread: tuple[str, ...]
    renamed: frozenset[str]
    rebuild: str | None
    basis: Basis
    renewed: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Whether the last generation is still right."""
        return not self.prepare and not self.gone and self.rebuild is None and not self.renewed


def look_at(
    files: Sequence[tuple[str, Path]], max_bytes: int
) -> tuple[list[Source], dict[str, str]]:
    """(the sources of files (id, path), why others cannot be read, by id); files that are gone are
    in neither. The content of one larger than `max_bytes` is taken to be its size."""
    sources, unread = [], {}
    for post_id, path in files:
        try:
            sources.append(_source(post_id, path, max_bytes))
        except FileNotFoundError:
            continue
        except OSError as error:
            unread[post_id] = error_text(post_id, error)
    return sources, unread


def _source(post_id: str, path: Path, max_bytes: int) -> Source:
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            return Source(post_id, path, f"size {size}")
        return Source(post_id, path, fingerprint(file.readall()), size)


def make_plan(
    sources: Sequence[Source],
    unread: dict[str, str],
    last: Receipt | None,
    wanted: Basis,
    rebuild: str | None,
    now: datetime,
    holds: Callable[[str], bool] = lambda post_id: True,
) -> Plan:
    """The least work that brings the index to what the files hold; everything where `rebuild` says
    why, or the basis `wanted` differs from the last one. `unread` gives, for ids of files and of
    folders, which end in `/`, why they cannot be read: their last versions stay, if `holds` says
    that they are still to be read."""
    rebuild = rebuild or _why_rebuild(last, wanted)
    known = last.contents.files if last else {}
    ids = {source.id for source in sources}
    missed = filter(holds, _missed(known, ids, tuple(unread)))
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
        basis=wanted,
        renewed=last is not None and last.contents.vocabulary != wanted.vocabulary,
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


def _why_rebuild(last: Receipt | None, wanted: Basis) -> str | None:
    """Why everything has to be built anew; None where it has not."""
    if last is None:
        return FIRST
    basis = last.contents.basis
    changed = [name for name, value in wanted.named.items() if basis.get(name) != value]
    return f"{', '.join(changed)} changed" if changed else None


def _is_fresh(source: Source, known: Mapping[str, FileEntry], now: datetime) -> bool:
    """Whether a file is indexed as it is, with the date that its history gives it if it needs one,
    and its visibility has not become due to change."""
    entry = known.get(source.id)
    if entry is None or entry.content != source.content:
        return False
    if entry.added is not None and entry.added != source.added:
        return False
    return entry.due is None or datetime.fromisoformat(entry.due) > now
