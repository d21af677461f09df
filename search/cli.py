"""`sakuin search` and `sakuin why-not`."""

import click

from index.options import settings_of, settings_option
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

        click.echo(encode(search_answer(results)).decode())
    else:
        click.echo(_as_text(results), color=None)
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
            click.echo(line)
    return 0


def _joined(words: tuple[str, ...]) -> str:
    """The words of a command line as one query; bytes that are no text become ?."""
    return " ".join(words).encode("utf-8", "replace").decode()


def _as_text(results: Results) -> str:
    """A page of results for a terminal."""
    first = (results.page - 1) * results.size + 1
    blocks = [f"{results.total:,}件 ({results.took_ms:.1f} ms)"]
    if results.total and not results.hits:
        blocks.append("このページに記事はありません")
    blocks += [_hit(number, hit) for number, hit in enumerate(results.hits, first)]
    if results.partial:
        blocks.append("一部の語だけを含む記事")
        blocks += [
            f"{_hit(0, hit)}\n   含まれない語: {' '.join(hit.missing)}" for hit in results.partial
        ]
    if results.suggestion:
        blocks.insert(1, f"もしかして: {results.suggestion}")
    return "\n\n".join(blocks)


def _hit(number: int, hit: Hit) -> str:
    """The lines of a hit; number 0 is for partial hits, which have none."""
    meta = hit.meta
    address = readable(meta.url) if meta.url else printable(meta.id)
    about = "  ".join(filter(None, [str(hit.day or ""), address]))
    lines = [f"{number or '・'}{'. ' if number else ''}{_marked(hit.title)}", f"   {about}"]
    return "\n".join(lines + [f"   {_marked(snippet)}" for snippet in hit.snippets])


def _marked(pieces: Pieces) -> str:
    """Pieces as one line, what matched in bold; click drops the colours in a pipe."""
    shown = (click.style(text, bold=True, fg="green") if hit else text for text, hit in pieces)
    return " ".join("".join(shown).split("\n"))
