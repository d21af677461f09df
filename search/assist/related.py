"""Related posts: those that share the words that set a post apart."""

from collections import defaultdict

import numpy as np

from index.text import analyse_all, groups
from search.match import K1, DocSet, Duplicates, Evaluator

_MOST_WORDS = 25
_LEAST_SHARED = 2
_MOST_READ = 20_000
"""Characters of a post that are read for its words."""
_OF = ("title", "heading", "body", "tag", "category", "excerpt")


def find_related(
    doc: int, evaluator: Evaluator, duplicates: Duplicates, most: int
) -> list[tuple[int, float]]:
    """(document, score) of at most `most` posts, none nearly identical with the post or another.
    Its words of most weight, tf·idf as in BM25, are looked for, each by its weight."""
    words = _words(doc, evaluator)
    score = np.zeros(evaluator.reader.size, dtype=np.float32)
    common = np.zeros(evaluator.reader.size, dtype=np.int32)
    for term, weight in words:
        docs, found = evaluator.scorer.score(evaluator.reader.word(term))
        score[docs] += found * np.float32(weight)
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


def _words(doc: int, evaluator: Evaluator) -> list[tuple[str, float]]:
    """(term, weight of 0 to 1) of a post's words, compounds rather than what they are made of."""
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
    live = evaluator.scorer.live
    weighed = []
    for term, count in counts.items():
        frequency = evaluator.reader.frequency(term)
        if len(term) > 1 and 1 < frequency <= live // 2 + 1:
            weighed.append((term, count / (count + K1) * float(evaluator.scorer.idf(frequency))))
    weighed.sort(key=lambda pair: (-pair[1], pair[0]))
    top = weighed[0][1] if weighed else 1.0
    return [(term, weight / top) for term, weight in weighed[:_MOST_WORDS]]
