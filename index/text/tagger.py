"""MeCab with UniDic, and with words that are added to it."""

import csv
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from index.text.alike import BEFORE_MECAB
from index.text.fold import fold
from index.text.kana import katakana
from index.values import AddedWords, ConfigError, MachineError

Opened = TypeVar("Opened")

UNKNOWN, KNOWN = (0, 1), (0, 1, 6, 7, 10, 17)
"""The features of a word that are read: its two parts of speech; and, where the dictionary has it,
the reading of its lemma, the lemma, its own uninflected form, and its kana as it stands. To read
all 26 would take as long as MeCab takes."""
_POS, _KNOWN = (
    "\\t".join(["%M", *(f"%f[{column}]" for column in columns)]) for columns in (UNKNOWN, KNOWN)
)
"""What is told of a word: it with the white space before it, so that lengths give its place, and
those features."""
_END = "."
_NOUN = "検索"
"""A common noun, whose connection costs added words get."""
_COST = 2000
"""The cost of an added word; UniDic's nouns have 4,000 to 9,000."""
_COMPILE = "import sys, fugashi; fugashi.build_dictionary(sys.argv[1])"


@lru_cache(maxsize=8)
def tagger(added: AddedWords, known: str = _KNOWN, unknown: str = _POS, end: str = "") -> Any:
    """A tagger of MeCab whose dictionary has the `added` words, too, and that makes a line of each
    word as the formats say, and writes `end` behind them; ConfigError where MeCab cannot compile
    the added words."""
    options = rf'-O "" -F "{known}\n" -U "{unknown}\n" -E "{end}"'
    return with_dictionary(added, lambda dictionary: _tagger(f"{dictionary} {options}"))


def lines_of(text: str, added: AddedWords) -> list[str]:
    """A line for each word of a text, with the features that are read, [""] where it has none.
    `_END` is behind them, since fugashi leaves out blanks at the end."""
    *lines, _ = tagger(added, end=_END).parse(text).split("\n")
    return lines or [""]


def with_dictionary(added: AddedWords, opened: Callable[[str], Opened]) -> Opened:
    """What `opened` makes of MeCab's options for a dictionary that has the `added` words, too; it
    has to open that at once. ConfigError where MeCab cannot compile the words."""
    if not added:
        return opened(_dictionary())
    with TemporaryDirectory() as folder:
        return opened(f'{_dictionary()} -u "{_compiled(added, Path(folder))}"')


def _dictionary() -> str:
    import unidic_lite

    folder = unidic_lite.DICDIR
    return f'-r "{folder}/mecabrc" -d "{folder}"'


def _tagger(options: str) -> Any:
    import fugashi

    try:
        return fugashi.GenericTagger(options)
    except RuntimeError:  # of many lines, of which none says that memory is wanting
        reason = "the dictionary cannot be opened, perhaps for want of memory"
        raise MachineError(f"MeCab: {reason}") from None


def _compiled(added: AddedWords, folder: Path) -> Path:
    """The file of a MeCab dictionary with the added words. It is compiled in a process of its own,
    since the compiler writes to standard output and ends its process on an error."""
    import unidic_lite

    ids = _tagger(rf'{_dictionary()} -O "" -F "%phl,%phr" -E ""').parse(_NOUN).split(",")
    with (folder / "added.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_row(ids, *word) for word in added)
    (folder / "unidic").symlink_to(unidic_lite.DICDIR)  # its own path may hold spaces
    options = "fugashi -d unidic -u added.dic -f utf8 -t utf8 added.csv"
    command = [sys.executable, "-c", _COMPILE, options]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except subprocess.CalledProcessError:
        raise ConfigError("user dictionary: expected words that MeCab can compile") from None
    return folder / "added.dic"


def _row(ids: list[str], word: str, reading: str) -> list[str]:
    """A line of a dictionary in UniDic's format, as far as it is used."""
    surface, kana = fold(word, BEFORE_MECAB), katakana(reading) or "*"
    noun = ["名詞", "普通名詞", "一般", "*", "*", "*"]
    forms = [kana, surface, surface, kana, surface, kana, "固"]
    return [surface, *ids, str(_COST), *noun, *forms, *"****", kana]
