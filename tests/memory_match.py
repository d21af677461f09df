"""Whether and where a post in memory matches a query: every alternative of every leaf is tried."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.text.literal import fold_literal
from index.text.sentences import SENTENCE
from search.contract.request import Request
from search.contract.results import Explanation
from search.expand.expander import Expander
from search.expand.expansion import literally
from search.expand.kinds import WHOLE, Alternative
from search.match.scoring import KIND_WEIGHTS
from search.match.together import WIDTH
from search.query.parser import check_leaves, parse
from search.query.tree import (
    And,
    Dated,
    Label,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    positive_leaves,
)
from tests.memory import MemoryPost, MemoryWriter, Span

_ALIKE = 0.9
Way = tuple[str, Alternative]
"""(what was typed, by what it may be matched)."""


class MemoryMatcher:
    """Matches one query against posts."""

    def __init__(self, query: str, writer: MemoryWriter) -> None:
        check_leaves(query)
        self._writer = writer
        expander = Expander(writer.require().vocabulary)
        self._expand = expander.expand
        self.node = expander.joined(parse(query))

    def matches(self, post: MemoryPost) -> bool:
        return self.has(post, self.node)

    def has(self, post: MemoryPost, node: Node) -> bool:
        match node:
            case And(parts):
                return all(self.has(post, part) for part in parts)
            case Or(parts):
                return any(self.has(post, part) for part in parts)
            case Not(part):
                return not self.has(post, part)
            case Label(field, value):
                return has_label(post, field, (value,))
            case Dated(first, last):
                return post.day is not None and first <= post.day <= last
            case Leaf() | Phrase():
                return bool(self.spans(post, node))
        return True

    def spans(self, post: MemoryPost, leaf: Leaf | Phrase) -> list[Span]:
        """Where a leaf stands: whole, as what it stands for, or in all of its words together."""
        whole = [s for way in self._wholes(leaf) for s in self._found(post, way, leaf)]
        words = self.words(post, leaf)
        together = all(words) and (leaf.field is not None or _are_together(post, words))
        return whole + [s for spans in words for s in spans] if together else whole

    def words(self, post: MemoryPost, leaf: Leaf | Phrase) -> list[list[Span]]:
        """Where each content word of a leaf stands."""
        units = [] if isinstance(leaf, Phrase) else self._expand(leaf.text, leaf.names).units
        return [
            [s for w in unit.alternatives for s in self._found(post, w, leaf)] for unit in units
        ]

    def is_long(self, leaf: Leaf) -> bool:
        return len(self._expand(leaf.text, leaf.names).units) > 1

    def has_scattered(self, post: MemoryPost, leaf: Leaf) -> bool:
        words = self.words(post, leaf)
        return bool(words) and all(words)

    def _wholes(self, leaf: Leaf | Phrase) -> Sequence[Alternative]:
        if isinstance(leaf, Phrase):
            return [literally(leaf.text)]
        expansion = self._expand(leaf.text, leaf.names)
        return [expansion.whole, *expansion.substitutes]

    def _ways(self, leaf: Leaf | Phrase) -> Iterator[Way]:
        units = [] if isinstance(leaf, Phrase) else self._expand(leaf.text, leaf.names).units
        yield from ((unit.text, way) for unit in units for way in unit.alternatives)
        yield from ((leaf.text, way) for way in self._wholes(leaf))

    def _found(self, post: MemoryPost, way: Alternative, leaf: Leaf | Phrase) -> list[Span]:
        forms = [line.rpartition("\0")[2] for form in way.forms for line in self._writer.forms
                 if line.startswith(form)]  # fmt: skip
        terms = [term for term in dict.fromkeys((*way.terms, *forms)) if term != way.but]
        spans = [span for term in terms for span in post.terms.get(term, ())]
        for literal in (*way.literals, *([way.prefix] if way.prefix else [])):
            bordered = way.bordered or bool(way.prefix)
            spans += [s for s in post.literal_spans(literal) if not bordered or _begins_at(post, s)]
        for literal in way.alike:
            spans += post.alike_spans(literal, way.as_words)
        return [s for s in spans if leaf.field in (None, post.sections[s[0]][0])]

    def explained(self, post: MemoryPost) -> Iterator[Explanation]:
        for leaf in dict.fromkeys(positive_leaves(self.node)):
            for typed, way in self._ways(leaf):
                name, score = str(way.kind.name).lower(), KIND_WEIGHTS[way.kind]
                spans = self._found(post, way, leaf)
                for field in dict.fromkeys(post.sections[number][0] for number, _, _ in spans):
                    here = [s for s in spans if post.sections[s[0]][0] == field]
                    number, start, end = here[0]
                    text = post.sections[number][1][start:end]
                    yield Explanation(typed, text, name, field, len(here), score)

    def rank(self, post: MemoryPost) -> tuple[bool, float]:
        """(whether whole words match, the best kind of each leaf, twice as much in the title)."""
        whole, score = True, 0.0
        for leaf in positive_leaves(self.node):
            ways = [(way, self._found(post, way, leaf)) for _, way in self._ways(leaf)]
            having = [(way, spans) for way, spans in ways if spans]
            whole &= not having or any(way.kind in WHOLE for way, _ in having)
            titled = any(post.sections[s[0]][0] == "title" for _, spans in having for s in spans)
            score += (1 + titled) * max((KIND_WEIGHTS[way.kind] for way, _ in having), default=0)
        return whole, score


def _are_together(post: MemoryPost, words: list[list[Span]]) -> bool:
    """Whether one passage has all words: some sentences from one with a word on, the heading above
    it, and what is said of the whole post."""
    starts = sorted(post.terms.get(SENTENCE, ()))
    headings = [n for n, (section, _, _) in enumerate(starts) if _field(post, section) == "heading"]
    sentences = [{_sentence(post, starts, span) for span in spans} for spans in words]
    for first in set[int]().union(*sentences):
        above = headings[: bisect_right(headings, first)][-1:]
        passage = {-1, *range(first, first + WIDTH), *above}
        if all(found & passage for found in sentences):
            return True
    return len(words) < 2


def _sentence(post: MemoryPost, starts: list[Span], span: Span) -> int:
    """The number of a span's sentence, -1 where it is in a field that belongs to all passages."""
    section, start, _ = span
    if _field(post, section) in ("title", "tag", "category", "author"):
        return -1
    return bisect_right(starts, (section, start, len(post.sections[section][1]))) - 1


