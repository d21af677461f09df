"""Did you mean: a query with few hits → one that differs by a slip and has many more."""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.text import (
    LATIN_RUN,
    fold_literal,
    fold_word,
    from_romaji,
    hiragana,
    is_kana,
    katakana,
    morae,
    read,
)
from search.match import Evaluator
from search.query import And, Leaf, Node

_FEW, _MUCH_MORE = 2, 5
"""Hits up to which a query is corrected, and how many times as many a correction must have."""
_MOST_WORDS, _MOST_TRIED = 8, 25
"""Leaves of a query that is corrected, and readings of one in mixed letters that are tried: bounds
for the time that a query can take."""
_MIXED = re.compile("(?=.*[a-z])(?=.*[ぁ-ゖァ-ヺ])[a-zぁ-ゖァ-ヺー]{2,20}")
_NO_DIGIT = re.compile(r"\D+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEAST_LATIN, _MOST_LATIN = 4, 16
_LEAST_KANA, _MOST_KANA = 3, 16

_MISHEARD = (
    "しち", "じち", "じぢ", "ずづ", "しす", "つす", "おを", "はわ", "えへ", "いえ", "りに", "らだ",
    "かが", "きぎ", "くぐ", "けげ", "こご", "さざ", "しじ", "すず", "せぜ", "そぞ", "ただ", "ちぢ",
    "つづ", "てで", "とど", "はば", "ひび", "ふぶ", "へべ", "ほぼ", "ばぱ", "びぴ", "ぶぷ", "べぺ",
    "ぼぽ", "やゃ", "ゆゅ", "よょ", "つっ", "あぁ", "いぃ", "うぅ", "えぇ", "おぉ",
)  # fmt: skip
"""Kana that are taken for one another, by ear, by hand or in small print."""


def corrected(node: Node, evaluator: Evaluator) -> str | None:
    """The query with one leaf corrected, so that it has most hits, and much more than as typed;
    None where no correction has. Only a query of up to _MOST_WORDS leaves, and nothing else, is
    corrected."""
    parts = node.parts if isinstance(node, And) else (node,)
    leaves = [part for part in parts if isinstance(part, Leaf)]
    total = len(evaluator.docset(node).docs)
    if total > _FEW or len(leaves) < len(parts) or len(leaves) > _MOST_WORDS:
        return None
    best, least = None, max(total * _MUCH_MORE, 1)
    for others in _corrections(leaves, evaluator):
        hits = len(evaluator.docset(And(others)).docs)
        if hits >= least:
            best, least = " ".join(map(_typed, others)), hits + 1
    return best


def _corrections(leaves: Sequence[Leaf], evaluator: Evaluator) -> Iterator[tuple[Leaf, ...]]:
    """The leaves with one of them replaced by a candidate, if it has few hits itself."""
    for number, leaf in enumerate(leaves):
        if len(evaluator.docset(leaf).docs) <= _FEW:
            for word in _candidates(leaf.text, evaluator):
                yield (*leaves[:number], Leaf(word, leaf.field), *leaves[number + 1 :])


def _typed(leaf: Leaf) -> str:
    """A leaf as a reader types it."""
    return f"{leaf.field}:{leaf.text}" if leaf.field else leaf.text


def _candidates(typed: str, evaluator: Evaluator) -> Iterator[str]:
    """Words of the index that a leaf may be a slip for."""
    literal = fold_literal(typed)
    if LATIN_RUN.fullmatch(literal) and literal.isascii():
        if _LEAST_LATIN <= len(literal) <= _MOST_LATIN:
            yield from _most_frequent(_latin_edits(literal), evaluator)
    elif _MIXED.fullmatch(literal):
        for kana in _in_kana(hiragana(literal)):
            yield from _words_read(kana, evaluator)
    elif is_kana(literal) and _LEAST_KANA <= morae(literal) <= _MOST_KANA:
        for kana in dict.fromkeys(_kana_edits(hiragana(literal))):
            yield from _words_read(kana, evaluator)


def _latin_edits(word: str) -> Iterator[str]:
    """All words at one edit: a letter left out, added, replaced, or exchanged with the next
    (Damerau 1964). Digits stay: iphone15 is no slip for iphone5."""
    digits = _NO_DIGIT.sub("", word)
    return (edit for edit in _edits(word) if _NO_DIGIT.sub("", edit) == digits)


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]


def _most_frequent(words: Iterable[str], evaluator: Evaluator) -> Iterator[str]:
    """The one of the words that is most frequent in the index, if any is in it."""
    sizes = {word: len(evaluator.reader.word(word).docs) for word in dict.fromkeys(words)}
    best = max(sizes, key=lambda word: sizes[word])
    if sizes[best]:
        yield best


def _in_kana(mixed: str) -> Iterator[str]:
    """Readings of a word typed in kana and Latin letters, as an input method leaves it: けnさく,
    kんさく."""
    readings = [""]
    for piece in re.findall("[a-z]+|[ぁ-ゖー]+", mixed):
        if is_kana(piece):
            sounds = [piece]
        else:  # the vowel of its last syllable may be missing
            tries = [from_romaji(piece), *(from_romaji(piece + vowel) for vowel in "aiueo")]
            sounds = [sound for sound in tries if sound is not None]
        readings = [before + sound for before in readings for sound in sounds][:_MOST_TRIED]
    yield from readings


def _kana_edits(kana: str) -> Iterator[str]:
    """All readings at one edit: a kana replaced by a similar one, a long vowel, っ or ん added or
    left out, two kana exchanged."""
    pairs = [pair for a, b in map(tuple, _MISHEARD) for pair in ((a, b), (b, a))]
    for at in range(len(kana)):
        head, here, tail = kana[:at], kana[at], kana[at + 1 :]
        yield from (head + b + tail for a, b in pairs if a == here)
        if here in "ーっうん":
            yield head + tail
        yield from (head + here + more + tail for more in "ーっうん")
        if tail:
            yield head + tail[0] + here + tail[1:]


def _words_read(kana: str, evaluator: Evaluator) -> Iterator[str]:
    """The most frequent word of the index with that reading."""
    words = (*evaluator.reader.forms(read(kana, exactly=True)), fold_word(katakana(kana)))
    return _most_frequent(words, evaluator)
