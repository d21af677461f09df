"""The fields that a query may name before a colon, and what they are called."""

import unicodedata

_NAMES = {
    "title": ("title", "題名", "タイトル", "件名"),
    "author": ("author", "著者", "作者", "筆者"),
    "tag": ("tag", "タグ"),
    "category": ("category", "カテゴリー", "カテゴリ", "分類"),
    "lang": ("lang", "言語"),
    "date": ("date", "日付", "投稿日", "公開日"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}


def field_called(name: str) -> str | None:
    """The field of a name, whichever width and case it is typed in; None where it is none."""
    return _FIELDS.get(unicodedata.normalize("NFKC", name).lower())
