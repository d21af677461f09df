"""Explanations as lines of Japanese text."""

from collections.abc import Sequence
from itertools import groupby

from search.contract import Explanation

_KINDS = {
    "word": "完全一致", "spelling": "表記ゆれ", "reading": "読み", "crossing": "英語とカタカナ",
    "synonym": "同義語", "beginning": "語のはじめ", "part": "部分一致",
}  # fmt: skip
FIELDS_IN_WORDS = {
    "title": "題名", "heading": "見出し", "body": "本文", "code": "コード", "link": "リンク",
    "tag": "タグ", "category": "カテゴリー", "author": "著者", "excerpt": "概要",
    "lang": "言語",
}  # fmt: skip
_PARTS = {"beginning", "part"}


def in_words(explanations: Sequence[Explanation]) -> list[str]:
    """A line for each word of the query and each word that matched it: 「引越し」→「引っ越し」
    表記ゆれ（題名に1回、本文に3回）. Parts of words have lines only where no whole word matched."""
    whole = {e.query for e in explanations if e.kind not in _PARTS}
    kept = [e for e in explanations if e.kind not in _PARTS or e.query not in whole]
    lines = []
    for (query, matched, kind), some in groupby(kept, key=lambda e: (e.query, e.matched, e.kind)):
        shown = f"「{query}」" if kind in ("word", *_PARTS) else f"「{query}」→「{matched}」"
        where = "、".join(f"{FIELDS_IN_WORDS[e.field]}に{e.count}回" for e in some)
        lines.append(f"{shown} {_KINDS[kind]}（{where}）")
    return lines
