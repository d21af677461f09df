"""If you can see it, you can find it: random pieces of what is shown, looked for as quotes."""

import json
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.store import Reader, open_current
from index.text import literal
from search.expand import literally
from search.postings import within
from search.runs import candidates, posted

_FILE = "verified.json"
_LONGEST = 12
_NAMED = 5
_TRIES = 20


@dataclass(frozen=True)
class Verified:
    """Of a generation: how many pieces were looked for and how many found their post; `missed`
    names the first that did not, as `post: piece`."""

    generation: str
    samples: int
    found: int
    missed: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return self.found == self.samples


def verify(index: Path, samples: int, seed: int | None = None) -> Verified:
    """Looks for pieces of 1 to 12 characters of random posts of the generation in force, and keeps
    the result beside it. Raises NoIndex."""
    reader = open_current(index)
    tried, missed = 0, []
    for doc, piece in _pieces(reader, samples, random.Random(seed)):
        tried += 1
        if not _is_found(doc, piece, reader):
            missed.append(f"{reader.post_id(doc)}: {piece!r}")
    made = Verified(reader.manifest.generation, tried, tried - len(missed), tuple(missed[:_NAMED]))
    (index / _FILE).write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    return made


def _is_found(doc: int, piece: str, reader: Reader) -> bool:
    """Whether a quoted piece finds a document, as a search does that looks at all of them."""
    [run] = literally(piece).runs
    docs = candidates(reader, run)
    one = docs[within(docs, np.array([doc], dtype=np.int32))]
    return len(posted(reader, one, run).docs) > 0


def last_verified(index: Path, generation: str) -> Verified | None:
    """What was kept of a generation; None where nothing was."""
    try:
        raw = json.loads((index / _FILE).read_text(encoding="utf-8"))
        made = Verified(**{**raw, "missed": tuple(raw["missed"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return made if made.generation == generation else None


def forget(index: Path) -> None:
    """Drops what was kept: an index made anew may have a generation of the same name."""
    (index / _FILE).unlink(missing_ok=True)


def _pieces(reader: Reader, samples: int, draw: random.Random) -> Iterator[tuple[int, str]]:
    """(document, piece) of posts drawn with equal chance."""
    live = np.flatnonzero(reader.live).tolist()
    if not live:
        return
    for _ in range(samples):
        doc = draw.choice(live)
        text = reader.stored(doc).text
        sections = list(map(text.section, text.sections))
        pieces = (_piece(draw.choice(sections), draw) for _ in range(_TRIES))
        piece = next((piece for piece in pieces if literal(piece).strip()), None)
        if piece is not None:
            yield doc, piece


def _piece(section: str, draw: random.Random) -> str:
    """Some characters, cut where a reader sees one end and the next begin."""
    if not section:
        return ""
    start = draw.randrange(len(section))
    end = min(start + draw.randint(1, _LONGEST), len(section))
    while start > 0 and _joined(section, start):
        start -= 1
    while end < len(section) and _joined(section, end):
        end += 1
    return section[start:end]


def _joined(text: str, at: int) -> bool:
    """Whether the character at `at` is one with the one before it to a reader."""
    mark = unicodedata.category(text[at]) in ("Mn", "Me", "Mc", "Cf") or text[at] in "ﾞﾟ゛゜"
    return mark or text[at - 1] == "\u200d"
