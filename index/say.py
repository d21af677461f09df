"""What commands print. All of it passes here, so that nothing that a post, a file's name or an
address holds can steer a terminal or turn its text around."""

import json
import re
from collections.abc import Iterable

import click

_STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ud800-\udfff\ufff9-\ufffb]"
)
"""Control characters but the end of a line, what sets the direction of text, other ends of lines,
halves of characters."""


def say(text: str, err: bool = False) -> None:
    """Prints a text; � stands for its control and bidirectional characters."""
    say_pieces([(text, False)], err)


def say_pieces(pieces: Iterable[tuple[str, bool]], err: bool = False) -> None:
    """The same for (text, matched): what matched is bold on a terminal."""
    shown = (
        click.style(visible(text), bold=True, fg="green") if matched else visible(text)
        for text, matched in pieces
    )
    click.echo("".join(shown), err=err)


def say_json(text: str) -> None:
    """Prints JSON; those characters stand there by their numbers, so that programs get them."""
    click.echo(escaped(text))


def escaped(text: str) -> str:
    """JSON without them, of the same meaning."""
    return _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text)


def visible(text: str) -> str:
    """A text with � for what would steer a terminal."""
    return _STEERING.sub(lambda found: " " if found[0] == "\t" else "\ufffd", text)
