"""A post, or a section of it, as a tool of MCP answers it within a budget of tokens."""

from dataclasses import replace
from itertools import accumulate

from index.values import BadParameter
from search.contract import ShownPost
from search.show import passage_address
from web.addresses import in_letters
from web.markdown import Part, markdown, parts
from web.mcp.budget import fitting, tokens
from web.mcp.values import PostText, Rest, SectionName, as_text, check_tokens, shortened

_NAMED = 20
"""Sections that an error names."""
_LEAST = 40
"""Characters that an answer has of a text at least, and of a heading that an error names at
most."""


def post_text(post: ShownPost, section: int | str | None, start: int, most: int) -> PostText:
    """A post, or the section of it that has this number or this heading, from the character `start`
    on, in at most `most` tokens, a third of which may go to the names of its sections. What names
    the post is always told, and at least a few characters of text."""
    check_tokens(most)
    meta = replace(post.meta, title=shortened(post.meta.title), url=in_letters(post.meta.url))
    post = replace(post, meta=meta)
    own = parts(post)
    text = markdown(post) if section is None else _part(own, section).text
    if not 0 <= start <= len(text):
        raise BadParameter(f"start: expected 0 to {len(text):,}, found {start}")
    names = [_name(number, part, meta.url) for number, part in enumerate(own)]
    full = PostText(
        meta.id, meta.title, meta.url, meta.date, "", [], Rest(section, len(text)), None
    )
    for listed in (_listed(names, most // 3), []):  # rather none of their names than no text
        full = replace(
            full,
            sections=listed,
            cut=_cut(text, len(text), len(text) - 1, len(names), 1, most),
        )
        room = max(0, most - tokens(as_text(full)))
        end = start + fitting(text[start:], room)
        if end > start or start == len(text):
            break
    else:
        end = min(len(text), start + _LEAST)
    return replace(
        full,
        text=text[start:end],
        next=Rest(section, end) if end < len(text) else None,
        cut=_cut(text, start, end, len(full.sections), len(names) - len(full.sections), most),
    )


def _name(number: int, part: Part, url: str | None) -> SectionName:
    address = passage_address(url, part.anchor) if url and part.anchor else None
    return SectionName(number, shortened(part.heading), in_letters(address), tokens(part.text))


def _part(own: list[Part], section: int | str) -> Part:
    """The part of this number, or of this heading, else of the number that is written so;
    BadParameter where there is none."""
    wanted = str(section).strip().casefold()
    for part in own if isinstance(section, str) else ():
        if part.heading and part.heading.strip().casefold() == wanted:
            return part
    if wanted.isdecimal() and len(wanted) < 9 and int(wanted) < len(own):
        return own[int(wanted)]
    names = "; ".join(
        f"{n} {shortened(part.heading, _LEAST) or '(its opening)'}"
        for n, part in enumerate(own[:_NAMED])
    )
    more = "; …" if len(own) > _NAMED else ""
    raise BadParameter(f"section: expected one of: {names}{more}; found {str(section)[:40]!r}")


def _listed(names: list[SectionName], most: int) -> list[SectionName]:
    """The first names, as many as fit."""
    sums = accumulate(tokens(as_text(name) + ",") for name in names)
    return [name for name, total in zip(names, sums, strict=True) if total <= most]


def _cut(text: str, start: int, end: int, listed: int, unlisted: int, most: int) -> str | None:
    """What was left out, and how to get it."""
    said = []
    if end < len(text):
        said.append(
            f"characters {start:,} to {end:,} of {len(text):,}; for the rest ask with the start in "
            "next, for a section by its number, or with more max_tokens"
        )
    if unlisted:
        said.append(f"{unlisted} sections behind the first {listed} are not named")
    return f"cut to keep within {most:,} tokens: {'; '.join(said)}" if said else None