def _field(post: MemoryPost, section: int) -> str:
    return post.sections[section][0]


def _begins_at(post: MemoryPost, span: Span) -> bool:
    number, start, _ = span
    before, first = post.sections[number][1][:start][-1:], post.sections[number][1][start]
    if not before.isascii() or not before.isalnum():
        return True
    return before.isdigit() is not first.isdigit() or (before.islower() and first.isupper())


def has_label(post: MemoryPost, label: str, values: Sequence[str]) -> bool:
    own = {fold_literal(value).strip() for value in post.meta.values(label)}
    return any(fold_literal(value).strip() in own for value in values)


def passes(post: MemoryPost, request: Request, but: str = "") -> bool:
    wanted = {
        "category": request.categories, "tag": request.tags, "author": request.authors,
        "lang": request.langs,
    }  # fmt: skip
    labels = all(has_label(post, n, v) for n, v in wanted.items() if v and n != but)
    if but == "year" or not (request.first or request.last):
        return labels
    first, last = request.first or post.day, request.last or post.day
    return labels and post.day is not None and bool(first and last and first <= post.day <= last)


def is_alike(one: MemoryPost, other: MemoryPost) -> bool:
    most = max(len(one.passages), len(other.passages))
    return bool(one.passages) and len(one.passages & other.passages) >= _ALIKE * most
