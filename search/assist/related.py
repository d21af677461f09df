"""Related posts: those that share the characteristic words of a post."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from index.text import analyse_all, groups
from search.match import K1, DocSet, Duplicates, Evaluator

_MOST_WORDS = 25
_LEAST_SHARED = 2
"""Words of a post that are looked for, and how many of them a related post has at least."""
_MOST_READ = 20_000
"""Characters of a post in which its words are looked for."""
_OF = ("title", "heading", "body", "tag", "category", "excerpt")


def find_related(
    doc: int, evaluator: Evaluator, duplicates: Duplicates, most: int
) -> list[tuple[int, float]]:
    """(document, score) of at most `most` posts, best first, none a near-duplicate of the post or
    of another. A score is the sum of BM25 over the post's words of most weight, each times its
    weight."""
    words = telling_words(doc, evaluator)
    score = np.zeros(evaluator.reader.size, dtype=np.float32)
    common = np.zeros(evaluator.reader.size, dtype=np.int32)
    for term, weight in words:
        docs, added = evaluator.scorer.score(
            evaluator.reader.word(term), evaluator.spread.word(term)
        )
        score[docs] += added * np.float32(weight)
        common[docs] += 1
    common[doc] = 0
    mine = duplicates.group[doc]
    if mine >= 0:
        common[duplicates.group == mine] = 0
    docs = np.flatnonzero(common >= _LEAST_SHARED).astype(np.int32)
    order = np.lexsort((docs, -score[docs]))
    docset = DocSet(docs[order], np.zeros(len(docs), dtype=np.uint8), score[docs[order]])
    best = duplicates.collapse(docset, lambda places: places).docset
    pairs = zip(best.docs.tolist(), best.score.tolist(), strict=True)
    return list(pairs)[:most]


def telling_words(doc: int, evaluator: Evaluator) -> list[tuple[str, float]]:
    """(term, weight) of a post's words of most weight, the greatest 1. A weight is idf times
    count / (count + k1), as in BM25; a compound counts as one word."""
    text = evaluator.reader.stored(doc).text
    sections = [section for section in text.sections if section.field in _OF]
    sections = [section for section in sections if section.start < _MOST_READ]
    shown = [text.shown[s.start : min(s.end, _MOST_READ)] for s in sections]
    tokens = analyse_all(shown, evaluator.reader.manifest.vocabulary.words)
    field_of = np.repeat(np.arange(len(sections)), np.diff(tokens.bounds))
    counts: dict[str, float] = defaultdict(float)
    spelled = tokens.spelled()
    for first, end in zip(*(side.tolist() for side in groups(tokens)), strict=True):
        if tokens.light[first:end].all() or tokens.numeral[first:end].any():
            continue
        field = sections[int(field_of[first])].field
        counts["".join(spelled[first:end])] += evaluator.scorer.weights[field]
    weighed = list(_weighed(counts, evaluator))
    weighed.sort(key=lambda pair: (-pair[1], pair[0]))
    top = weighed[0][1] if weighed else 1.0
    return [(term, weight / top) for term, weight in weighed[:_MOST_WORDS]]


def _weighed(counts: Mapping[str, float], evaluator: Evaluator) -> Iterator[tuple[str, float]]:
    """(term, weight) of the terms that some other post has, but not more than half of all."""
    scorer = evaluator.scorer
    for term, count in counts.items():
        having = evaluator.documents(term)
        if len(term) > 1 and 1 < having <= scorer.live // 2 + 1:
            yield term, count / (count + K1) * float(scorer.idf(having))
