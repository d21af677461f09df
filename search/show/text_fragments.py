"""Addresses that lead to a passage on its page: text fragments, which browsers look for there
(WICG, "Text Fragments")."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from search.show.kernels import letters

_UNSURE = re.compile(r"-{2,}|\n")
"""What generators typeset, and where a paragraph ends."""
_CLAUSE = re.compile(r"[、，。！？；：」』）】]+\s*")
_LEAST = 4
"""Letters of a text that is looked for."""
_LONG = 28
"""Characters from which on a sentence is told by its beginning and its end."""
_END = 6
"""Characters that either has at least."""
_BEFORE = 36
"""Characters at most of what stands before a text that is on the page twice."""
_IN_ANCHORS = "%!$&'()*+,;=:@/?~"
"""What may stand in an anchor beside letters, digits and `-._`."""


def passage_address(url: str, anchor: str, fragment: str = "") -> str:
    """The address of an anchor, "" for none, on the page at `url`, and of a text fragment there."""
    if "#" in url:
        return url
    behind = quote(anchor, safe=_IN_ANCHORS, errors="replace") + fragment
    return f"{url}#{behind}" if behind else url


def text_fragment(shown: str, start: int, end: int, seams: Sequence[tuple[int, int]]) -> str:
    """What leads a browser to the sentence `shown[start:end]` of a post: `:~:text=` and the
    sentence, or its beginning and its end, without slices that browsers have otherwise, of which
    `seams` are the start and the end, in order; "" where too little is left."""
    runs = [run for run in _runs(shown, start, end, seams) if len(letters(run)) >= _LEAST]
    if not runs:
        return ""
    first, last = runs[0], runs[-1]
    texts = [_beginning(first), _ending(last)]
    if len(runs) == 1 and (len(first) <= _LONG or sum(map(len, texts)) >= len(first)):
        texts = [first]
    before = _before(shown, start) if shown.find(texts[0]) < start else ""
    prefix = f"{_encoded(before)}-," if before else ""
    return f":~:text={prefix}{','.join(map(_encoded, texts))}"


def _runs(shown: str, start: int, end: int, seams: Sequence[tuple[int, int]]) -> list[str]:
    """The pieces of a slice that a browser has as they are."""
    pieces, at = [], start
    for low, high in seams:
        if start <= low and high <= end and low >= at:
            pieces.append(shown[at:low])
            at = high
    pieces.append(shown[at:end])
    return [run.strip() for piece in pieces for run in _UNSURE.split(piece)]


def _beginning(text: str) -> str:
    """Its first clauses; all of it where they are as long."""
    ends = (clause.end() for clause in _CLAUSE.finditer(text))
    return text[: next((end for end in ends if end >= _END), len(text))].rstrip()


def _ending(text: str) -> str:
    """Its last clauses; all of it where they are as long."""
    begins = [clause.end() for clause in _CLAUSE.finditer(text) if len(text) - clause.end() >= _END]
    return text[begins[-1] :] if begins else text


def _before(shown: str, start: int) -> str:
    """The end of what stands before a place in its section, "" where that is long."""
    before = shown[max(0, start - 200) : start].rstrip()
    line = re.split(r"[\x00-\x1f]", before)[-1]
    ending = _ending(line)
    return ending if len(ending) <= _BEFORE else ""


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")
