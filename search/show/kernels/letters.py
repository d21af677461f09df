"""The letters of a text, by which repetition is recognised."""

import re

COMPILED = not __file__.endswith(".py")
_NOISE = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """The letters and digits of a text, without case."""
    if not COMPILED:
        return _NOISE.sub("", text).casefold()
    runs: list[str] = []
    start, size = 0, len(text)
    for at in range(size):
        if not text[at].isalnum():
            if start < at:
                runs.append(text[start:at])
            start = at + 1
    if start < size:
        runs.append(text[start:])
    return "".join(runs).casefold()
