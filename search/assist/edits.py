"""Slips of the hand and of the ear, as changes of one place in a word."""

import re
from collections.abc import Iterator

from index.text import from_romaji, is_kana

_NO_DIGIT = re.compile(r"\D+")
_SHORT = 5
"""Letters of a word up to which one more replaced makes another word: tidy, tiny."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LIKELY, OTHER = 1, 2
"""What a slip costs: one that many make, and any other."""
_MOST_TRIED = 25
"""Readings of a word in mixed letters that are tried, so that no query takes long."""

_MISHEARD = (
    "しち", "じち", "じぢ", "ずづ", "しす", "つす", "おを", "はわ", "えへ", "いえ", "りに", "らだ",
    "かが", "きぎ", "くぐ", "けげ", "こご", "さざ", "しじ", "すず", "せぜ", "そぞ", "ただ", "ちぢ",
    "つづ", "てで", "とど", "はば", "ひび", "ふぶ", "へべ", "ほぼ", "ばぱ", "びぴ", "ぶぷ", "べぺ",
    "ぼぽ", "はぱ", "ひぴ", "ふぷ", "へぺ", "ほぽ", "やゃ", "ゆゅ", "よょ", "つっ", "あぁ", "いぃ",
    "うぅ", "えぇ", "おぉ", "んそ", "しつ", "あー", "いー", "うー", "えー", "おー", "うお",
)  # fmt: skip
"""Kana that are taken for one another, by ear, by hand or in small print."""
_SIMILAR = {pair for a, b in map(tuple, _MISHEARD) for pair in ((a, b), (b, a))}
_ROWS = (
    "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ",
    "まみむめも", "らりるれろ", "がぎぐげご", "ざじずぜぞ", "だぢづでど", "ばびぶべぼ",
    "ぱぴぷぺぽ",
)  # fmt: skip
"""Kana of one consonant: loanwords are spelled by ear, with one vowel or another (イテレータ)."""
_LEAST_SPELLED = 5
"""Kana of a word in which that is likely: in short ones it makes another word."""
_LIGHT = set("ーっうん")
"""Kana that are easily added or left out."""


_LOOK_ALIKE = (
    "人入", "末未", "土士", "千干于", "析折", "績積", "微徴", "遺遣", "侯候", "己已巳", "遇偶隅",
    "待侍持", "倫論輪輸", "複復腹", "識織職", "検険験", "講構溝", "側測則", "適敵摘滴", "録緑縁",
    "網綱", "壁璧", "専恵", "除徐", "緒諸", "裁栽載", "堀掘", "壊懐", "幣弊", "科料", "設説",
    "問間聞", "鳥烏", "撤徹", "換喚", "催崔", "粉紛", "暮募墓慕", "描猫", "貨貸", "囚因困", "石右",
    "午牛",
)  # fmt: skip
"""Kanji that are taken for one another, by the hand that draws or the eye that copies them; each
in one group."""
_RESEMBLING = {char: group.replace(char, "") for group in _LOOK_ALIKE for char in group}


def resembling(text: str) -> Iterator[str]:
    """A text with one of its kanji replaced by one that looks like it."""
    for at, char in enumerate(text):
        for other in _RESEMBLING.get(char, ""):
            yield text[:at] + other + text[at + 1 :]


def slip_cost(typed: str, meant: str) -> int | None:
    """What it costs to type one word in hiragana for another: 0 for the same, LIKELY or OTHER for a
    change of one place, None for more."""
    if typed == meant:
        return 0
    if abs(len(typed) - len(meant)) > 1:
        return None
    shorter = min(len(typed), len(meant))
    low = next((at for at in range(shorter) if typed[at] != meant[at]), shorter)
    end = next((at for at in range(shorter - low) if typed[~at] != meant[~at]), shorter - low)
    wrong, right = typed[low : len(typed) - end], meant[low : len(meant) - end]
    if len(wrong) == len(right) == 2 and wrong == right[::-1]:
        return LIKELY
    if len(wrong) > 1 or len(right) > 1:
        return None
    if wrong and right:
        by_ear = len(typed) >= _LEAST_SPELLED and any(wrong in r and right in r for r in _ROWS)
        return LIKELY if by_ear or (wrong, right) in _SIMILAR else OTHER
    changed, longer = wrong or right, typed if wrong else meant
    doubled = changed in (longer[low - 1 : low], longer[low + 1 : low + 2])
    return LIKELY if changed in _LIGHT or doubled else OTHER


def similar(kana: str) -> tuple[str, ...]:
    """The kana that one is taken for."""
    return tuple(sorted(b for a, b in _SIMILAR if a == kana))


def latin_edits(word: str) -> Iterator[tuple[str, int]]:
    """(word, cost) of all words at one edit: a letter left out, added, replaced, or exchanged with
    the next (Damerau 1964). People seldom miss the first letter. Digits stay: iphone15 is no slip
    for iphone5."""
    digits = _NO_DIGIT.sub("", word)
    if not digits:
        return _edits(word)
    return (edit for edit in _edits(word) if _NO_DIGIT.sub("", edit[0]) == digits)


def _edits(word: str) -> Iterator[tuple[str, int]]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        cost = LIKELY if at else OTHER
        yield head + tail[1:], cost
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], LIKELY
        for letter in LETTERS:
            if tail:
                yield head + letter + tail[1:], cost if len(word) > _SHORT else OTHER
            yield head + letter + tail, cost


def voiced(kana: str, at: int) -> tuple[str, ...]:
    """A reading with kana number `at` voiced or unvoiced, as where words meet: いそん いぞん."""
    return tuple(kana[:at] + other + kana[at + 1 :] for other in similar(kana[at]))


def in_kana(mixed: str) -> Iterator[str]:
    """Readings of a word typed in kana and Latin letters, as an input method leaves it: けnさく,
    kんさく."""
    readings = [""]
    for piece in re.findall("[a-z]+|[ぁ-ゖー]+", mixed):
        if is_kana(piece):
            sounds = [piece]
        else:  # the vowel of its last syllable may be missing
            tries = [from_romaji(piece), *(from_romaji(piece + vowel) for vowel in "aiueo")]
            sounds = [sound for sound in tries if sound is not None]
        readings = [before + sound for before in readings for sound in sounds][:_MOST_TRIED]
    yield from readings
