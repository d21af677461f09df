"""The fields of a document as Whoosh's users give them → a Post."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from whoosh.fields import Schema, UnknownFieldError

from index.posts import clean, guess_language
from index.values import LABELS, Post, Section, Visibility, language_of
from index.whoosh_index.schema import DATE, GRAMS, ID, LANG, TEXTS, URL

_MINUTE = 500
"""Characters of Japanese that are read in a minute."""


def post_of(fields: Mapping[str, Any], schema: Schema, zone: tzinfo) -> Post:
    """`id` is required; texts are strings, or lists of strings, a section each; labels are lists,
    or strings of one value; `lang` is a language such as `ja`, without it that which the texts
    tell; `date` is a datetime, in `zone` where it has none.

    Raises UnknownFieldError, and ValueError that says what was expected.
    """
    for name in fields:
        if name not in schema or name == GRAMS:
            raise UnknownFieldError(f"No field named {name!r}: expected some of {_names(schema)}")
    post_id = "".join(_texts(fields, ID)) if isinstance(fields.get(ID), str) else ""
    if not post_id or clean(post_id) != post_id or "\n" in post_id:
        raise ValueError(f"id: expected the id of a document, in one line, found {post_id!r}")
    texts = {name: tuple(_texts(fields, name)) for name in TEXTS}
    labels = {name: tuple(_texts(fields, name)) for name in LABELS if name != LANG}
    title = " ".join(texts.pop("title"))
    sections = [Section("title", title)]
    for name, values in (texts | labels).items():
        sections += [Section(name, text) for text in values]
    url = _texts(fields, URL)
    return Post(
        id=post_id,
        title=title,
        url=url[0] if url else None,
        date=_date(fields.get(DATE), zone),
        authors=labels["author"],
        categories=labels["category"],
        tags=labels["tag"],
        excerpt=" ".join(texts["excerpt"]),
        reading_time=max(1, round(sum(map(len, texts["body"])) / _MINUTE)),
        lang=_language(fields) or guess_language(sections).language,
        visibility=Visibility.LISTED,
        sections=tuple(sections),
    )


def _names(schema: Schema) -> str:
    return ", ".join(name for name in schema.names() if name != GRAMS)


def _texts(fields: Mapping[str, Any], name: str) -> list[str]:
    """The strings of a field, clean as those of posts, empty ones left out."""
    value = fields.get(name)
    values: Iterable[Any] = () if value is None else [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(one, str) for one in values):
        raise ValueError(f"{name}: expected text or a list of texts, found {value!r}")
    return [text for one in values if (text := one if name == ID else clean(one))]


def _language(fields: Mapping[str, Any]) -> str:
    """The language that is given, "" for none."""
    stated = _texts(fields, LANG)
    language = language_of(stated[0]) if stated else ""
    if stated and not language:
        raise ValueError(f"{LANG}: expected a language such as ja or en, found {stated[0]!r}")
    return language


def _date(value: Any, zone: tzinfo) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise ValueError(f"{DATE}: expected a datetime, found {value!r}")
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    try:
        aware.astimezone(UTC), aware.astimezone(zone)
    except OverflowError:
        raise ValueError(f"{DATE}: expected a date that every zone has, found {value}") from None
    return aware
