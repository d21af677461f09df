"""What is shown of links and images."""

import re
from urllib.parse import unquote

_URI = re.compile(r"(?:https?|xref):\S+$")
_FILE_NAME = re.compile(r"[\w.-]+", re.ASCII)
_PLACING = re.compile(
    r"(?:(?:bg|fit|contain|cover|auto|vertical|left|right|\d+%|blur|sepia"
    r"|(?:w|h|width|height|left|right|blur|brightness|opacity|sepia):\S+)(?:\s+|$))+"
)


def link_text(text: str) -> str:
    """The text of a link: of one that is its own address, what that says; of a reference to an API
    (DocFX), its name."""
    if not _URI.match(text):
        return text
    name = text.removeprefix("xref:")
    name = name if name == text else name.partition("?")[0].removesuffix("%2A")
    try:
        return unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name


def alternative_text(alt: str) -> str:
    """The text shown for an image with this `alt`, "" where that is only a file's name, or says how
    a slide has it (Marp)."""
    return "" if _FILE_NAME.fullmatch(alt) or _PLACING.fullmatch(alt) else alt
