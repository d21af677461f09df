"""The text of a post → the language that its script tells."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.values import Section

_TELLING = ("title", "heading", "body", "excerpt")
_MOSTLY = 0.15
"""The share of letters from which on a script other than Latin decides: Japanese posts on computers
quote that much Latin."""
_SOME = 0.02
"""The share from which on it does where the title is in it, or the Latin is no English prose."""
_ENOUGH_WORDS, _ENOUGH_HAN = 20, 30
"""Latin words, and kanji without kana, from which on a text is plainly in a language."""
_PROSE = 0.1
"""The share that `_ENGLISH` has of the words of English prose at least."""
_KANA = 0.1
"""The share that kana have of the kana and kanji of Japanese at least."""
_ENGLISH = {
    "the", "and", "to", "of", "is", "this", "with", "that", "for", "are", "you", "your", "can",
    "from", "it", "be", "by", "not", "how", "what", "which", "when", "will", "have", "has", "was",
    "we", "they",
}  # fmt: skip
_SCRIPTS = {
    "LATIN": "en", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "HANGUL": "ko",
    "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "THAI": "th",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "MALAYALAM": "ml",
    "KANNADA": "kn", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si", "KHMER": "km",
    "LAO": "lo", "MYANMAR": "my", "GEORGIAN": "ka", "ARMENIAN": "hy", "ETHIOPIC": "am",
}  # fmt: skip
"""The language that a script is taken for, by the first word of the names of its characters."""
_LANGUAGES = ["", *dict.fromkeys(_SCRIPTS.values())]
"""The languages of scripts by number, first none."""
_UNKNOWN = 255
_SHARED = {
    "bg": "ru", "be": "ru", "kk": "ru", "ky": "ru", "mk": "ru", "mn": "ru", "sr": "ru", "tg": "ru",
    "uk": "ru", "fa": "ar", "ur": "ar", "ps": "ar", "yi": "he", "mr": "hi", "ne": "hi", "as": "bn",
}  # fmt: skip
"""Other languages, and the one that has their script in `_SCRIPTS`."""
_ADDRESS = re.compile(r"\b[a-z]+://\S+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Guess:
    """What a text tells of its language: `language` is "" where it tells none; `script` is the
    language that the script of most of it is taken for, "" where it is short. `plain` says that
    there is enough of it to gainsay others."""

    language: str
    script: str = ""
    plain: bool = False

    def allows(self, language: str) -> bool:
        """Whether the text may be in a language, by its script. A few words in Latin letters may
        stand in a text of any."""
        if self.plain:
            return self.script == _script_of(language)
        return self.language != "ja" or language in ("ja", "zh")

    def speaks_for(self, language: str) -> bool:
        """Whether the text is in the script of a language, and not English."""
        return self.script == _script_of(language) and self.language != "en"


def _script_of(language: str) -> str:
    return language if language in _SCRIPTS.values() else _SHARED.get(language, "en")


def guess_language(sections: Sequence[Section]) -> Guess:
    """The language of a post of these sections. Kana are Japanese and hangul Korean, even among
    much Latin, and so on; Latin and hardly anything else is English, unless its words are plainly
    others. Kanji without kana are Chinese where there are many, or some that Japanese does not
    have; a few, as in a title, are taken for Japanese, whose search this is. Code, links, tags and
    names are passed over."""
    title = "\n".join(section.text for section in sections if section.field == "title")
    texts = (section.text for section in sections if section.field in _TELLING)
    whole = "\n".join(texts)
    whole = _ADDRESS.sub(" ", whole) if "://" in whole else whole
    letters = _letters(whole)
    total = letters.total()
    if not total:
        return Guess("")
    kana, han = letters.pop("ja", 0), letters.pop("zh", 0)
    letters.pop("en", 0)
    script, count = max([("ja", kana + han), *letters.items()], key=lambda pair: pair[1])
    of_script = _of_kanji(whole, kana, han) if script == "ja" else Guess(script, script, True)
    in_title = script in {"ja" if one == "zh" else one for one in _letters(title)}
    if count >= _MOSTLY * total or (count >= _SOME * total and in_title):
        return of_script
    words = _WORD.findall(whole.lower())
    is_prose = count < _SOME * total or _is_english(words)
    return _of_latin(whole, words) if is_prose else replace(of_script, script="en", plain=False)


def _letters(text: str) -> Counter[str]:
    """How many letters of each script a text has, by the script's language, in the order in which
    they come first."""
    numbers = _numbered(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    counts = np.bincount(numbers).tolist()
    met = [number for number, count in enumerate(counts) if count and number]
    met.sort(key=lambda number: int((numbers == number).argmax()))
    return Counter({_LANGUAGES[number]: counts[number] for number in met})


def _numbered(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The numbers in `_LANGUAGES` of characters, given by code point."""
    table = _table()
    numbers = table[points]
    unknown = numbers == _UNKNOWN
    if unknown.any():
        for point in set(points[unknown].tolist()):
            table[point] = _LANGUAGES.index(_script(chr(point)))
        numbers = table[points]
    return numbers


@cache
def _table() -> NDArray[np.uint8]:
    """The number of each code point that was met."""
    return np.full(sys.maxunicode + 1, _UNKNOWN, dtype=np.uint8)


@cache
def _script(char: str) -> str:
    """The language of a letter's script; "" for what is no letter, or of no script here, and for
    signs that look like Greek letters: µm and Ω stand in texts of any language."""
    plain = unicodedata.normalize("NFKC", char)[0]
    name = unicodedata.name(plain, "") if plain.isalpha() else ""
    language = _SCRIPTS.get(name.split(" ")[0], "")
    return "" if language == "el" and plain != char else language


def _is_english(words: list[str]) -> bool:
    return sum(word in _ENGLISH for word in words) >= _PROSE * len(words)


def _of_latin(text: str, words: list[str]) -> Guess:
    """The guess on a text in Latin script. A few words are taken for English if their letters
    are."""
    if len(words) >= _ENOUGH_WORDS:
        return Guess("en" if _is_english(words) else "", "en", True)
    accented = any(_script(char) == "en" and not char.isascii() for char in text)
    return Guess("" if accented else "en")


def _of_kanji(text: str, kana: int, han: int) -> Guess:
    """The guess on a text in kana and kanji, of which it has so many."""
    if kana >= _KANA * (kana + han):
        return Guess("ja", "ja", True)
    japanese, chinese = (sum(map(of, text)) for of in (_is_japanese, _is_chinese))
    if chinese > japanese:
        return Guess("zh", "zh", True)
    if japanese or kana:
        return Guess("ja", "ja", True)
    return Guess("zh", "zh", True) if han >= _ENOUGH_HAN else Guess("ja")


@cache
def _is_japanese(char: str) -> bool:
    """Whether a kanji is of the Japanese standard alone, as 駅 and 気 are."""
    return _is_in(char, "cp932") and not _is_chinese_standard(char)


@cache
def _is_chinese(char: str) -> bool:
    """Whether a kanji is of a Chinese standard alone, as 这 and 說 are."""
    return _is_chinese_standard(char) and not _is_in(char, "cp932")


def _is_chinese_standard(char: str) -> bool:
    return _is_in(char, "gb2312") or _is_in(char, "big5")


def _is_in(char: str, encoding: str) -> bool:
    """Whether a character is a kanji that an encoding has."""
    if _script(char) != "zh":
        return False
    try:
        return bool(char.encode(encoding))
    except UnicodeEncodeError:
        return False
