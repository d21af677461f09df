"""The page where nothing was found: other ways to ask, and the nearest that there is."""

import re
from collections.abc import Iterable, Iterator

from search.contract import FILTERS, LONGEST_QUERY, Request, Searcher, Suggestion
from search.query import NEGATING
from web.addresses import Addresses, Link, To
from web.filters import chosen
from web.words import Words

_QUOTES = re.compile('["“”「」『』＂]')
_LABEL = re.compile(r"(?<!\S)[^\s:：/]{1,12}[:：](?!//)")
"""What names a field before a word of a query."""
_OPERATORS = {"OR", "AND", "NOT"}
_MOST_WORDS, _MOST = 3, 8
"""Words of a query that something near is looked for, and what is shown of it."""
_LONGEST = 12
"""Characters of the longest beginning of a word that is tried."""


def ways_out(wanted: Request, to: To, words: Words) -> Iterable[Link]:
    """Searches for the same that ask for less."""
    if list(chosen(wanted, to, words)):
        cleared = {**dict.fromkeys(FILTERS.values(), ()), "first": None, "last": None}
        yield Link(words("without_filters"), to(**cleared))
    bare = _QUOTES.sub(" ", wanted.query).strip()
    if bare != wanted.query.strip() and bare:
        yield Link(words("without_quotes", query=bare), to(query=bare))
    each = _words(wanted)
    either = " OR ".join(each)
    if len(each) > 1 and not _OPERATORS & set(each) and len(either) <= LONGEST_QUERY:
        yield Link(words("any_word", query=either), to(query=either))


def _words(wanted: Request) -> list[str]:
    bare = _LABEL.sub("", _QUOTES.sub(" ", wanted.query))
    return [word for word in dict.fromkeys(bare.split()) if not word.startswith(NEGATING)]


def nearest(wanted: Request, searcher: Searcher) -> Iterator[Link]:
    """What exists that is near: words of the query that find something alone, and what begins as
    they do."""
    each = [word for word in _words(wanted) if word not in _OPERATORS][:_MOST_WORDS]
    seen: dict[str, Link] = {}
    for word in each if len(each) > 1 else ():
        if total := searcher.search(Request(word, size=1)).total:
            seen[word] = Link(word, Addresses(Request(word)).to(), count=total)
    for word in each:
        for one in _begun(word, searcher):
            seen.setdefault(one.text, _link(one))
    yield from list(seen.values())[:_MOST]


def _begun(word: str, searcher: Searcher) -> list[Suggestion]:
    """What the longest beginning of a word is the beginning of."""
    shortest = 3 if word.isascii() else 2
    for end in range(min(len(word), _LONGEST), shortest - 1, -1):
        if found := searcher.suggest(word[:end], _MOST):
            return found
    return []


def _link(one: Suggestion) -> Link:
    if one.kind == "title" and one.url:
        return Link(one.text, one.url)
    asked = Request(tags=(one.text,)) if one.kind == "tag" else Request(one.text)
    return Link(one.text, Addresses(asked).to(), count=one.count)
