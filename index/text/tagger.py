"""MeCab with UniDic, and with words that are added to it."""

import csv
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.text.alike import BEFORE_MECAB
from index.text.fold import fold
from index.text.kana import katakana
from index.values import AddedWords, ConfigError

_POS = r"%M\t%f[0]\t%f[1]"
_KNOWN = rf"{_POS}\t%f[6]\t%f[7]\t%f[10]\t%f[17]"
"""What is told of a word: it with the white space before it, so that lengths give its place; its
two parts of speech; and, where the dictionary has it, the reading of its lemma, the lemma, its own
uninflected form, and its kana as it stands. To read all 26 features would take as long as MeCab
takes."""
_NOUN = "検索"
"""A common noun, whose connection costs added words get."""
_COST = 2000
"""The cost of an added word; UniDic's nouns have 4,000 to 9,000."""
_COMPILE = "import sys, fugashi; fugashi.build_dictionary(sys.argv[1])"


@lru_cache(maxsize=8)
def tagger(added: AddedWords, known: str = _KNOWN, unknown: str = _POS) -> Any:
    """A tagger of MeCab whose dictionary has the `added` words, too, and that makes a line of each
    word as the formats say; ConfigError where MeCab cannot compile the added words."""
    options = rf'-O "" -F "{known}\n" -U "{unknown}\n" -E ""'
    if not added:
        return _tagger(options)
    with TemporaryDirectory() as folder:
        return _tagger(f'{options} -u "{_compiled(added, Path(folder))}"')


def _tagger(options: str) -> Any:
    import fugashi
    import unidic_lite

    folder = unidic_lite.DICDIR
    return fugashi.GenericTagger(f'-r "{folder}/mecabrc" -d "{folder}" {options}')


def _compiled(added: AddedWords, folder: Path) -> Path:
    """The file of a MeCab dictionary with the added words. It is compiled in a process of its own,
    since the compiler writes to standard output and ends its process on an error."""
    import unidic_lite

    ids = _tagger(r'-O "" -F "%phl,%phr" -E ""').parse(_NOUN).split(",")
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
