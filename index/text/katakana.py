"""Spellings of foreign words in katakana: which differ as spellings of one word do (ウイルス,
ウィルス; レポート, リポート), and which are two words (カレー, カリー)."""

import re

from index.text.kana import katakana

_I, _U = "キシチニヒミリギジビピィ", "ウクスツヌフムユルグズブプュゥ"
_E, _O = "エケセテネヘメレゲゼデベペェ", "オコソトノホモヨロゴゾドボポョォ"
_ALIKE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        ("シュミ", "シミュ"), ("ティ", "チ"), ("ディ|ヂ|[デヂ](?=[ャュョ])", "ジ"), ("トゥ", "ツ"),
        ("ドゥ|ヅ", "ズ"), ("フォ", "ホ"), ("シェ", "セ"), ("ジェ", "ゼ"), ("ウ[ォオ]", "オ"),
        ("^レ", "リ"), ("^デ", "ジ"), ("ム(?=[マミムメモバビブベボパピプペポ])", "ン"),
        (f"(?<=[{_E}])[イィエ]|(?<=[{_O}])[ウォオ]|(?<=[{_U}])[ウゥ]|(?<=[{_I}])ィ|[ーッ]", ""),
        (f"(?<=[イ{_I}])[ヤャ](?!ン)", "ア"), ("ド$", "ト"), ("ズ$", "ス"),
    )
)  # fmt: skip
"""Ways to write one sound, in the order in which they are made alike."""
_BIG = str.maketrans("ァィゥェォャュョヮ", "アイウエオヤユヨワ")
_DIFFERENT = 4
"""Of how many characters one may differ."""


def sounds_like(word: str, other: str) -> bool:
    """Whether folded kana may be a spelling of a foreign word in katakana: they are alike but for
    ways to write one sound, and for a quarter of their characters at most."""
    one, two = _plain(word), _plain(other)
    return one == two or _distance(one, two) * _DIFFERENT <= min(len(one), len(two))


def _plain(word: str) -> str:
    """Katakana with one way to write each sound."""
    plain = katakana(word)
    for pattern, same in _ALIKE:
        plain = pattern.sub(same, plain)
    return plain.translate(_BIG)


def _distance(one: str, two: str) -> int:
    """How many characters have to be added, left out or replaced (Levenshtein 1966)."""
    row = list(range(len(two) + 1))
    for place, char in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, other in enumerate(two, 1):
            changed = before + (char != other)
            before, row[at] = row[at], min(changed, row[at] + 1, row[at - 1] + 1)
    return row[-1]
