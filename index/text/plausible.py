"""Whether MeCab's segmentation of hiragana alone is to be believed: of a word that it does not know
it makes particles, exclamations and single kana."""

from index.text.fold import SAFE, fold
from index.text.kana import morae
from index.text.tagger import tagger
from index.values import AddedWords

_MOST_COST = 3_400
"""What MeCab's path may cost for each kana. The hiragana between two marks of real posts cost less
but for one in a hundred; of 2,000 loanwords in hiragana, that it cuts, one in thirty passes."""
_FORMAT = r"%m\t%f[0]\t%pc"
"""A word, its part of speech, the cost of the path as far as its end."""
_LETTERS = ("記号", "補助記号")
_CLINGING = ("助詞", "助動詞", "接尾辞")
"""Parts of speech that no word begins with."""
_INFLECTED = ("動詞", "形容詞")
_MAY_BE_SHORT = (*_CLINGING, "接頭辞", "動詞")
"""Parts of speech that one kana may have."""


def is_plausible(kana: str, added: AddedWords = ()) -> bool:
    """Whether hiragana are likely to be the words that MeCab makes of them."""
    lines = tagger(added, _FORMAT, _FORMAT).parse(fold(kana, SAFE)).split("\n")
    words = [line.split("\t") for line in lines if line]
    if not words or words[0][1] in _CLINGING:
        return False
    if words[0][1] in _INFLECTED and all(kind == "助動詞" for _, kind, _ in words[1:]):
        return (
            morae(words[0][0]) > 1
        )  # しらべた: short, so that few kana bear the costs of its ends
    return int(words[-1][2]) <= _MOST_COST * len(kana) and all(
        kind not in _LETTERS
        and (kind in _MAY_BE_SHORT or morae(text) > 1)
        and ("ー" not in text or kind == "名詞")
        for text, kind, _ in words
    )
