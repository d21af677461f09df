"""Queries of every kind, drawn from the documents with a fixed seed: keywords of JaQuAD where the
documents are its passages, words of one document elsewhere."""

import dataclasses
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpora import json_lines, passage_id
from benchmarks.model import (
    AND,
    CHARACTER,
    DATED,
    FACETS,
    FILTERED,
    KINDS,
    OR,
    PHRASE,
    SUBSTRING,
    WORD,
    Corpus,
    Doc,
    Query,
)  # fmt: skip
from benchmarks.tokens import tokens

COUNT, WARM = 200, 22
"""Queries of a kind that are measured, and those asked before them: the worker takes a tenth."""
_SAMPLE = 1_500
"""Documents that queries are drawn from."""
_SEED = 20_240_101
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー一-鿿々]+")


def write_queries(corpus: Corpus, path: Path) -> None:
    """Saves {kind: queries}, each kind's distinct."""
    chance = random.Random(_SEED)
    docs = _sample(corpus, chance)
    groups = list(dict.fromkeys(_groups(corpus, docs, chance)))
    chance.shuffle(groups)
    made = {kind: _of_kind(kind, docs, groups, chance) for kind in KINDS}
    plain = {kind: [dataclasses.asdict(q) for q in queries] for kind, queries in made.items()}
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


Group = tuple[tuple[str, ...], str]
"""Two or three words of one document, and its category."""


def _sample(corpus: Corpus, chance: random.Random) -> list[Doc]:
    total = corpus.stats().documents
    chosen = set(chance.sample(range(total), min(_SAMPLE, total)))
    return [doc for number, doc in enumerate(corpus.docs()) if number in chosen]


def _groups(corpus: Corpus, docs: list[Doc], chance: random.Random) -> Iterator[Group]:
    if corpus.name.startswith("jaquad"):
        categories = {doc.id: doc.category for doc in corpus.docs()}
        for row in json_lines("keywords"):
            words = tuple(row["query"].split())
            post = passage_id(row["relevant"])
            if 2 <= len(words) <= 3 and post in categories:
                yield words, categories[post]
        return
    for doc in docs:
        terms = sorted({w for w in tokens(doc.body) if len(w) > 1 and not w.isdigit()})
        if len(terms) > 3:
            yield tuple(chance.sample(terms, chance.choice((2, 3)))), doc.category


def _of_kind(kind: str, docs: list[Doc], groups: list[Group], chance: random.Random) -> list[Query]:
    if kind in (PHRASE, SUBSTRING, CHARACTER):
        drawn: Iterator[Query] = (Query(kind, (t,)) for t in _texts(kind, docs, chance))
    elif kind == WORD:
        drawn = (Query(kind, (word,)) for words, _ in groups for word in words)
    else:
        assert kind in (AND, OR, FILTERED, DATED, FACETS)
        drawn = (Query(kind, ws, c if kind == FILTERED else "") for ws, c in groups)
        drawn = (q for q in drawn if kind != FILTERED or q.category)
    return list(dict.fromkeys(drawn))[: COUNT + WARM]


def _texts(kind: str, docs: list[Doc], chance: random.Random) -> Iterator[str]:
    """One text of each document that has one: a run of two words, a slice, a character."""
    for doc in docs:
        runs = [run for run in _JAPANESE.findall(doc.body) if len(run) >= 6]
        if not runs:
            continue
        run = chance.choice(runs)
        if kind == CHARACTER:
            yield chance.choice(run)
        elif kind == SUBSTRING:
            start = chance.randrange(len(run) - 3)
            yield run[start : start + chance.randint(3, 6)]
        elif len(words := tokens(run)) > 2:
            start = chance.randrange(len(words) - 1)
            yield words[start] + words[start + 1]
