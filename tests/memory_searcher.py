"""The Searcher over an index in memory: each post is looked at for each question."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Self

from index.text.literal import fold_literal
from index.values.entry import LEFT_OUT
from index.values.errors import UnknownPost
from index.values.post import Visibility
from search.contract.request import Request, check_query, check_size
from search.contract.results import Explanation, Hit, Results, Suggestion
from search.contract.status import ShownPost, Status, Verified
from search.expand.expansion import literally
from search.query.languages import query_language
from search.query.tree import And, Leaf, positive_leaves
from search.show.highlights import Highlight
from search.show.snippets import pieces_of
from tests.memory import MemoryPost, MemoryWriter, sampled, top
from tests.memory_copies import Origins, is_same, origins
from tests.memory_facets import facets
from tests.memory_match import MemoryMatcher, passes
from tests.shown import ShownSection, snippets_of


class MemorySearcher:
    """Answers over what a MemoryWriter has published."""

    engine = "memory"

    def __init__(self, writer: MemoryWriter) -> None:
        self._writer = writer

    def search(self, request: Request) -> Results:
        matcher = MemoryMatcher(request.query, self._writer)
        found = self._sorted([p for p in self._posts() if matcher.matches(p)], matcher, request)

        known = origins(self._writer.posts)

        def listed(but: str = "") -> tuple[list[MemoryPost], dict[str, list[MemoryPost]]]:
            shown = [p for p in found if passes(p, request, but)]
            return _collapsed(shown, known) if request.collapse else (shown, {})

        posts, rest = listed()
        first = (request.page - 1) * request.size
        page = posts[first : first + request.size]
        room = request.size - len(page)
        partial = _partial(self._posts(), found, matcher, request)[:room]
        return Results(
            query=request.query, total=len(posts), page=request.page, size=request.size,
            took_ms=0.0,
            hits=tuple(_hit(p, matcher, request, rest.get(p.meta.id, ())) for p in page),
            facets=facets(lambda name: listed(name)[0], request),
            partial=tuple(
                replace(_hit(p, matcher, request, ()), missing=missing) for p, missing in partial
            ),
        )  # fmt: skip

    def ids(self, request: Request) -> list[str]:
        results = self.search(request)
        return [hit.meta.id for hit in (*results.hits, *results.partial)]

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        check_query(typed)
        check_size(size, 20)
        begun, posts = fold_literal(typed), list(self._posts())
        tags = Counter(tag for post in posts for tag in post.meta.tags)
        words = Counter(term for post in posts for term in post.terms)
        made = [Suggestion(t, "tag", n) for t, n in top(tags, 9) if _begins(t, begun)]
        made += [Suggestion(w, "phrase", n) for w, n in words.most_common() if _begins(w, begun)]
        made += [Suggestion(p.meta.title, "title", 1, p.meta.url) for p in posts
                 if begun and begun in fold_literal(p.meta.title)]  # fmt: skip
        return list({fold_literal(one.text): one for one in made}.values())[:size]

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        check_size(most)
        mine, known = self._post(post_id), origins(self._writer.posts)
        shared = [(len({*mine.terms} & {*post.terms}), post) for post in self._posts()]
        others = [
            (n, p) for n, p in shared if n > 1 and p is not mine and not is_same(p, mine, known)
        ]
        others.sort(key=lambda pair: (-pair[0], pair[1].meta.id))
        return tuple(_bare(post, float(count)) for count, post in others[:most])

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        check_query(query)
        post, matcher = self._post(post_id), MemoryMatcher(query, self._writer)
        return tuple(matcher.explained(post)) if matcher.matches(post) else ()

    def why_not(self, query: str, post: str) -> list[str]:
        names = self._writer.require().files
        name = next((name for name in names if f"/{name}".endswith(f"/{post}")), None)
        if name is None:
            raise UnknownPost(f"post: expected the id of a post, found {post!r}")
        if name not in self._writer.posts:
            return [name, names[name].state]
        is_found = MemoryMatcher(query, self._writer).matches(self._post(name))
        return [name, f"{'○' if is_found else '×'} {query}"]

    def contains(self, post_id: str, text: str) -> bool:
        return bool(self._post(post_id).literal_spans(literally(text).literals[0]))

    def sample(self, size: int, seed: int | None, fresh: bool = False) -> Iterator[ShownPost]:
        self._writer.require()
        for post in sampled(self._writer.fresh if fresh else self._writer.posts, size, seed):
            yield ShownPost(post.meta, post.sections)

    def shown(self, post_id: str) -> ShownPost:
        return ShownPost((post := self._post(post_id)).meta, post.sections)

    def status(self) -> Status:
        contents = self._writer.require()
        listed, left_out = map(contents.files.count, (Visibility.LISTED.value, LEFT_OUT))
        name = str(self._writer.generation)
        return Status(
            name, listed, left_out, contents.indexed_at, f"memory {name}", contents.timezone
        )

    def verified(self) -> Verified | None:
        self._writer.require()
        return None

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def _posts(self) -> Sequence[MemoryPost]:
        self._writer.require()
        return list(self._writer.posts.values())

    def _post(self, post_id: str) -> MemoryPost:
        self._writer.require()
        if post_id not in self._writer.posts:
            raise UnknownPost(f"id: expected the id of a post, found {post_id!r}")
        return self._writer.posts[post_id]

    def _sorted(
        self, found: list[MemoryPost], matcher: MemoryMatcher, request: Request
    ) -> list[MemoryPost]:
        """Whole words first; then by language and score, if so asked; then newer, then id."""
        sort = "newest" if not request.query.strip() else "relevance"
        sort = request.sort if request.sort != "relevance" else sort
        order = _languages(self._posts(), request) if sort == "relevance" else []

        def key(post: MemoryPost) -> tuple[object, ...]:
            whole, score = matcher.rank(post)
            sign = 1 if sort == "oldest" else -1
            age = math.inf if math.isnan(post.seconds) else sign * post.seconds
            place = _place(post, order)
            return not whole, place, -score if sort == "relevance" else 0.0, age, post.meta.id

        return sorted(found, key=key)


def _languages(posts: Sequence[MemoryPost], request: Request) -> list[str]:
    """The languages that come first, where there are several."""
    known = {post.meta.lang for post in posts} - {""}
    wanted = [query_language(request.query), *request.prefer]
    return list(dict.fromkeys(one for one in wanted if one in known)) if len(known) > 1 else []


def _place(post: MemoryPost, order: Sequence[str]) -> int:
    """The place of a post's language in an order; the first where it is not known."""
    lang = post.meta.lang
    return order.index(lang) if lang in order else len(order) if lang else 0


