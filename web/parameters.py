"""A URL's parameters → a Request; the same for the endpoint and the page."""

from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MultiDict

from index.values import language_of, language_value
from search.contract import Request, parse_day, parse_number


def request_from(args: MultiDict[str, str], size: int) -> Request:
    """The request that the parameters make; BadParameter where one is out of bounds. Unknown
    parameters are ignored, empty ones count as absent."""
    first, last = args.get("from", "").strip(), args.get("to", "").strip()
    return Request(
        query=args.get("q", ""),
        page=parse_number("page", args.get("page") or "1"),
        size=parse_number("size", args.get("size") or str(size)),
        sort=args.get("sort") or "relevance",
        categories=_all(args, "category"),
        tags=_all(args, "tag"),
        authors=_all(args, "author"),
        langs=tuple(map(language_value, _all(args, "lang"))),
        first=parse_day("from", first) if first else None,
        last=parse_day("to", last) if last else None,
        explain=args.get("explain") == "1",
        collapse=args.get("collapse") != "0",
        prefer=_languages(",".join(args.getlist("prefer")).split(",")),
    )


def _all(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(value for value in args.getlist(name) if value.strip())


def _languages(names: Iterable[str]) -> tuple[str, ...]:
    """The languages of some names, each once, those that name none left out."""
    return tuple(dict.fromkeys(filter(None, map(language_of, names))))


def accepted_languages() -> tuple[str, ...]:
    """The languages that the browser of this request asks for, best first."""
    return _languages(name for name, quality in request.accept_languages if quality > 0)
