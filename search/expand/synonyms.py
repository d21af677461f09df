"""AddedWords that stand for one another: such as any blog may use, the owner's, and years."""

from collections import defaultdict
from collections.abc import Sequence

from index.text import (
    LATIN_RUN,
    LONGEST_TERM,
    analyse,
    fold_literal,
    groups,
    lemma,
    spelled,
    width,
)
from index.values import AddedWords, Vocabulary
from search.expand.kinds import Alternative, Kind
from search.query import And, Leaf, Node, Not, Or, in_other_calendars

_MOST_WORDS = 3
"""Typed apart, that may have synonyms together."""
_COMMON = """
スマホ, スマフォ, スマートフォン
ガラケー, フィーチャーフォン
パソコン, PC, パーソナルコンピューター
ノートPC, ノートパソコン, ラップトップ
コンビニ, コンビニエンスストア
デジカメ, デジタルカメラ
エアコン, エアーコンディショナー
リモコン, リモートコントローラー
プレゼン, プレゼンテーション
インフラ, インフラストラクチャー
リハビリ, リハビリテーション
コスパ, コストパフォーマンス
サブスク, サブスクリプション
アプリ, アプリケーション
アクセシビリティ, accessibility, a11y
国際化, i18n
人工知能, AI
生成AI, ジェネレーティブAI
機械学習, マシンラーニング, machine learning
オープンソース, open source, open-source, OSS, オープンソースソフトウェア
深層学習, ディープラーニング, deep learning
大規模言語モデル, LLM
自然言語処理, NLP
仮想現実, VR
拡張現実, AR
データベース, DB
オペレーティングシステム, OS
統合開発環境, IDE
正規表現, regex, regexp, regular expression
仮想マシン, VM
単体テスト, ユニットテスト
結合テスト, インテグレーションテスト
継続的インテグレーション, CI
テスト駆動開発, TDD
オブジェクト指向プログラミング, OOP
関数型プログラミング, 関数プログラミング
暗号資産, 仮想通貨
二段階認証, 2段階認証
二要素認証, 2要素認証
多要素認証, MFA
テレワーク, リモートワーク, 在宅勤務
電子メール, Eメール, email, e-mail, メール
無線LAN, Wi-Fi
ファイアウォール, ファイアーウォール, ファイヤウォール, ファイヤーウォール, firewall
ChatGPT, チャットGPT
JavaScript, JS
TypeScript, TS
Kubernetes, k8s
VSCode, VS Code, Visual Studio Code
GAE, Google App Engine
GCP, Google Cloud Platform
AWS, Amazon Web Services
プルリクエスト, プルリク, pull request, pull-request, pullrequest
スクリーンショット, スクショ, screenshot
リポジトリ, repo
ユーザーインターフェース, UI
ユーザー体験, ユーザーエクスペリエンス, UX
検索エンジン最適化, SEO
検索拡張生成, RAG
強化学習, reinforcement learning
画像認識, image recognition
音声認識, speech recognition
ファインチューニング, fine-tuning
ロードバランサー, 負荷分散装置, load balancer
ソースコード, source code
コマンドライン, command line, CLI
環境変数, environment variable
例外処理, exception handling
名前空間, namespace
型推論, type inference
文字コード, 文字エンコーディング, character encoding
文字化け, mojibake
単一ページアプリケーション, シングルページアプリケーション, SPA
サーバーサイドレンダリング, SSR
クロスサイトスクリプティング, XSS
仮想専用サーバー, VPS
グラフィックスプロセッサ, グラフィックボード, グラボ, GPU
電気自動車, EV
自動運転, 自律走行, autonomous driving
"""


class Synonyms:
    """What words, folded as runs, may be found by besides themselves."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        common = [line.split(", ") for line in _COMMON.split("\n") if line]
        self._words = vocabulary.words
        self._others: dict[str, list[str]] = defaultdict(list)
        for group in (*common, *vocabulary.synonyms):
            for word in group:
                self._others[fold_literal(word)] += (other for other in group if other != word)

    def joined(self, node: Node) -> Node:
        """A query whose words have synonyms together with these as one leaf: machine learning."""
        match node:
            case And(parts):
                joined = self._in_row([self.joined(part) for part in parts])
                return And(joined) if len(joined) > 1 else joined[0]
            case Or(parts):
                return Or(tuple(self.joined(part) for part in parts))
            case Not(part):
                return Not(self.joined(part))
        return node

    def _in_row(self, left: list[Node]) -> tuple[Node, ...]:
        found: list[Node] = []
        while left:
            sizes = range(min(_MOST_WORDS, len(left)), 1, -1)
            whole = next((leaf for size in sizes if (leaf := self._whole(left[:size]))), None)
            found.append(whole or left[0])
            del left[: len(whole.text.split()) if whole else 1]
        return tuple(found)

    def _whole(self, parts: Sequence[Node]) -> Leaf | None:
        leaves = [part for part in parts if isinstance(part, Leaf) and part.field is None]
        text = " ".join(leaf.text for leaf in leaves)
        is_one = len(leaves) == len(parts) == len(text.split())
        return Leaf(text) if is_one and fold_literal(text) in self._others else None

    def of(self, literal: str) -> tuple[Alternative, ...]:
        """The ways to match the synonyms of a run, none if it has none."""
        others = dict.fromkeys((*self._others.get(literal, ()), *in_other_calendars(literal)))
        return tuple(_way(other, self._words) for other in others)


def _way(text: str, added: AddedWords) -> Alternative:
    """One word is looked for as a word in any spelling, what is more as a run."""
    plain = width(text).strip()
    tokens = analyse(plain, added)
    firsts, ends = groups(tokens)
    term = "".join(tokens.spelled())
    if len(firsts) == 1 and fold_literal(term) == fold_literal(plain) and len(term) <= LONGEST_TERM:
        known = lemma(tokens, 0, int(ends[0]))
        return Alternative(Kind.SYNONYM, terms=(term, known), forms=(spelled(known),))
    literal = fold_literal(plain)
    return Alternative(Kind.SYNONYM, literals=(literal,), bordered=bool(LATIN_RUN.match(literal)))
