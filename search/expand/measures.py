"""Numbers with their units: 10km, 10キロ and 10キロメートル are one length, 16GB and 16ギガ one
size. Width is folded before, so that ㎞ is km, ㌔ is キロ and ㌫ is パーセント."""

import re
from collections import defaultdict

from index.text import fold_literal, value_of

_TABLE = """
mm ミリメートル ミリ
cm センチメートル センチ
m メートル
km キロメートル キロ
m2 平方メートル 平米
km2 平方キロメートル 平方キロ
m3 立方メートル 立米
ha ヘクタール
mg ミリグラム
g グラム
kg キログラム キロ
t トン
ml ミリリットル ミリ
dl デシリットル
l L リットル
cc シーシー
kb キロバイト キロ
mb メガバイト メガ
gb ギガバイト ギガ
tb テラバイト テラ
pb ペタバイト
kbps キロビット毎秒
mbps メガビット毎秒
gbps ギガビット毎秒
% パーセント percent
°c 度
V ボルト
A アンペア
ma ミリアンペア
mah ミリアンペア時
W ワット
kw キロワット
wh ワット時
kwh キロワット時
hz ヘルツ
khz キロヘルツ
mhz メガヘルツ
ghz ギガヘルツ
hpa ヘクトパスカル
db デシベル
cal カロリー
kcal キロカロリー
ms ミリ秒
min 分
h 時間
px ピクセル
pt ポイント
fps フレーム毎秒
inch インチ
円 ¥ yen
ドル $ usd
ユーロ € eur
"""
"""Each line is a unit in all ways to write it. What people shorten (キロ) may stand for several,
so that 3kg finds 3キロ, but not 3km. A single letter counts in this case alone: 5G is no weight."""
_BEFORE = "¥$€"
"""What stands before its number."""
_DIGIT = "0-9〇一二三四五六七八九十百千万億兆"
_NUMBER = f"[{_DIGIT}](?:[{_DIGIT}.,]*[{_DIGIT}])?"


def _table() -> dict[str, tuple[str, ...]]:
    """The ways to write the same for each way to write a unit, folded unless it is a letter."""
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for line in _TABLE.split("\n"):
        ways = [way if len(way) == 1 else fold_literal(way) for way in line.split()]
        for way in ways:
            others[way] |= dict.fromkeys(ways)
    return {way: tuple(ways) for way, ways in others.items()}


_OTHERS = _table()
_SINGLE, _LONGER = (
    "|".join(re.escape(unit) for unit in sorted(_OTHERS, key=len, reverse=True) if fits(len(unit)))
    for fits in ((1).__eq__, (1).__lt__)
)
_MEASURE = re.compile(
    f"(?:(?P<before>[{re.escape(_BEFORE)}])(?P<of>{_NUMBER})"
    f"|(?P<number>{_NUMBER}) ?(?:(?P<long>(?i:{_LONGER}))|(?P<single>{_SINGLE})))"
    "(?P<rest>(?:[ぁ-ん一-龥].{0,7})?)"
)


def measures(text: str) -> tuple[str, ...]:
    """The other ways to write a number with its unit, and what may follow it (10キロ以上); () for
    all else."""
    match = _MEASURE.fullmatch(text)
    if match is None:
        return ()
    typed = match["of"] or match["number"]
    number, unit = value_of(typed) or typed, match["before"] or match["single"]
    unit = unit or fold_literal(match["long"])
    ways = (way + match["rest"] for other in _OTHERS[unit] for way in _written(number, other))
    return tuple(way for way in ways if fold_literal(way) != fold_literal(text))


def _written(number: str, unit: str) -> tuple[str, ...]:
    """A number with a unit, with and without a space between them."""
    return (unit + number,) if unit in _BEFORE else (number + unit, f"{number} {unit}")
