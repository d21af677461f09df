"""Kana: conversion between the scripts, loose readings, and romaji as people type it."""

import re
from itertools import zip_longest

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_TO_KATAKANA = {small: big for big, small in _TO_HIRAGANA.items()}
_KANA = re.compile("[ぁ-ゖァ-ヶー]+")
_BEGUN = re.compile("([ぁ-ゖー]{0,20})([a-z']{0,20})")
_SMALL = set("ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ")
_O_ROW = "おこそとのほもよろごぞどぼぽょをぉ"
_U_ROW = "うくすつぬふむゆるぐずづぶぷゅぅゔ"
_LENGTHENED = re.compile(
    "(?<=[あかさたなはまやらわがざだばぱゃぁ])あ|(?<=[いきしちにひみりぎじぢびぴぃ])い"
    f"|(?<=[{_U_ROW}])う|(?<=[えけせてねへめれげぜでべぺぇ])[えい]|(?<=[{_O_ROW}])[おう]"
)
_DOUBTFUL = re.compile("nn?(?=[aeiouy])")
_DOUBTS = {"n": ("n", "n'"), "nn": ("nn", "n'n")}
_MOST_DOUBTS = 2
_LONG = re.compile(f"(?<=[{_O_ROW}])[うおー]|(?<=[{_U_ROW}])[うー]|ー")
_SAME_SOUND = str.maketrans("ぢづ", "じず")
_LONG_H = re.compile("(?<=o)h(?![aiueoy])")
_LONG_DASH = re.compile("(?<=[aiueo])-")

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_GLIDES = {
    "ky": "き", "sy": "し", "sh": "し", "ty": "ち", "ch": "ち", "cy": "ち", "ny": "に", "hy": "ひ",
    "my": "み", "ry": "り", "gy": "ぎ", "zy": "じ", "j": "じ", "jy": "じ", "dy": "ぢ", "by": "び",
    "py": "ぴ",
}  # fmt: skip
_OTHERS = {
    "ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "wi": "うぃ", "we": "うぇ",
    "shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "je": "じぇ", "she": "しぇ",
    "che": "ちぇ", "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "va": "ゔぁ",
    "vi": "ゔぃ", "vu": "ゔ", "ve": "ゔぇ", "vo": "ゔぉ", "thi": "てぃ",
    "dhi": "でぃ", "nn": "ん", "n'": "ん", "ー": "ー",
}  # fmt: skip


def _syllables() -> dict[str, str]:
    """The syllables of romaji and their hiragana: Hepburn, Kunrei and those of input methods."""
    table = {c + v: kana for c, row in _ROWS.items() for v, kana in zip("aiueo", row, strict=True)}
    table |= {
        c + v: kana + y for c, kana in _GLIDES.items() for v, y in zip("auo", "ゃゅょ", strict=True)
    }
    return table | _OTHERS


_SYLLABLES = _syllables()
_DOUBLED = "kstcpgzjbdfhmr"
_IN_ROMAJI = re.compile(
    f"(?>{'|'.join(f'{twice}(?={twice})' for twice in _DOUBLED)}|t(?=ch)"
    f"|{'|'.join(sorted(map(re.escape, _SYLLABLES), key=len, reverse=True))}|n|m(?=[bp]|\\Z))*+"
)
"""What is romaji, as `from_romaji` reads it, to tell soon what is none."""


def hiragana(text: str) -> str:
    """Katakana as hiragana; the rest as it is."""
    return text.translate(_TO_HIRAGANA)


def katakana(text: str) -> str:
    """Hiragana as katakana; the rest as it is."""
    return text.translate(_TO_KATAKANA)


def is_kana(text: str) -> bool:
    """Whether a text is hiragana, katakana and ー alone, and not empty."""
    return _KANA.fullmatch(text) is not None


def morae(kana: str) -> int:
    """How many morae kana have: all but small vowels and glides count as one."""
    return sum(char not in _SMALL for char in kana)


