"""Suggestions: how what a reader is typing may go on."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from index.text import (
    begun,
    fold_literal,
    fold_word,
    hiragana,
    is_kana,
    katakana,
    loose,
    width,
)
from search.assist.completions import Counting, term_of, without_redundant
from search.assist.correct import Corrector
from search.contract import (
    LONGEST_QUERY,
    MOST_SUGGESTIONS,
    Suggestion,
    check_query,
    check_size,
    spend,
)
from search.expand import WHOLE
from search.lookup import Docs, best, label_key
from search.match import Evaluator
from search.query import And, Leaf, check_leaves

_MOST_WORDS, _MOST_READ = 1_000, 3_000
"""Words that are considered: those that begin as typed, and those whose reading does."""
_MOST_COUNTED = 40
"""Words whose posts are counted, and tags that are told."""
_PER_UNIT = 16
"""Values of a label that are looked at in a unit of work."""
_MOST_TITLES = 3
_SPACE = re.compile(r"\s")
_ONE_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_NO_WORD = re.compile(r"[\d\W]*|.")


class Suggester:
    """Suggests what one generation has. What is typed may end in the beginning of a word, also in
    kana or romaji that no input method has converted yet."""

    def __init__(self, evaluator: Evaluator, corrector: Corrector) -> None:
        self._evaluator, self._corrector = evaluator, corrector
        self._reader, self._columns = evaluator.reader, evaluator.columns
        self._counting = Counting(evaluator.reader)
        self._live = np.flatnonzero(self._columns.live).astype(np.int32)

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """At most `size` suggestions: words and tags, the most frequent first, then titles; without
        any a correction. BadParameter where the text is too long or `size` out of bounds."""
        check_query(typed)
        check_leaves(typed)
        check_size(size, MOST_SUGGESTIONS)
        head, last = _split(typed)
        if not last or _ONE_KANA.fullmatch(last):
            return []
        among = self._among(head) if head else None
        words = [*self._tags(last, among), *self._phrases(last, among, size)]
        once: dict[str, Suggestion] = {}
        for word in sorted(words, key=lambda word: -word.count):
            once.setdefault(fold_literal(word.text), word)
        words = list(once.values())
        titles = list(self._titles(head, last, words))
        words = words[: size - min(len(titles), size // 2)]
        suggestions = [_after(head, word) for word in words] + titles
        suggestions = [one for one in suggestions if one.url or len(one.text) <= LONGEST_QUERY]
        return suggestions[:size] or self._correction(typed)

    def _among(self, head: str) -> Docs:
        """The posts that match the words before the last, by whole words if any does."""
        docset = self._evaluator.docset(self._evaluator.parse(head))
        whole = docset.docs[docset.kinds <= WHOLE]
        return whole if len(whole) else docset.docs

    def _tags(self, last: str, among: Docs | None) -> Iterator[Suggestion]:
        """The most frequent tags and categories that begin as typed."""
        key = label_key(last)
        for name in ("tag", "category"):
            values = self._columns.values[name]
            spend(len(values.by_folded) // _PER_UNIT)
            counts = values.counts(self._live if among is None else among)
            folded = values.by_folded.items()
            some = [n for value, n in folded if value.startswith(key) and value != key]
            numbers = np.array(some, dtype=np.intp)
            numbers = numbers[counts[numbers] > 0]
            for number in numbers[best([-counts[numbers], numbers], _MOST_COUNTED)].tolist():
                yield Suggestion(values.shown[number], "tag", int(counts[number]))

    def _phrases(self, last: str, among: Docs | None, size: int) -> list[Suggestion]:
        """Words that begin as typed and phrases that begin with these, by how many of the posts in
        `among` have them, as most of these write them."""
        terms = [term for term in dict.fromkeys(self._words(last)) if not _NO_WORD.fullmatch(term)]
        terms.sort(key=lambda term: -self._reader.frequency(term))
        words = self._counting.words(terms[:_MOST_COUNTED], among)
        phrases = self._counting.phrases(fold_literal(last), words, among)
        found = [one for one in without_redundant([*words, *phrases]) if one.text != term_of(last)]
        shown = ((self._counting.shown(one), len(one.docs)) for one in found)
        some = (pair for pair in shown if "/" not in pair[0])
        return [Suggestion(text, "phrase", count) for text, count in islice(some, size)]

    def _words(self, last: str) -> Iterator[str]:
        """Terms that begin as typed, or whose reading does."""
        if begun_word := term_of(last):
            yield from self._reader.prefixed(begun_word, _MOST_WORDS)
        literal = fold_literal(last)
        for kana in begun(literal) if len(literal) > 1 else ():  # one letter is too little
            yield from self._reader.prefixed(fold_word(katakana(kana)), _MOST_WORDS)
            exactly = is_kana(hiragana(literal[:1])) or loose(kana) != kana
            for reading, term in self._reader.read(loose(kana), _MOST_READ):
                if not exactly or reading.startswith(kana):
                    yield term

    def _titles(self, head: str, last: str, words: Iterable[Suggestion]) -> Iterator[Suggestion]:
        """Titles with the word as typed, or else with the first suggested word that a title has.
        Kana as typed are tried last, as they occur inside other words."""
        texts = [last, *(word.text for word in words)]
        if is_kana(fold_literal(last)):
            texts.append(texts.pop(0))
        for text in texts[:_MOST_COUNTED]:
            leaf = Leaf(text, "title")
            node = And((self._evaluator.parse(head), leaf)) if head else leaf
            docset = self._evaluator.docset(node)
            if not len(docset.docs):
                continue
            first = np.lexsort((docset.docs, -docset.score))[:_MOST_TITLES]
            for doc in docset.docs[first].tolist():
                meta = self._reader.stored(doc).meta
                yield Suggestion(meta.title, "title", 1, meta.url)
            return

    def _correction(self, typed: str) -> list[Suggestion]:
        """The correction of what is typed, if there is one."""
        text = self._corrector.corrected(self._evaluator.parse(typed))
        if text is None:
            return []
        docset = self._evaluator.docset(self._evaluator.parse(text))
        return [Suggestion(text, "correction", len(docset.docs))]


def _split(typed: str) -> tuple[str, str]:
    """(the words before the last, the last one, which may be a beginning); "" for none."""
    plain = width(typed)
    if _SPACE.match(plain[-1:]):
        return plain.strip(), ""
    *head, last = _SPACE.split(plain.strip())
    return " ".join(head), last


def _after(head: str, word: Suggestion) -> Suggestion:
    """A suggestion with the words that were typed before it."""
    return Suggestion(f"{head} {word.text}", word.kind, word.count) if head else word
