"""The owner's own pattern of addresses, `[posts] address`."""

import re
from pathlib import PurePosixPath

from index.posts.sites.rules import Page, date_values, encoded, quoted

_INDEXES = ("index", "_index", "README")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DATES = ("year", "month", "day", "hour", "minute", "second")
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")


def from_pattern(pattern: str, page: Page) -> str | None:
    """The address, percent-encoded, that a pattern such as `/blog/{year}/{slug}/` gives a page;
    None where a placeholder has no value.

    `{path}` is the place without its suffix, `{folder}` the folders above, `{name}` the file's name
    without its suffix, `{slug}` the `slug` of the front matter, else the name without a date before
    it; of a file called `index` or `README` all these are those of its folder. `{year}`, `{month}`,
    `{day}`, `{hour}`, `{minute}`, `{second}` and `{date}`, as 2024-01-02, are of the date in the
    site's time zone; `{category}` is the first one; any other name is a key of the front matter."""
    values = [_value(name.strip().lower(), page) for name in _PLACEHOLDER.findall(pattern)]
    if not all(values):
        return None
    left = iter(values)
    path = _PLACEHOLDER.sub(lambda _: quoted(next(left)), pattern)
    return encoded(re.sub(r"(?<!:)/{2,}", "/", path))


def _value(name: str, page: Page) -> str:
    place = PurePosixPath(page.place).with_suffix("")
    if place.name in _INDEXES:
        place = place.parent
    date = page.date.astimezone(page.zone) if page.date else None
    dates = dict.fromkeys(_DATES, "") | date_values(date)
    known = dates | {
        "path": str(place) if place.name else "/",
        "folder": str(place.parent) if place.parent.name else "/",
        "name": place.name,
        "slug": page.text("slug") or _DATED.sub("", place.name),
        "date": f"{date:%Y-%m-%d}" if date else "",
        "category": next(iter(page.categories), ""),
    }
    return known[name] if name in known else page.text(name)
