"""Completions: words and phrases of one index, in how many posts they are, and how most posts
write them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from index.store import Reader, StoredText
from index.text import fold_literal, fold_word
from search.lookup import Border, Docs, literal_spans, within

_MOST_PHRASES, _MOST_BEGUN = 2_000, 2
"""Phrases that begin with one word, and words whose phrases are looked at."""
_LATIN_ASKED, _KATAKANA_ASKED, _MOST_SEEN = 5, 2, 50
"""Posts that tell how a word is written, by its script, and occurrences in each that count."""
_CACHED = 512
_NO_PROSE = ("code", "link")
_REDUNDANT = 0.8
"""Share of a word's posts from which on a longer word that has them replaces it."""
_MOST_COMPARED, _MOST_KEPT = 60, 40
"""Completions that are compared, and phrases that begin with one word and are kept."""
_LATIN, _SEVERAL_WAYS = re.compile("[a-z]"), re.compile("[a-zァ-ヺー]")

_JOINERS = re.compile(r"(?<=[^\W_])[-_./](?=[^\W_])", re.ASCII)

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Completion:
    """A word, as its term, or a phrase, as a folded literal, with the posts that have it,
    ascending."""

    text: str
    docs: Docs
    is_word: bool


def term_of(text: str) -> str:
    """The term of what may be the beginning of a word, joiners or not: nodejs for Node.js."""
    return fold_word(_JOINERS.sub("", text))


class Counting:
    """Counts what words and phrases one index has."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, list[Completion]] = {}
        self._shown: dict[tuple[str, bool], str] = {}

    def words(self, terms: Sequence[str], among: Docs | None) -> list[Completion]:
        """The terms that posts in `among` have, the most frequent first."""
        found = []
        for term in terms:
            docs = np.unique(self._reader.word(term).docs)
            found.append(Completion(term, docs if among is None else _both(docs, among), True))
        return sorted([one for one in found if len(one.docs)], key=_rank)

    def phrases(
        self, typed: str, words: Sequence[Completion], among: Docs | None
    ) -> list[Completion]:
        """The most frequent phrases that begin as typed, or with one of the most frequent of
        `words`, where two posts in `among` have one."""
        begun = {typed, *(fold_literal(word.text) for word in words[:_MOST_BEGUN])}
        found = [one for start in begun for one in self._phrases_of(start, among)]
        return sorted({one.text: one for one in found}.values(), key=_rank)[:_MOST_COMPARED]

    def _phrases_of(self, start: str, among: Docs | None) -> list[Completion]:
        """The most frequent phrases that begin with a text, longer than that."""
        if start not in self._known:
            phrases = [p for p in self._reader.phrases(start, _MOST_PHRASES) if p != start]
            sizes = {phrase: self._reader.phrase_frequency(phrase) for phrase in phrases}
            most = sorted(sizes, key=lambda phrase: (-sizes[phrase], phrase))[:_MOST_KEPT]
            some = [Completion(one, self._reader.phrase(one), False) for one in most]
            _keep(self._known, start, some)
        if among is None:
            return self._known[start]
        return [replace(one, docs=_both(one.docs, among)) for one in self._known[start]]

    def shown(self, one: Completion) -> str:
        """A completion as some of its posts write it most often: only of Latin letters and of
        folded katakana are there several ways."""
        asked = _LATIN_ASKED if _LATIN.search(one.text) else one.is_word * _KATAKANA_ASKED
        if not asked or not _SEVERAL_WAYS.search(one.text):
            return one.text
        key = one.text, one.is_word
        return self._shown.get(key) or _keep(self._shown, key, self._most_frequent(one, asked))

    def _most_frequent(self, one: Completion, asked: int) -> str:
        """The most frequent spelling of a completion in the prose of so many posts, else anywhere
        in them; as it is where they have it otherwise."""
        every = max(len(one.docs) // asked, 1)
        spellings: Counter[tuple[bool, str]] = Counter()
        for doc in one.docs[::every][:asked].tolist():
            text = self._reader.stored(doc).text
            for low, high in self._slices(one, doc, text)[:_MOST_SEEN]:
                field = text.field_at(low)
                spellings[field not in _NO_PROSE, text.shown[low:high]] += 1
        fold = term_of if one.is_word else fold_literal
        same = [key for key in spellings if fold(key[1]) == one.text]
        return max(same, key=lambda key: (key[0], spellings[key]), default=(True, one.text))[1]

    def _slices(self, one: Completion, doc: int, text: StoredText) -> Sequence[tuple[int, int]]:
        """Where a completion is in the shown text of a post."""
        if one.is_word:
            return self._reader.slices(doc, one.text, text)
        return literal_spans(text, one.text, Border.NONE)


def without_redundant(found: Sequence[Completion]) -> list[Completion]:
    """The most frequent of completions, each once, without words of which a longer one has most of
    the posts, and those of one post where others have more."""
    best = sorted(found, key=_rank)[:_MOST_COMPARED]
    least = 2 if best and len(best[0].docs) > 1 else 1
    return [
        one
        for one in {one.text: one for one in reversed(best)}.values()
        if len(one.docs) >= least
        and not any(
            other.text != one.text
            and other.text.startswith(one.text)
            and len(other.docs) >= len(one.docs) * _REDUNDANT
            for other in best
        )
    ][::-1]


def _keep(known: dict[Key, Value], key: Key, value: Value) -> Value:
    """Keeps a value, and returns it; all others are dropped where there are many."""
    if len(known) >= _CACHED:
        known.clear()
    known[key] = value
    return value


def _both(docs: Docs, others: Docs) -> Docs:
    return docs[within(docs, others)]


def _rank(one: Completion) -> tuple[int, str]:
    """A key that is smaller for what is in more posts."""
    return -len(one.docs), one.text
