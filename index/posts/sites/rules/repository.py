"""Files that repositories have beside posts: for those who work on them, on no site."""

import re
from pathlib import PurePosixPath

_NAMES = re.compile(
    r"readme|agents|claude|gemini|copilot-instructions|licen[cs]e|copying|notice|contributing"
    r"|contributors|code_of_conduct|security|support|changelog|pull_request_template"
    r"|issue_template"
)


def is_of_repository(place: str) -> bool:
    """Whether a file is one such, by its name, with or without a language behind it."""
    name = PurePosixPath(place).name.lower()
    return _NAMES.fullmatch(name.split(".")[0]) is not None
