"""What is known of a post → its language."""

import re
from pathlib import PurePosixPath
from typing import Any

from index.posts.front_matter import names
from index.posts.language.guess import Guess
from index.values import language_of, own_name

_KEYS = ("lang", "language", "locale")
_SURE = {"ja", "en", "ko", "zh"}
"""Subtags that as the name of a folder are nothing but a language."""
_ALSO_WORDS = {"ar", "ca", "cs", "da", "el", "he", "hi", "id", "it", "ms", "my", "no", "pl", "vi"}
"""Subtags that are words, suffixes or abbreviations too: `it/`, `vi/`, `cs/`, `no/`. So are all of
languages that have no name here."""
_ROOTS = {
    "app", "article", "articles", "blog", "content", "contents", "current", "data", "doc", "docs",
    "documentation", "documents", "drafts", "entries", "i18n", "items", "lang", "langs",
    "languages", "locale", "locales", "page", "pages", "post", "posts", "public", "site", "source",
    "src", "translations", "web", "website", "www",
}  # fmt: skip
"""Folders that hold a site's contents, and tell nothing of them."""
_DEPTH = 2
"""How deep below such folders one may be a language."""
_CODE = re.compile(r"([a-z]{2})([-_](?:[a-z]{2}|hans|hant|latn|cyrl|419))?", re.IGNORECASE)
_SUFFIX = re.compile(r"[^.].*\.([^.]+)\.\w+")


def post_language(
    meta: dict[str, Any], place: str, text: Guess, placed: str = "", default: str = ""
) -> str:
    """The language of a post, a lower-case primary subtag, "" where it is not known. In order:

    - `lang`, `language` or `locale` of its head;
    - `placed`, what the site's generator says of its place;
    - a folder of a language at the root of the contents or just below (`ja/`, `docs/pt-BR/`), or
      a suffix (`a.en.md`). Whoever puts a post under `ja/`, `en/`, `ko/` or `zh/` publishes it in
      that language, even before it is translated; in any other folder the text may gainsay, since
      `de/` may be about a desktop, and `it/`, `no/` or `vi/` count only where the text is plainly
      in Latin letters and not English;
    - what its text tells, where there is enough of it;
    - `default`, the language that the site is in by its configuration. It comes after a text that
      plainly is in another one: themes bring `lang: en` along, and a Japanese site has English
      posts that say nothing of it. It decides on short texts, and on kanji alone;
    - what little text tells."""
    plain = text.language if text.plain else ""
    found = _stated(meta, text) or placed or _of_path(place, text) or plain
    return found or (default if text.allows(default) else "") or text.language


def _stated(meta: dict[str, Any], text: Guess) -> str:
    """The language in a head; "" where it has none that is known. `language: cs` in a Japanese post
    is about C#."""
    named = (language_of(value) for key in _KEYS for value in names(meta, key))
    stated = (one for one in named if one and (not _is_word(one) or text.allows(one)))
    return next(stated, "")


def _is_word(language: str) -> bool:
    """Whether a subtag may be something else than a language."""
    return language in _ALSO_WORDS or own_name(language) == language


def _of_path(place: str, text: Guess) -> str:
    """The language that the path of a post names, "" for none."""
    path = PurePosixPath(place)
    folders = [one for one in path.parts[:-1] if one.lower().lstrip("_") not in _ROOTS]
    suffix = _SUFFIX.fullmatch(path.name)
    codes = [*folders[:_DEPTH], *([suffix[1]] if suffix else [])]
    return next(filter(None, (_named(code, text) for code in codes)), "")


def _named(code: str, text: Guess) -> str:
    """The language that a folder or suffix names, "" where it is none or may be something else."""
    match = _CODE.fullmatch(code)
    language = language_of(code) if match else ""
    if not match or not language:
        return ""
    if text.speaks_for(language) or match[1].lower() in _SURE:
        return language
    is_sure = bool(match[2]) or text.allows(language)
    return language if is_sure and not _is_word(language) else ""
