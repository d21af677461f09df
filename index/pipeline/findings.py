"""What an owner is told about a folder of posts: its generator, the addresses and dates of posts,
and what would give those that have none one."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.pipeline.folder import Folder
from index.values import Records

_BY_DATE = re.compile(r"\{ *(?:date|year|month|day|hour|minute|second) *\}", re.IGNORECASE)


@dataclass(frozen=True)
class Shared:
    """An address that several posts have, and their ids."""

    url: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Addresses:
    """The addresses of the posts that can be found: three of them, from the first, the middle and
    the last; the ids of posts without one, and what would give them one, "" where all have one;
    those that several posts share."""

    samples: tuple[str, ...]
    missing: tuple[str, ...]
    advice: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class Dates:
    """The ids of the posts that can be found and have no date, and what would give them one, ""
    where nothing is known that would."""

    missing: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Findings:
    """What was found in a folder: the name of the `generator`, "" for none; addresses and dates;
    how many posts that can be found are in each of the `languages`, the most common first, "" for
    those where it is not known; how many files the settings leave out; `notes` tell what a setting
    asks for and cannot have."""

    generator: str
    addresses: Addresses
    dates: Dates
    languages: dict[str, int]
    excluded: int
    notes: tuple[str, ...]


def findings_of(folder: Folder, files: Records) -> Findings:
    """What was found in a folder whose files have these records."""
    generator, pattern = folder.context.site.generator, folder.context.settings.posts.address
    by_date = _BY_DATE.search(pattern) is not None if pattern else generator.by_date
    listed = files.take(files.where(lambda entry: entry.is_listed))
    return Findings(
        generator=generator.label,
        addresses=_addresses(listed, generator.missing, by_date),
        dates=_dates(listed, folder),
        languages=_languages(listed),
        excluded=folder.excluded,
        notes=folder.notes,
    )


def _addresses(listed: Records, advice: str, by_date: bool) -> Addresses:
    """The addresses of listed posts; `advice` is what their generator says of missing ones,
    `by_date` says that dates may be in addresses."""
    has_url = listed.where(lambda entry: entry.url is not None)
    undated = listed.where(lambda entry: entry.added is not None)
    missing = tuple(listed.ids.take(~has_url))
    if by_date and has_url.any() and undated[~has_url].all():
        advice = "their addresses are made of dates: write `date:` into their heads"
    rows = np.flatnonzero(has_url)
    spread = [listed.urls[row] for row in rows[[0, len(rows) // 2, -1] if len(rows) else []]]
    return Addresses(
        tuple(dict.fromkeys(spread)), missing, advice if missing else "", _shared(listed, rows)
    )


def _shared(listed: Records, rows: NDArray[np.int64]) -> tuple[Shared, ...]:
    """The addresses that several of the posts in some rows share, in their order."""
    urls = listed.urls.take(rows).unpacked()
    counts = Counter(urls)
    by_url: dict[str, list[str]] = defaultdict(list)
    for row, url in zip(rows.tolist(), urls, strict=True) if len(counts) < len(urls) else ():
        if counts[url] > 1:
            by_url[url].append(listed.ids[row])
    return tuple(Shared(url, tuple(names)) for url, names in by_url.items())


def _languages(listed: Records) -> dict[str, int]:
    """How many posts are in each language, the most common first."""
    kinds, firsts, sizes = np.unique(listed.kinds, return_index=True, return_counts=True)
    counts: Counter[str] = Counter()
    for place in np.argsort(firsts).tolist():
        counts[listed.shapes[kinds[place]].lang] += int(sizes[place])
    return dict(counts.most_common())


def _dates(listed: Records, folder: Folder) -> Dates:
    missing = tuple(listed.ids.take(listed.where(lambda entry: entry.added == "")))
    asked = folder.context.settings.posts.dates == "git"
    useful = missing and folder.is_checkout and not asked
    advice = 'set [posts] dates = "git" in sakuin.toml, for those of their first commits'
    return Dates(missing, advice if useful else "")
