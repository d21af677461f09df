"""The owner's own pattern of addresses, `[posts] address`."""

import re
from pathlib import PurePosixPath

from index.posts.sites.address import quoted
from index.posts.sites.generator import Page

_INDEXES = ("index", "_index", "README")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")


def from_pattern(pattern: str, page: Page) -> str | None:
    """The path, percent-encoded, that a pattern such as `/blog/{year}/{slug}/` gives a page; None
    where a placeholder has no value.

    `{path}` is the place without its suffix, `{folder}` the folders above, `{name}` the file's name
    without its suffix, `{slug}` the `slug` of the front matter, else the name without a date before
    it; of a file called `index` or `README` all these are those of its folder. `{year}`, `{month}`
    and `{day}` are of the date; any other name is a key of the front matter."""
    values = [_value(name.strip(), page) for name in _PLACEHOLDER.findall(pattern)]
    if not all(values):
        return None
    filled = iter(values)
    path = _PLACEHOLDER.sub(lambda _: quoted(next(filled)), pattern)
    return re.sub(r"(?<!:)/{2,}", "/", path)


def _value(name: str, page: Page) -> str:
    place, date = PurePosixPath(page.place).with_suffix(""), page.date
    if place.name in _INDEXES:
        place = place.parent
    known = {
        "path": str(place) if place.name else "/",
        "folder": str(place.parent) if place.parent.name else "/",
        "name": place.name,
        "slug": page.text("slug") or _DATED.sub("", place.name),
        "year": f"{date:%Y}" if date else "",
        "month": f"{date:%m}" if date else "",
        "day": f"{date:%d}" if date else "",
    }
    return known[name] if name in known else page.text(name.lower())
