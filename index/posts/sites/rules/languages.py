"""What the configuration and the folders of a site say of the languages of its posts."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from index.values import language_of

_TRANSLATED = re.compile(r"(?:^|/)i18n/([^/]+)/.")
"""Where Docusaurus keeps translations."""


def first_language(config: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The language that the first of some keys of a configuration names, of a list the first; ""
    where none does."""
    stated = (config.get(key) for key in keys)
    first = (one[0] if isinstance(one, list) and one else one for one in stated)
    return next(filter(None, (language_of(str(one or "")) for one in first)), "")


def translated(place: str) -> str:
    """The language of the folder of `i18n/` that a place is in, "" for none."""
    found = _TRANSLATED.search(place)
    return language_of(found[1]) if found else ""


def language_of_folder(codes: object, place: str) -> str:
    """The language of the first folder that is named as one of a list of codes, "" for none."""
    known = {str(code).lower() for code in codes} if isinstance(codes, list) else set()
    folders = (folder.lower() for folder in PurePosixPath(place).parts[:-1])
    return next(filter(None, (language_of(one) for one in folders if one in known)), "")
