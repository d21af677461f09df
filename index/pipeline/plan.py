"""The plan of a reindex: the files as they are, compared with the files as they were indexed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from index.pipeline.basis import Basis
from index.pipeline.sources import Sources
from index.values import Int64s, Receipt, Records

FIRST = "no index yet"
"""Why the first build is a full one."""


@dataclass(frozen=True)
class Plan:
    """What a reindex has to do. `prepare` are the files to read and analyse, in order; `gone` the
    ids of files that are not there any more; `kept` the records of files that stay as they are;
    `unread` names the files and folders that cannot be read now, and why; `renamed` are the new
    ids of files that moved. `rebuild` is why everything is built anew, None where it is not.
    `basis` is what the next generation depends on besides the files; `renewed` says that the words
    by which queries are parsed have changed."""

    prepare: Sources
    gone: tuple[str, ...]
    kept: Records
    unread: tuple[str, ...]
    renamed: frozenset[str]
    rebuild: str | None
    basis: Basis
    renewed: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Whether the last generation is still right."""
        return not self.prepare and not self.gone and self.rebuild is None and not self.renewed


def make_plan(
    sources: Sources,
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
    known = last.contents.files if last else Records.of({})
    ids = sources.files.ids
    at = known.ids.places(ids)
    there = np.flatnonzero(at >= 0)
    missing = np.ones(len(known), dtype=np.bool_)
    missing[at[there]] = False
    fresh, stays = np.zeros(len(ids), dtype=np.bool_), np.zeros(len(known), dtype=np.bool_)
    if not rebuild:
        fresh[there] = _is_fresh(sources, there, known, at[there], now)
        stays[_missed(known, missing, tuple(unread), holds)] = True
    gone = np.flatnonzero(missing & ~stays)
    new = np.flatnonzero((at < 0) & np.isin(sources.contents, known.contents[gone]))
    stays[at[fresh]] = True
    return Plan(
        prepare=sources.take(np.flatnonzero(~fresh)),
        gone=tuple(known.ids.take(gone)),
        kept=known.take(stays),
        unread=tuple(unread.values()),
        renamed=frozenset(ids[row] for row in new.tolist()),
        rebuild=rebuild,
        basis=wanted,
        renewed=last is not None and last.contents.vocabulary != wanted.vocabulary,
    )


def _missed(
    known: Records,
    missing: NDArray[np.bool_],
    unread: tuple[str, ...],
    holds: Callable[[str], bool],
) -> list[int]:
    """The rows of known files that are missing since they cannot be read, or are in a folder that
    cannot, if `holds` says that they are still to be read."""
    if not unread:
        return []
    folders = tuple(name for name in unread if name.endswith("/") or not name)
    rows = [(row, known.ids[row]) for row in np.flatnonzero(missing).tolist()]
    return [
        row for row, name in rows if (name in unread or name.startswith(folders)) and holds(name)
    ]


def _why_rebuild(last: Receipt | None, wanted: Basis) -> str | None:
    """Why everything has to be built anew; None where it has not."""
    if last is None:
        return FIRST
    basis = last.contents.basis
    changed = [name for name, value in wanted.named.items() if basis.get(name) != value]
    return f"{', '.join(changed)} changed" if changed else None


def _is_fresh(
    sources: Sources, rows: Int64s, known: Records, at: Int64s, now: datetime
) -> NDArray[np.bool_]:
    """Which of the files in some rows, known in the rows `at`, are indexed as they are, with the
    dates that their history gives them if they need one, and have no visibility that has become
    due to change."""
    due = known.where(lambda one: one.due is not None and datetime.fromisoformat(one.due) <= now)
    fresh: NDArray[np.bool_] = (sources.contents[rows] == known.contents[at]) & ~due[at]
    added = known.of_shapes(lambda one: one.added, object)[known.kinds[at]]
    for place in np.flatnonzero(added != None).tolist():  # noqa: E711, of each element
        post_id = sources.files.ids[rows[place]]
        fresh[place] &= added[place] == sources.added.get(post_id, "")
    return fresh
