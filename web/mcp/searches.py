"""What is found, as the tools of MCP answer it within a budget of tokens."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from index.values import Meta
from search.contract import LARGEST_NUMBER, LARGEST_SIZE, FoundSection, Hit, Pieces, Results
from web.addresses import in_letters
from web.mcp.budget import tokens
from web.mcp.values import (
    Found,
    FoundPost,
    ListedPost,
    Page,
    Passage,
    Related,
    as_text,
    check_tokens,
    shortened,
)


def related(post_id: str, hits: Iterable[Hit]) -> Related:
    """Posts that are like one."""
    return Related(post_id, [_listed(hit.meta) for hit in hits])


def _listed(meta: Meta) -> ListedPost:
    return ListedPost(meta.id, shortened(meta.title), in_letters(meta.url), meta.date)


def found(results: Results, most: int) -> Found:
    """A page of results in at most `most` tokens: its posts, each with its best passage, as many as
    fit, then the second passages, then the third ones."""
    check_tokens(most)
    hits = [*results.hits, *results.partial]
    left = most - _frame(results, most)
    passages = list(map(_passages, hits))
    posts: list[FoundPost] = []
    for hit, mine in zip(hits, passages, strict=True):
        post = next((one for one in _forms(hit, mine) if _cost(one) <= left), None)
        if post is None:
            break
        left -= _cost(post)
        posts.append(post)
    dropped = 0
    for number, passage in _others(posts, passages):
        if _cost(passage) <= left:
            left -= _cost(passage)
            posts[number] = replace(posts[number], sections=[*posts[number].sections, passage])
        else:
            dropped += 1
    return _answer(results, posts, dropped, most)


def _frame(results: Results, most: int) -> int:
    """The tokens of all but the posts, at most."""
    cut, following = _cut(1_000, 1_000, most, True), Page(LARGEST_NUMBER, LARGEST_SIZE)
    return tokens(as_text(Found(results.total, [], [], results.suggestion, following, cut)))


def _cost(value: FoundPost | Passage) -> int:
    return tokens(as_text(value) + ",")


def _forms(hit: Hit, passages: list[Passage]) -> Iterator[FoundPost]:
    """A hit with its best passage, and without."""
    bare = FoundPost(**asdict(_listed(hit.meta)), sections=[], missing=list(hit.missing))
    yield replace(bare, sections=passages[:1])
    yield bare


def _others(posts: list[FoundPost], passages: list[list[Passage]]) -> Iterator[tuple[int, Passage]]:
    """The passages that posts lack with the numbers of these, best first."""
    for rank in range(max(map(len, passages), default=0)):
        for number, mine in enumerate(passages[: len(posts)]):
            if mine[rank : rank + 1] and (rank or not posts[number].sections):
                yield number, mine[rank]


def _passages(hit: Hit) -> list[Passage]:
    """The best passages of a hit, best first: its snippets, each as the section that shows the
    same, if one does, and the other sections."""
    own = [_section(one) for one in hit.sections]
    by_text = {one.snippet: one for one in own}
    here = in_letters(hit.meta.url)
    plain = map(_plain, hit.snippets)
    best = [by_text.get(text) or Passage(None, here, None, text) for text in plain]
    return list(dict.fromkeys([*best, *own]))


def _section(one: FoundSection) -> Passage:
    url, passage_url = in_letters(one.url), in_letters(one.passage_url)
    return Passage(one.heading, url, passage_url, _plain(one.snippet))


def _plain(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def _answer(results: Results, posts: list[FoundPost], dropped: int, most: int) -> Found:
    """The answer that holds `posts`, the first of the page, and lacks `dropped` passages."""
    hits, partial = posts[: len(results.hits)], posts[len(results.hits) :]
    lacking = len(results.hits) + len(results.partial) - len(posts)
    following = _next(results, len(hits))
    cut = _cut(lacking, dropped, most, bool(following)) if lacking or dropped else None
    return Found(results.total, hits, partial, results.suggestion, following, cut)


def _next(results: Results, shown: int) -> Page | None:
    """The page that begins behind the first `shown` hits of this one."""
    behind = (results.page - 1) * results.size + shown
    if behind >= results.total or (shown == 0 and results.hits):
        return None
    if shown == len(results.hits):
        return Page(results.page + 1, results.size)
    size = next(size for size in range(shown, 0, -1) if behind % size == 0)
    return Page(behind // size + 1, size)


def _cut(lacking: int, dropped: int, most: int, goes_on: bool) -> str:
    what = [f"{lacking} posts of this page"] * bool(lacking) + [f"{dropped} passages"] * bool(
        dropped
    )
    ways = ["ask for the page and size in next"] * (goes_on and bool(lacking))
    ways += ["ask with more max_tokens", "read a post by get_post"]
    return f"left out to keep within {most:,} tokens: {', '.join(what)}; {' or '.join(ways)}"
