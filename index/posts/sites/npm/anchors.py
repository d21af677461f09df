"""The anchors that generators from npm give headings (their documentation, and the programs
themselves, which `tests/sites` asks)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from index.posts.sites.npm.hexo_slug import slug as hexo_slug
from index.posts.sites.rules import LIQUID, Heading, counted, free, github_slug, plain

_ACCENTS, _CONTROL = re.compile("[\u0300-\u036f]"), re.compile("[\0-\x1f]")
_SIGNS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_VUE = re.compile(r"[ \t]*(?<!\n)\{:?[ \t]*#(?P<id>[^\s{}]+)[^{}]*\}[ \t]*$")
_LIKE_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")
"""What Hexo takes for tags, however it is written."""
_VUE_ATTRIBUTES = re.compile(r"[ \t]*(?<!\n)\{[^{}\n]*\}[ \t]*$")
_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_DIGIT = re.compile(r"^(?=[0-9])")
_TWO_HYPHENS = re.compile("(?<!-)--(?!-)")
_QUOTES = (
    (re.compile(r"(^|[-—/(\[{\"\s])'"), r"\1‘"), (re.compile("'"), "’"),
    (re.compile(r"(^|[-—/(\[{‘\s])\""), r"\1“"), (re.compile('"'), "”"),
    (re.compile("---"), "—"), (re.compile("--"), "–"), (re.compile(r"\.{3}"), "…"),
)  # fmt: skip
"""What marked's smartypants makes of signs, in its order."""


def of_vitepress(headings: Iterable[Heading]) -> list[str]:
    """The anchors of VitePress: what markdown-it-anchor makes with the slugs of mdit-vue."""
    return list(free(h.stated(_VUE) or _vue_slug(_text(h)) for h in headings))


def _text(heading: Heading) -> str:
    bare = _VUE_ATTRIBUTES.sub("", heading.unstated(_VUE))
    return plain(bare, lambda prose: _EMOJI.sub("", prose))


def _vue_slug(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.strip())
    bare = _CONTROL.sub("", _ACCENTS.sub("", apart))
    return _DIGIT.sub("_", _SIGNS.sub("-", bare).strip("-")).lower()


def of_docusaurus(headings: Iterable[Heading], keeps_case: bool) -> list[str]:
    """The anchors of Docusaurus: those of github-slugger; headings of level 1 have none."""
    rows = list(headings)
    texts = (plain(row.unstated(), alt=True) for row in rows if not row.stated())
    slugs = free(github_slug(text, keeps_case) for text in texts)
    made = _filled([row.stated() for row in rows], slugs)
    return [one if row.level > 1 else "" for row, one in zip(rows, made, strict=True)]


def of_astro(headings: Iterable[Heading]) -> list[str]:
    """The anchors of Astro: those of github-slugger, after two hyphens became a dash."""
    rows = list(headings)
    texts = (plain(row.line, _without_two_hyphens) for row in rows if not row.id)
    return _filled([row.id for row in rows], free(map(github_slug, texts)))


def _without_two_hyphens(text: str) -> str:
    return _TWO_HYPHENS.sub("", text)


def of_hexo(headings: Iterable[Heading], smart: bool, case: str) -> list[str]:
    """The anchors of Hexo's renderer; with `smart` quotes and dashes are typeset before, `case` is
    as in `hexo_slug`."""

    def prose(text: str) -> str:
        text = _LIKE_TAGS.sub("", LIQUID.sub("", text))
        for sign, typeset in _QUOTES if smart else ():
            text = sign.sub(typeset, text)
        return text

    rows = list(headings)
    texts = (plain(row.line, prose).strip() for row in rows if not row.id)
    return _filled([row.id for row in rows], counted(hexo_slug(text, case) for text in texts))


def _filled(stated: Iterable[str], slugs: Iterator[str]) -> list[str]:
    """The anchors that headings state, and the next of the slugs for each that states none."""
    return [one or next(slugs) for one in stated]
