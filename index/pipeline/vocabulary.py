"""The files of a blog's own words → a Vocabulary."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from index.values import ConfigError, Vocabulary, not_as_expected, reason_of

_WORD = re.compile(r"[^\W\d_a-zA-Zａ-ｚＡ-Ｚ]{1,40}")
_READING = re.compile("[ぁ-ゖァ-ヺー]{0,80}")
_LONGEST = 60


def load_vocabulary(user_dictionary: str | None, synonyms: str | None) -> Vocabulary:
    """The vocabulary of the two files, None for no file; ConfigError, naming the line, where one
    is not right."""
    return Vocabulary(
        words=tuple(_words(Path(user_dictionary))) if user_dictionary else (),
        synonyms=tuple(_synonyms(Path(synonyms))) if synonyms else (),
    )


def _words(path: Path) -> Iterator[tuple[str, str]]:
    for place, row in _rows(path):
        word, reading = [*row, ""][:2]
        if len(row) > 2 or not _WORD.fullmatch(word) or not _READING.fullmatch(reading):
            wanted = "a word in Japanese letters, a comma, its reading in kana"
            raise ConfigError(f"{place}: expected {wanted}, found {','.join(row)!r}")
        yield word, reading


def _synonyms(path: Path) -> Iterator[tuple[str, ...]]:
    for place, row in _rows(path):
        words = tuple(dict.fromkeys(word for word in row if word))
        if len(words) < 2 or max(map(len, words)) > _LONGEST:
            wanted = f"two words or more with commas between, none over {_LONGEST} characters"
            raise ConfigError(f"{place}: expected {wanted}, found {','.join(row)!r}")
        yield words


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """("file:line", fields) of each line that is neither empty nor a comment."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(not_as_expected(path, "a text file in UTF-8", error)) from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            place = f"{path}:{number}"
            yield place, _fields(place, line.strip())


def _fields(place: str, line: str) -> list[str]:
    """The fields of a line of CSV; ConfigError, naming the place, where it is none."""
    try:
        [row] = csv.reader([line])
    except csv.Error as error:
        raise ConfigError(f"{place}: expected fields with commas: {reason_of(error)}") from None
    return [field.strip() for field in row]
