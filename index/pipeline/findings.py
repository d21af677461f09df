"""What an owner is told about a folder of posts: its generator, the addresses and dates of posts,
and what would give those that have none one."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from index.pipeline.folder import Folder
from index.values import FileEntry

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


def findings_of(folder: Folder, files: Mapping[str, FileEntry]) -> Findings:
    """What was found in a folder whose files have these entries, by post id."""
    generator, pattern = folder.context.site.generator, folder.context.settings.posts.address
    by_date = _BY_DATE.search(pattern) is not None if pattern else generator.by_date
    listed = {name: entry for name, entry in files.items() if entry.is_listed}
    return Findings(
        generator=generator.label,
        addresses=_addresses(listed, generator.missing, by_date),
        dates=_dates(listed, folder),
        languages=dict(Counter(entry.lang for entry in listed.values()).most_common()),
        excluded=folder.excluded,
        notes=folder.notes,
    )


def _addresses(listed: Mapping[str, FileEntry], advice: str, by_date: bool) -> Addresses:
    """The addresses of entries; `advice` is what their generator says of missing ones, `by_date`
    says that dates may be in addresses."""
    urls = [entry.url for entry in listed.values() if entry.url is not None]
    missing = tuple(name for name, entry in listed.items() if entry.url is None)
    if by_date and urls and all(listed[name].added is not None for name in missing):
        advice = "their addresses are made of dates: write `date:` into their heads"
    return Addresses(_spread(urls), missing, advice if missing else "", _shared(listed))


def _spread(urls: list[str]) -> tuple[str, ...]:
    """The first, the middle and the last."""
    places = [0, len(urls) // 2, len(urls) - 1] if urls else []
    return tuple(dict.fromkeys(urls[place] for place in places))


def _shared(listed: Mapping[str, FileEntry]) -> tuple[Shared, ...]:
    by_url: dict[str, list[str]] = defaultdict(list)
    for name, entry in listed.items():
        if entry.url is not None:
            by_url[entry.url].append(name)
    return tuple(Shared(url, tuple(names)) for url, names in by_url.items() if len(names) > 1)


def _dates(listed: Mapping[str, FileEntry], folder: Folder) -> Dates:
    missing = tuple(name for name, entry in listed.items() if entry.added == "")
    asked = folder.context.settings.posts.dates == "git"
    useful = missing and folder.is_checkout and not asked
    advice = 'set [posts] dates = "git" in sakuin.toml, for those of their first commits'
    return Dates(missing, advice if useful else "")