def loose(reading: str) -> str:
    """A reading in hiragana without what romaji leaves out: long vowels (とうきょう → ときょ), and
    whether ず is づ and じ is ぢ."""
    return _LONG.sub("", reading).translate(_SAME_SOUND)


def from_romaji(text: str) -> str | None:
    """Lower-case romaji as hiragana; None where some of it is no romaji. A dash (ra-men) and an h
    as in passports (Ohta) make a vowel long."""
    text = _LONG_DASH.sub("ー", _LONG_H.sub("o", text))
    if not _IN_ROMAJI.fullmatch(text):
        return None
    kana = []
    at = 0
    while at < len(text):
        if at + 1 < len(text) and text[at] == text[at + 1] and text[at] in _DOUBLED:
            kana.append("っ")  # kk, tt; nn is ん
            at += 1
            continue
        if text.startswith("tch", at):
            kana.append("っ")
            at += 1
            continue
        size = next((n for n in (3, 2, 1) if text[at : at + n] in _SYLLABLES), 0)
        if size:
            kana.append(_SYLLABLES[text[at : at + size]])
            at += size
        elif text[at] == "n" or (text[at] == "m" and text[at + 1 : at + 2] in ("b", "p")):
            kana.append("ん")
            at += 1
        else:
            return None
    return "".join(kana)


def sounds_of(text: str) -> tuple[str, ...]:
    """What lower-case romaji may be in hiragana; () where it is no romaji. There may be several, as
    readers seldom type an apostrophe: honyaku is ほにゃく or ほんやく, onna おんあ or おんな."""
    if not _DOUBTFUL.search(text):
        return (kana,) if (kana := from_romaji(text)) else ()
    doubts = list(_DOUBTFUL.finditer(text))[:_MOST_DOUBTS]
    spelled = [text[: doubts[0].start() if doubts else len(text)]]
    for doubt, following in zip_longest(doubts, doubts[1:]):
        rest = text[doubt.end() : following.start() if following else len(text)]
        spelled = [head + letters + rest for head in spelled for letters in _DOUBTS[doubt[0]]]
    return tuple(dict.fromkeys(filter(None, map(from_romaji, spelled))))


def barred(kana: str) -> str:
    """Hiragana with ー for each vowel that only lengthens the one before: さあばあ → さーばー."""
    return _LENGTHENED.sub("ー", kana)


def begun(text: str) -> tuple[str, ...]:
    """The hiragana that a word may begin with when this much of it was typed in kana or romaji:
    とうk → とうか, とうき, …; () where it is neither."""
    match = _BEGUN.fullmatch(hiragana(text))
    if not match:
        return ()
    kana, letters = match[1], match[2]
    for at in range(len(letters), -1, -1):
        whole, rest = letters[:at], letters[at:]
        sound = from_romaji(whole)
        if sound is None or (rest and whole.endswith("n") and rest[0] in "aiueoy"):
            continue
        if not rest:
            tails = ["", *_continued("n")] if whole.endswith("n") else [""]
            stem = sound[:-1] if len(tails) > 1 else sound
            beginnings = [kana + sound, *(kana + stem + tail for tail in tails[1:])]
            return tuple(dict.fromkeys(one for one in beginnings if one))
        between = "っ" if rest[0] == rest[1:2] else "ん" if rest[:2] in ("mb", "mp") else ""
        tails = _continued(rest[1:] if between else rest)
        if rest == "m":
            tails.append("ん")  # as in shimbun
        if tails:
            return tuple(kana + sound + between + tail for tail in tails)
    return ()


def _continued(letters: str) -> list[str]:
    """The kana of syllables that begin with these letters, none that begins with another one."""
    kana = dict.fromkeys(
        kana for spelled, kana in _SYLLABLES.items() if spelled.startswith(letters)
    )
    return [one for one in kana if one[:-1] not in kana]
