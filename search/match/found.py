"""The postings of what an alternative matches in one index: words, beginnings, literals."""

from collections.abc import Sequence

from index.store import Postings, Reader
from index.text import GRAM, border_gram
from search.contract import spend
from search.expand import Alternative
from search.lookup import (
    Docs,
    alike_candidates,
    candidates,
    in_field,
    posted,
    posted_alike,
    united,
    within,
)

_WORD, _BEGUN, _PER_BEGUN = 25, 500, 3
"""Work of a word, of words that begin so, and how many of their postings make a unit."""


def of_prefix(reader: Reader, prefix: str, field: str | None) -> Postings:
    """The postings of the words that begin with a Latin prefix."""
    if len(prefix) <= GRAM and field is None:
        return Postings(reader.gram(border_gram(prefix)), None, None)
    # posts with a compound that a known word begins have that word
    postings = reader.begun(prefix, single=reader.frequency(prefix) > 0)
    spend(_BEGUN + len(postings.docs) // _PER_BEGUN)
    return united([in_field(postings, field)])


def of_words(reader: Reader, words: Sequence[str], field: str | None) -> Postings:
    """The postings of the words as if they were one word."""
    postings = []
    for word in words:
        spend(_WORD)
        postings.append(in_field(reader.word(word), field))
    return postings[0] if len(postings) == 1 else united(postings)


def of_literals(
    reader: Reader, alternative: Alternative, field: str | None, known: Docs | None
) -> Postings:
    """The postings of an alternative's literals as if they were one word, but in documents of
    `known`: grams give the candidates, texts decide."""
    postings: list[Postings] = []
    for literal in alternative.literals:
        docs = candidates(reader, literal, alternative.bordered)
        docs = docs if known is None else docs[~within(docs, known)]
        postings.append(posted(reader, docs, literal, alternative.bordered, field))
    found = [some.docs for some in postings if len(some.docs)]
    for text in alternative.alike:
        docs = alike_candidates(reader, text)
        for others in (*found, *(() if known is None else (known,))):
            docs = docs[~within(docs, others)]
        as_words = alternative.as_words
        postings.append(posted_alike(reader, docs, text, as_words, field))
    return postings[0] if len(postings) == 1 else united(postings)
