"""Katakana as loanwords vary: インターフェース インタフェイス, ダイヤグラム ダイアグラム. Each rule
folds one variation that 「外来語の表記」 (1991) allows or speaks of, or that JIS Z 8301 asks for (a
last ー left out), or that readers often type (ビックデータ).

Two short words that differ so are often two words (ビル ビール, リーダー レーダー), two long ones
hardly ever are, so that only these vary. Nor are words the same that differ in a long first
syllable (ファースト ファスト).
"""

import re
from functools import lru_cache

from index.text.fold import Stage, fold, without_v

KATAKANA_RUN = re.compile("[ァ-ヺー]+")
_LEAST = 4
"""Katakana that a run keeps at least where its variations count."""
LONG_RUN = re.compile(f"[ァ-ヺー]{{{_LEAST},}}")
"""Runs that may vary: none becomes longer."""
_LETTERS = {
    "ディ": "デ",
    "ティ": "テ",
    "ツィ": "チ",
    "ッグ": "ック",
    "ッド": "ット",
    "ッズ": "ッツ",
}
_I, _E = "イキシチニヒミリギジビピィ", "エケセテネヘメレゲゼデベペェ"
_O, _U = "オコソトノホモヨロゴゾドボポョォ", "クスツヌフムユルグズブプュゥ"
_SMALL = "ァィゥェォャュョ"
_BIG = str.maketrans("ァィゥェォヂヅ", "アイウエオジズ")

VARIATIONS: tuple[Stage, ...] = (
    # ディジタル デジタル, パーティション パーテーション, ビッグデータ ビックデータ
    Stage("letters", re.compile("[デテツ]ィ|ッ[グドズ]"), _LETTERS.__getitem__),
    # プラットフォーム プラットホーム
    Stage("フォ", re.compile("(?<=[ァ-ヺー])フォ"), "ホ"),
    # データベイス データベース, マグニチュウド マグニチュード
    Stage("long vowels", re.compile(f"(?<=[{_E}])イ|(?<=[{_O}{_U}])ウ"), "ー"),
    # ダイヤグラム ダイアグラム, ファイヤーウォール ファイアウォール
    Stage("ヤ", re.compile(f"(?<=[{_I}])ヤ"), "ア"),
    # アーキテクチュア アーキテクチャー, ギリシャ ギリシア
    Stage("ャ", re.compile("(?<=チ)ュア|(?<=[シチ])ャ(?![ァ-ヺ])"), "ア"),
    # インターフェース インタフェース, パラメータ パラメタ; not in the first syllable
    Stage("ー", re.compile(f"(?<=[ァ-ヺー][ァ-ヺ])(?<![{_SMALL}])ー|(?<=[ァ-ヺー]{{3}})ー"), ""),
    # ウィルス ウイルス
    Stage("small vowels", re.compile("[ァィゥェォヂヅ]"), lambda one: one.translate(_BIG)),
    # レポジトリ リポジトリ, but レッスン is no リッスン
    Stage("re-", re.compile("(?<![ァ-ヺ])レ(?=[ァ-ヺ]{4})"), "リ"),
)


@lru_cache(maxsize=16_384)
def varied(run: str) -> str:
    """A folded run of katakana without its variations; "" for one too short to have any."""
    plain = fold(without_v(run), VARIATIONS)
    return plain if len(plain) >= _LEAST else ""