def _partial(
    posts: Sequence[MemoryPost], found: list[MemoryPost], matcher: MemoryMatcher, request: Request
) -> list[tuple[MemoryPost, tuple[str, ...]]]:
    """Posts that have half of the plain words at least, and obey the rest."""
    parts = matcher.node.parts if isinstance(matcher.node, And) else (matcher.node,)
    words = [part for part in parts if isinstance(part, Leaf) and part.field is None]
    rest = [part for part in parts if part not in words]
    rows = []
    for post in posts if len(words) > 1 or any(map(matcher.is_long, words)) else ():
        has = (matcher.has(post, word) or matcher.has_scattered(post, word) for word in words)
        missing = tuple(
            word.text for word, is_there in zip(words, has, strict=True) if not is_there
        )
        obeys = all(matcher.has(post, part) for part in rest) and passes(post, request)
        if obeys and post not in found and 2 * len(missing) <= len(words):
            rows.append((post, missing))
    order = _languages(posts, request)
    return sorted(rows, key=lambda row: (_place(row[0], order), len(row[1]), row[0].meta.id))


def _hit(
    post: MemoryPost, matcher: MemoryMatcher, request: Request, rest: Sequence[MemoryPost]
) -> Hit:
    marks: list[list[Highlight]] = [[] for _ in post.sections]
    for number, leaf in enumerate(dict.fromkeys(positive_leaves(matcher.node))):
        for section, start, end in sorted(set(matcher.spans(post, leaf))):
            if not marks[section] or start >= marks[section][-1].end:
                marks[section].append(Highlight(start, end, number))
    sections = [ShownSection(field, text) for field, text in post.sections]
    ordered = [tuple(sorted(some)) for some in marks]
    tags = [(s, m) for s, m in zip(sections, ordered, strict=True) if s.field == "tag" and m]
    return replace(
        _bare(post, matcher.rank(post)[1]),
        title=pieces_of(post.meta.title, 0, len(post.meta.title), ordered[0]),
        snippets=snippets_of(sections, ordered, post.meta.title),
        matched_tags=tuple(pieces_of(s.text, 0, len(s.text), m) for s, m in tags),
        explanations=tuple(matcher.explained(post)) if request.explain else None,
        duplicates=tuple(other.meta for other in rest),
    )


def _collapsed(
    posts: list[MemoryPost], known: Origins
) -> tuple[list[MemoryPost], dict[str, list[MemoryPost]]]:
    """(the first of each group of posts that count as one, the rest of each by its id)."""
    leaders: list[MemoryPost] = []
    rest: dict[str, list[MemoryPost]] = {}
    for post in sorted(posts, key=lambda one: known[one.meta.id][1]):
        same = [one for one in leaders if is_same(one, post, known)]
        if same:
            rest.setdefault(same[0].meta.id, []).append(post)
        else:
            leaders.append(post)
    return sorted(leaders, key=posts.index), rest


def _bare(post: MemoryPost, score: float) -> Hit:
    title = pieces_of(post.meta.title, 0, len(post.meta.title), ())
    return Hit(post.meta, score, title, snippets=(), day=post.day)


def _begins(text: str, begun: str) -> bool:
    return bool(begun) and fold_literal(text).startswith(begun) and fold_literal(text) != begun
