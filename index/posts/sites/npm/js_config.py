"""Configuration written in JavaScript or TypeScript → those of its values that are plain literals.
Nothing is executed: whatever is not a literal is UNKNOWN."""

from pathlib import Path

from index.posts.reading import read_text
from index.posts.sites.npm.js_tokens import Token, tokens
from index.posts.sites.npm.js_values import NOTHING_KNOWN, UNKNOWN, Call, Reader, Table
from index.values import ConfigError

_LONGEST = 1_000_000
_MOST_CALLS = 100


def read_js_config(path: Path) -> Table:
    """What a module exports as a configuration; ConfigError where it cannot be read."""
    try:
        return exported(read_text(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: expected the site's configuration: {error}") from None


def exported(source: str) -> Table:
    """The object that a module exports by `export default` or `module.exports`, be it the argument
    of a function such as `defineConfig`, or a constant of the module."""
    found = Reader(tokens(source)).exported() if len(source) <= _LONGEST else UNKNOWN
    while isinstance(found, Call) and len(found.arguments) == 1:
        found = found.arguments[0]
    return found if isinstance(found, Table) else NOTHING_KNOWN


def calls(source: str, name: str) -> list[Table]:
    """The options with which a module calls a function by that name."""
    read = tokens(source) if len(source) <= _LONGEST else []
    reader = Reader(read)
    places = [at for at, token in enumerate(read) if token == Token("name", name)]
    found = map(reader.at, places[:_MOST_CALLS])
    given = (one.arguments for one in found if isinstance(one, Call))
    return [rows[0] if rows and isinstance(rows[0], Table) else NOTHING_KNOWN for rows in given]
