"""Clauses: what a post has, in the query language of OpenSearch. Fields are those of the writer
(`index/cluster/mapping.py`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.cluster import LONGEST_START, SENTENCE_MARK, start_of
from index.text import GRAM, cover, gram_text, without_accents
from search.lookup import Border, ends_anywhere, word_of

Clause = Mapping[str, Any]

NOTHING: Clause = {"match_none": {}}
EVERYTHING: Clause = {"match_all": {}}
_ESCAPED, _ESCAPE = re.compile(r"[*?\\]"), r"\\\g<0>"


_OF_POSTS = {"term", "terms", "prefix", "wildcard", "match_phrase", "intervals", "range"}
"""Clauses that posts alone satisfy."""


def posts(clause: Clause) -> Clause:
    """The posts that satisfy a clause."""
    if _OF_POSTS.issuperset(clause):
        return clause  # counted by the cluster without looking at posts
    return {"bool": {"filter": [{"term": {"kind": "post"}}, clause]}}


def all_of(clauses: Iterable[Clause]) -> Clause:
    """Posts that satisfy all clauses."""
    some = [one for one in clauses if one != EVERYTHING]
    if NOTHING in some:
        return NOTHING
    if len(some) < 2:
        return some[0] if some else EVERYTHING
    return {"bool": {"filter": some}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Posts that satisfy one of the clauses."""
    some: list[Clause] = []
    for one in _joined(clauses):
        if one != NOTHING and one not in some:
            some.append(one)
    if EVERYTHING in some:
        return EVERYTHING
    if len(some) < 2:
        return some[0] if some else NOTHING
    return {"bool": {"should": some, "minimum_should_match": 1}}


def _joined(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses, those of words in one field as one: it counts as one, too."""
    terms: dict[str, dict[str, None]] = {}
    others: list[Clause] = []
    for one in clauses:
        if "terms" in one:
            [(field, some)] = one["terms"].items()
            terms.setdefault(field, {}).update(dict.fromkeys(some))
        else:
            others.append(one)
    return [*({"terms": {field: list(some)}} for field, some in terms.items()), *others]


def none_of(clause: Clause) -> Clause:
    """Posts that do not satisfy a clause."""
    if clause in (NOTHING, EVERYTHING):
        return EVERYTHING if clause == NOTHING else NOTHING
    return {"bool": {"must_not": [clause]}}


def words(terms: Sequence[str], field: str | None = None) -> Clause:
    """Posts that have one of the words, in one field or anywhere."""
    if not terms:
        return NOTHING
    name = f"w_{field}" if field else "words"
    return {"terms": {name: list(terms)}}


def begun(prefix: str, field: str | None = None) -> Clause:
    """Posts that have a word, or a compound, which begins so."""
    return {"prefix": {f"w_{field}" if field else "words": prefix}} if prefix else NOTHING


def literal(text: str, field: str | None = None) -> Clause:
    """Posts that have a run of characters, as folded."""
    if not text:
        return NOTHING
    if len(text) < GRAM and field is None:
        return {"term": {"letters": text}}
    name = f"t_{field}" if field else "text"
    return _run(name, text)


def alike(text: str, field: str | None = None) -> Clause:
    """Posts that have a run of characters, folded further, where that changes them."""
    if not text:
        return NOTHING
    grams: Clause = {"terms": {"alike_grams": list(map(gram_text, cover(text)))}}
    return all_of([_run(f"a_{field}" if field else "alike", text), grams])


def at_border(text: str, field: str | None = None) -> Clause:
    """Posts that have a run of characters which begins at a border, and hardly any others."""
    if start := start_of(text):
        begins = _started(start)
        return begins if start == text and field is None else all_of([literal(text, field), begins])
    first = word_of(text)
    if not first:
        return literal(text, field)
    word = without_accents(first)
    if first.isalpha() and not text.endswith(first):
        return all_of([literal(text, field), words([word], field)])
    return all_of([literal(text, field), any_of([begun(word, field), _started(first)])])


def surely_at_border(text: str, border: Border) -> Clause:
    """Posts of those `at_border` of which it is known that they have it so."""
    if start_of(text) != text or border is not Border.START or not ends_anywhere(text, border):
        return NOTHING
    word = word_of(text)
    if len(word) > 1:
        return all_of([_started(text), words([word])])
    return _started(text) if text.startswith(word) else NOTHING


def _started(text: str) -> Clause:
    """Posts in which a place where something begins that is no word goes on so."""
    return {"prefix": {"starts": text[:LONGEST_START]}}


def _run(field: str, text: str) -> Clause:
    """What has a run of characters in a field of pairs."""
    if len(text) < GRAM:
        return {"wildcard": {field: f"*{_ESCAPED.sub(_ESCAPE, text)}*"}}
    return {"match_phrase": {field: text}}


def size_of(clause: Clause) -> int:
    """How many clauses a cluster counts in one; more than 1,024 in a search are refused."""
    [(kind, said)] = clause.items()
    match kind:
        case "bool":
            return sum(
                size_of(one) for some in said.values() if isinstance(some, list) for one in some
            )
        case "constant_score":
            return size_of(said["filter"])
        case "function_score":
            return size_of(said["query"])
        case "dis_max":
            return sum(map(size_of, said["queries"]))
        case "multi_match":
            return len(said["fields"]) * len(said["query"].split())
        case "intervals":
            return str(said).count("'match'")
    return 1


def fitting(clauses: Iterable[Clause], room: int) -> tuple[Clause, ...]:
    """The first of some clauses, as many as there is room for."""
    kept = []
    for clause in clauses:
        room -= size_of(clause)
        if room < 0:
            break
        kept.append(clause)
    return tuple(kept)


def together(terms: Sequence[Sequence[str]], width: int) -> Clause:
    """Posts that have one word of each of the `terms` in `width` sentences in a row, or in the
    heading above them."""
    each = [_intervals(some) for some in terms]
    borders = [{"match": {"query": SENTENCE_MARK}}] * (width + 1)
    passage = {"all_of": {"ordered": True, "intervals": borders}}
    near = {"ordered": False, "intervals": each, "filter": {"contained_by": passage}}
    return {"intervals": {"words": {"all_of": near}}}


def _intervals(terms: Sequence[str]) -> Clause:
    some = [{"match": {"query": term, "analyzer": "words"}} for term in terms]
    return some[0] if len(some) == 1 else {"any_of": {"intervals": some}}
