"""How a text may be read: the readings that MeCab finds for it, the likeliest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.text.kana import hiragana, is_kana
from index.text.tagger import tagger
from index.values import AddedWords


@dataclass(frozen=True)
class Heard:
    """A piece `text[start:end]` of a text and its reading in hiragana, "" where it has none;
    `known` where the dictionary has it."""

    start: int
    end: int
    kana: str
    known: bool


def heard(text: str, added: AddedWords, most: int) -> list[tuple[Heard, ...]]:
    """Up to `most` ways to cut a short text, safely folded and without spaces, into words and to
    read these; [] for one with spaces."""
    if not text.strip() or any(map(str.isspace, text)):
        return []
    found = tagger(added).nbest(text, most)
    return list(dict.fromkeys(_paths(text, found.split("\n"))))


def _paths(text: str, lines: list[str]) -> Iterator[tuple[Heard, ...]]:
    """The pieces of each path: MeCab writes the words of one after those of another."""
    path: list[Heard] = []
    at = 0
    for line in filter(None, lines):
        shown, _, _, read = (line + "\t\t\t").split("\t")[:4]
        sound = shown if is_kana(shown) else read
        path.append(
            Heard(at, at + len(shown), hiragana(sound) if is_kana(sound) else "", bool(read))
        )
        at += len(shown)
        if at >= len(text):
            yield tuple(path)
            path, at = [], 0
