"""`sakuin search` and `sakuin why-not`."""

from collections.abc import Iterator

import click

from index.options import settings_of, settings_option
from index.say import say, say_json, say_pieces
from index.values import language_value, printable, readable
from search.contract import (
    SORTS,
    Hit,
    Pieces,
    Request,
    Results,
    parse_day,
)
from search.open import open_searcher


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print what the HTTP endpoint answers.")
@click.option("--size", default=10, show_default=True, help="Hits on a page, 1 to 100.")
@click.option("--page", default=1, show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--category", multiple=True, help="Only this category; may be repeated.")
@click.option("--tag", multiple=True, help="Only this tag; may be repeated.")
@click.option("--author", multiple=True, help="Only this author; may be repeated.")
@click.option("--lang", multiple=True, help="Only this language, such as ja; may be repeated.")
@click.option("--from", "first", help="From this day on, YYYY-MM-DD.")
@click.option("--to", "last", help="Up to this day, YYYY-MM-DD.")
def search_command(
    query: tuple[str, ...], config: str | None, index: str | None, as_json: bool, size: int,
    page: int, sort: str, category: tuple[str, ...], tag: tuple[str, ...],
    author: tuple[str, ...], lang: tuple[str, ...], first: str | None, last: str | None,
) -> int:  # fmt: skip
    """Search the index for QUERY, of one word or several. One that begins with - comes after --."""
    settings = settings_of(config, index)
    request = Request(
        _joined(query), page, size, sort, category, tag, author,
        tuple(map(language_value, lang)),
        parse_day("from", first) if first else None,
        parse_day("to", last) if last else None,
    )  # fmt: skip
    with open_searcher(settings) as searcher:
        results = searcher.search(request)
    if as_json:
        from search.contract import encode, search_answer

        say_json(encode(search_answer(results)).decode())
    else:
        say_pieces(_as_pieces(results))
    return 0


@click.command("why-not")
@click.argument("post")
@click.argument("query", nargs=-1, required=True)
@settings_option
def why_not_command(
    post: str, query: tuple[str, ...], config: str | None, index: str | None
) -> int:
    """Say why QUERY does not find POST, the id or the name of a file."""
    with open_searcher(settings_of(config, index)) as searcher:
        for line in searcher.why_not(_joined(query), post):
            say(line)
    return 0


def _joined(words: tuple[str, ...]) -> str:
    """The words of a command line as one query; bytes that are no text become ?."""
    return " ".join(words).encode("utf-8", "replace").decode()


def _as_pieces(results: Results) -> Iterator[tuple[str, bool]]:
    """A page of results for a terminal."""
    first = (results.page - 1) * results.size + 1
    yield f"{results.total:,}件 ({results.took_ms:.1f} ms)", False
    if results.suggestion:
        yield f"\n\nもしかして: {results.suggestion}", False
    if results.total and not results.hits:
        yield "\n\nこのページに記事はありません", False
    for number, hit in enumerate(results.hits, first):
        yield from _hit(f"{number}. ", hit)
    if results.partial:
        yield "\n\n一部の語だけを含む記事", False
    for hit in results.partial:
        yield from _hit("・", hit)
        yield f"\n   含まれない語: {' '.join(hit.missing)}", False


def _hit(mark: str, hit: Hit) -> Iterator[tuple[str, bool]]:
    """A hit behind a mark, in some lines."""
    meta = hit.meta
    address = readable(meta.url) if meta.url else printable(meta.id)
    yield f"\n\n{mark}", False
    yield from _in_one_line(hit.title)
    yield "\n   " + "  ".join(filter(None, [str(hit.day or ""), address])), False
    for snippet in hit.snippets:
        yield "\n   ", False
        yield from _in_one_line(snippet)


def _in_one_line(pieces: Pieces) -> Iterator[tuple[str, bool]]:
    return ((text.replace("\n", " "), matched) for text, matched in pieces)
