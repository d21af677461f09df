"""What starts over: a post that is one text again and again, and paragraphs that say what another
said, or break off before they said all."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from index.posts.markdown.units import Unit, period

_LENGTH, _AT_ONCE = 8, 5
"""Letters of a paragraph that is no exclamation: anywhere under a heading, and beside the paragraph
that it says again."""


def mark_restarts(units: Sequence[Unit], share: float) -> bool:
    """Marks what starts over, if that is more than a share of the text; whether it is."""
    return _mark_rounds(units) or _mark_paragraphs(units, share)


def _mark_rounds(units: Sequence[Unit]) -> bool:
    """Marks all but the first round of a post that is one text again and again. A sentence that
    begins in it stays, as the round may begin in the middle of one."""
    first = 0 if any(unit.in_list for unit in units) else period("".join(u.key for u in units))
    if not first:
        return False
    begin = 0
    for unit in units:
        unit.repeat = begin >= first
        begin += len(unit.key)
    return True


def _mark_paragraphs(units: Sequence[Unit], share: float) -> bool:
    paragraphs = [list(group) for _, group in groupby(units, key=lambda unit: unit.paragraph)]
    marked = dict(_restarts(paragraphs))
    again = sum(len(unit.text) for number in marked for unit in paragraphs[number])
    if again <= share * sum(len(unit.text) for unit in units):
        return False
    for number, reason in marked.items():
        for unit in paragraphs[number]:
            unit.repeat, unit.reason = True, reason
    return True


def _restarts(paragraphs: Sequence[Sequence[Unit]]) -> list[tuple[int, str]]:
    """The numbers of the paragraphs that start over, each with the reason to remove it. In the
    order of their letters, what a paragraph is the beginning of follows upon it."""
    said = sorted(
        (units[0].under, "".join(unit.key for unit in units), number)
        for number, units in enumerate(paragraphs)
        if not units[0].in_list
    )
    found: list[tuple[int, str]] = []
    for (under, key, number), (next_under, longer, other) in pairwise(said):
        long_enough = len(key) >= (_AT_ONCE if abs(number - other) == 1 else _LENGTH)
        if under != next_under or not long_enough:
            continue
        if key == longer:
            found.append((other, "repeat"))
        elif longer.startswith(key) and not paragraphs[number][-1].ends:
            found.append((number, "fragment"))
    return found
