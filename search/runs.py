"""Where a folded run stands in a post."""

from index.store import StoredText
from index.text import LATIN_RUN

Spans = list[tuple[int, int]]


def literal_spans(text: StoredText, run: str, bordered: bool) -> Spans:
    """Slices of the shown text whose folded form is `run`; with `bordered`, only those that begin
    at a border of a Latin run: its start, a camelCase hump, a change of letter to digit."""
    spans: Spans = []
    at = text.folded.find(run) if run else -1
    while at >= 0:
        start, end = text.to_shown(at, at + len(run))
        if not bordered or _at_border(text.shown, start, end):
            spans.append((start, end))
        at = text.folded.find(run, at + len(run))
    return spans


def _at_border(text: str, start: int, end: int) -> bool:
    before, first = text[start - 1 : start], text[start:end]
    if not before or not LATIN_RUN.match(before):
        return True
    return before.isdigit() is not first[0].isdigit() or (before.islower() and first[0].isupper())


def begins_bordered(text: str, run: str, at: int) -> bool:
    """Whether `run`, at `at` in a folded text, begins where a Latin run or a change of letters to
    digits does. Humps of camelCase do not show in folded text."""
    before = text[at - 1] if at else " "
    return not LATIN_RUN.match(before) or before.isdigit() is not run[0].isdigit()
