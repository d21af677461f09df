"""Why a post was found, in words."""

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
}  # fmt: skip
_PARTS = {"beginning", "part"}


def in_words(found: Sequence[Explanation]) -> list[str]:
    """A line for each word of the query and what it was matched by: 「引越し」→「引っ越し」
    表記ゆれ（題名1、本文3）. What only is a part of a word is told where nothing better is."""
    whole = {reason.query for reason in found if reason.kind not in _PARTS}
    kept = [r for r in found if r.kind not in _PARTS or r.query not in whole]
    lines = []
    for (query, matched, kind), some in groupby(kept, key=lambda r: (r.query, r.matched, r.kind)):
        shown = f"「{query}」" if kind in ("word", *_PARTS) else f"「{query}」→「{matched}」"
        where = "、".join(f"{FIELDS_IN_WORDS[reason.field]}{reason.count}" for reason in some)
        lines.append(f"{shown} {_KINDS[kind]}（{where}）")
    return lines
