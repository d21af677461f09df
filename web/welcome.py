"""The page before a search: what is new, what there is much of, and queries to try, all of this
very blog."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from search.contract import FacetValue, Hit, Request, Results
from search.query import Leaf, parse
from web.addresses import Addresses, Link, To
from web.words import Words

NEWEST = Request(sort="newest", size=5)
"""What is listed as new."""
_MOST_VALUES = 12
_LONGEST = 12
"""Characters of a title that stand in quotes."""
_USUAL = ("新幹線", "駅弁", "京都", "投資の戦略")
"""Words to try where the blog has none to offer."""


@dataclass(frozen=True)
class Welcome:
    """The newest posts, `recent`, each with its day; the values used most, by what the
    page calls them; queries to try, each with what it finds."""

    recent: list[tuple[Link, date | None]]
    frequent: tuple[tuple[str, list[Link]], ...]
    examples: list[tuple[Link, str]]


def welcome(newest: Results, finds: Callable[[Request], bool], words: Words) -> Welcome:
    """What the page shows of the newest posts and of all values. An example of which `finds` says
    that it finds nothing is shown, but leads nowhere."""
    to = Addresses(Request()).to
    frequent = (
        ("frequent_tags",
         [Link(v.value, to(tags=(v.value,)), count=v.count) for v in _top(newest, "tag")]),
        ("frequent_categories",
         [Link(v.value, to(categories=(v.value,)), count=v.count)
          for v in _top(newest, "category")]),
    )  # fmt: skip
    examples = [
        (Link(query, to(query=query) if finds(Request(query, size=1)) else ""), meaning)
        for query, meaning in _examples(newest, words)
    ]
    recent = [(_post(hit, to), hit.day) for hit in newest.hits]
    return Welcome(recent, tuple(pair for pair in frequent if pair[1]), examples)


def _post(hit: Hit, to: To) -> Link:
    """Leads to a post; where it has no address, to a search for its title."""
    title = hit.meta.title
    return Link(title, hit.meta.url or to(query=f'title:"{title}"'), lang=hit.meta.lang)


def _top(newest: Results, name: str) -> tuple[FacetValue, ...]:
    return newest.facets.get(name, ())[:_MOST_VALUES]


def _examples(newest: Results, words: Words) -> Iterator[tuple[str, str]]:
    """Queries of words that one post has together and one that it lacks."""
    one, two, other, title = _words(newest) or _USUAL
    yield f"{one} {two}", words("all_words")
    yield f"{one} OR {other}", words("either")
    yield f"{one} -{other}", words("without", word=other)
    yield f'"{title}"', words("as_it_stands")
    for hit in newest.hits:
        label = next(filter(_is_word, hit.meta.tags), None)
        if label and hit.day:
            yield f"タグ:{label} 日付:{hit.day.year}", words("by_label")
            return


def _words(newest: Results) -> tuple[str, str, str, str] | None:
    """Two labels of one of the posts, a frequent one that it has not, and the beginning of its
    title; None where there are none."""
    frequent = [v.value for v in chain(_top(newest, "tag"), _top(newest, "category"))]
    for hit in newest.hits:
        own = [*hit.meta.tags, *hit.meta.categories]
        mine = list(dict.fromkeys(filter(_is_word, own)))
        others = [value for value in frequent if _is_word(value) and value not in own]
        title = hit.meta.title[:_LONGEST].strip()
        if len(mine) > 1 and others and title and not set(title) & set('"“”＂「」『』'):
            return mine[0], mine[1], others[0], title
    return None


def _is_word(value: str) -> bool:
    """Whether a label is one word as a reader would type it."""
    return parse(value) == Leaf(value)
