"""Phrases: nouns written without a space that are not glued to one word, such as 全文検索; what
suggestions offer. Each is a line beside the forms, `+` and the phrase as a folded literal, so that
those which begin with a word are found; and its documents are kept as those of a gram."""

import re

import numpy as np

from index.text.analyse import Tokens, groups
from index.text.gram_numbers import phrase_number
from index.text.grams import Grams
from index.text.literal import fold_literal
from index.values import Int32s, Int64s

_LONGEST = 30
_LETTER = "\u3005\u3400-\u9fffァ-ヺーA-Za-zＡ-Ｚａ-ｚ"
_NOUN = re.compile(
    rf"[{_LETTER}]|[{_LETTER}][{_LETTER}ぁ-ん・]*[{_LETTER}きぎしちにびみりけげせてねべめれえ]"
)
"""What may be a noun: verbs and adjectives end otherwise than what is made of them (組み込み)."""


Phrases = dict[str, set[int]]
"""The documents with each phrase, a folded literal."""


def phrases(tokens: Tokens, shown: str, cuts: Int32s, docs: Int64s) -> Phrases:
    """The phrases of two and three nouns in texts: text t, of the document `docs[t]`, is what
    `shown` has between the characters `cuts[t]` and `cuts[t + 1]`."""
    firsts, ends = groups(tokens)
    sizes = np.diff(tokens.bounds)
    shift, of = np.repeat(cuts[:-1] + 1, sizes), np.repeat(docs, sizes)
    low, high = (tokens.starts + shift)[firsts], (tokens.ends + shift)[ends - 1]
    other = np.append(0, (tokens.light | tokens.numeral).cumsum())
    noun = other[ends] == other[firsts]
    touching = (high[:-1] == low[1:]) & noun[:-1] & noun[1:]
    at = np.flatnonzero(touching)
    threes = np.append(touching, False)[at + 1].tolist()
    begins, stops = low.tolist(), high.tolist()
    found: dict[tuple[str, ...], set[int]] = {}
    for first, is_three, doc in zip(at.tolist(), threes, of[firsts[at]].tolist(), strict=True):
        words = range(first, first + 2 + is_three)
        phrase = tuple([shown[begins[word] : stops[word]] for word in words])
        docs_of = found.get(phrase)
        if docs_of is None:
            found[phrase] = {doc}
        else:
            docs_of.add(doc)
    return _folded(found)


def _folded(found: dict[tuple[str, ...], set[int]]) -> Phrases:
    """The phrases of neighbouring words, as far as these are nouns."""
    nouns = {word for words in found for word in words if _NOUN.fullmatch(word)}
    known: Phrases = {}
    for words, docs in found.items():
        for count in range(2, len(words) + 1):
            if not nouns.issuperset(words[:count]):
                continue
            literal = fold_literal("".join(words[:count]))
            if len(literal) <= _LONGEST:
                known.setdefault(literal, set()).update(docs)
    return known


def phrase_lines(phrases: Phrases) -> set[str]:
    """The lines of phrases."""
    return {f"+{literal}" for literal in phrases}


def phrase_grams(phrases: Phrases) -> Grams:
    """The documents with phrases, each phrase as the number that stands for it."""
    pairs = sorted(
        (phrase_number(literal), doc) for literal, docs in phrases.items() for doc in docs
    )
    numbers = np.array([number for number, _ in pairs], dtype=np.uint64)
    return numbers, np.array([doc for _, doc in pairs], dtype=np.int64)
