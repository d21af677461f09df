"""The words of the page, in Japanese and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from search.contract import Explanation

LANGUAGES = ("ja", "en")
"""Those that the page speaks, the usual one first."""

_WORDS: dict[str, tuple[str, str]] = {
    # the box
    "search_posts": ("記事を検索", "Search posts"),
    "placeholder": ("ことばを入れて検索", "Search for words"),
    "search": ("検索", "Search"),
    # before a search
    "posts_to_search": ("{n}件の記事から検索します", "Search {n} posts"),
    "newest": ("最近の記事", "Newest posts"),
    "frequent_tags": ("よく使われるタグ", "Frequent tags"),
    "frequent_categories": ("よく使われるカテゴリー", "Frequent categories"),
    "examples": ("探し方の例", "Ways to search"),
    "all_words": ("すべての語を含む記事（空白で区切る）", "posts with all words"),
    "either": ("どちらかを含む記事", "posts with either"),
    "without": ("「{word}」を含まない記事", "posts without “{word}”"),
    "as_it_stands": ("引用符で囲むと、そのままの並びで探す", "just these words, in this order"),
    "by_label": ("タグと日付で絞る", "by tag and date"),
    # the head of results
    "count": ("件", "found"),
    "took": ("{ms}ミリ秒", "{ms} ms"),
    "sort": ("並べ替え", "Sort"),
    "by_relevance": ("関連度順", "Best first"),
    "by_newest": ("新しい順", "Newest first"),
    "by_oldest": ("古い順", "Oldest first"),
    "filters": ("絞り込み", "Filters"),
    "show_hits": ("{n}件を見る", "Show {n}"),
    "take_away": ("（外す）", "(remove)"),
    "cut": (
        "語が多いため、最初の{n}語で検索しました。", "Only the first {n} words were searched for.",
    ),
    "filter_by": ("絞り込みの候補：", "Filter by: "),
    "did_you_mean": ("もしかして：", "Did you mean "),
    # a hit
    "by": ("著者", "by"),
    "minutes": ("読了{n}分", "{n} min read"),
    "no_address": ("公開先不明", "no known address"),
    "related": ("関連記事", "Related"),
    "related_to": ("「{title}」に似た記事", "Posts like “{title}”"),
    "no_related": ("似た記事は見つかりませんでした。", "No similar posts were found."),
    "more_snippets": ("ほかの抜粋", "More from this post"),
    "in_sections": ("この記事の中：", "In this post: "),
    "tags": ("タグ：", "Tags: "),
    "duplicates": ("ほぼ同じ記事がほかに{n}件", "{n} more posts that are nearly the same"),
    "missing": ("含まれない語：", "Without: "),
    "why": ("一致の理由", "Why these posts"),
    "hide_why": ("一致の理由を隠す", "Hide why"),
    # beside and below
    "more_values": ("もっと見る（{n}）", "More ({n})"),
    "lang": ("言語", "Language"),
    "category": ("カテゴリー", "Category"),
    "tag": ("タグ", "Tag"),
    "author": ("著者", "Author"),
    "year": ("年", "Year"),
    "month": ("月", "Month"),
    "when": ("時期", "Date"),
    "posts_by_time": ("時期ごとの記事の数", "Posts by date"),
    "hits_in": ("{when} {n}件", "{when}: {n}"),
    "from_day": ("この日から", "From"),
    "to_day": ("この日まで", "To"),
    "apply": ("絞る", "Apply"),
    "partial": ("一部の語だけを含む記事", "Posts with some of the words"),
    "pages": ("ページ", "Pages"),
    "follow": ("この検索をフィードで購読：", "Follow this search: "),
    # nothing
    "none_for": ("「{query}」を含む記事は見つかりませんでした", "Nothing was found for “{query}”"),
    "not_all_for": (
        "「{query}」のすべての語を含む記事は見つかりませんでした",
        "No post has all words of “{query}”",
    ),
    "none_here": ("この条件に合う記事はありません", "No post is like this"),
    "no_such_page": ("このページに記事はありません。", "This page has no posts."),
    "first_page": ("最初のページへ", "To the first page"),
    "without_filters": ("絞り込みをやめて検索する", "Search without filters"),
    "without_quotes": ("引用符を外して検索する：{query}", "Search without quotes: {query}"),
    "any_word": ("どれか一語でも含む記事を探す：{query}", "Search for any of the words: {query}"),
    "nearest": ("近い語で探す", "Search for what is near"),
    "advice": (
        "語を短くする、別の言い方にする、誤字を直すなどすると、見つかることがあります。",
        "A shorter word, another one, or another spelling may find something.",
    ),
    # errors
    "too_costly": (
        "この検索は処理が重すぎるため、実行できませんでした",
        "This search would take too much work",
    ),
    "make_it_lighter": (
        "語を減らすか、もっと長い語にして、もう一度お試しください。",
        "Try again with fewer words, or longer ones.",
    ),
    "not_ready": ("検索の準備をしています", "The index is being prepared"),
    "nothing_yet": (
        "まだ検索できる記事がありません。しばらくしてから、もう一度お試しください。",
        "There are no posts to search yet. Try again in a while.",
    ),
    "away": ("ただいま検索につながりません", "The search is away for a moment"),
    "not_found": ("ページが見つかりません", "There is no such page"),
    "to_search": ("検索のページへ", "To the search page"),
    "too_often": ("検索の回数が多すぎます", "Too many searches"),
    "later": ("しばらくしてから、もう一度お試しください。", "Try again in a while."),
    "bad_request": ("この検索は行えません", "This cannot be searched for"),
    "bad_value": ("検索の条件に、使えない値があります：", "A value cannot be used: "),
    "failed": ("うまく検索できませんでした", "The search failed"),
    "again": ("もう一度お試しください。", "Try again."),
}  # fmt: skip
_SAID = {
    language: {name: texts[number] for name, texts in _WORDS.items()}
    for number, language in enumerate(LANGUAGES)
}
_KINDS = {
    "word": "word", "spelling": "spelling", "reading": "reading",
    "crossing": "English and katakana", "synonym": "synonym",
    "beginning": "beginning of a word", "part": "part of a word",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Words:
    """The words of the page in one of LANGUAGES."""

    language: str = LANGUAGES[0]

    def __call__(self, name: str, **values: object) -> str:
        """What the page says under a name; numbers among the values with commas."""
        text = _SAID[self.language][name]
        shown = {key: f"{v:,}" if isinstance(v, int) else v for key, v in values.items()}
        return text.format(**shown) if shown else text

    def day(self, when: date) -> str:
        """2025年11月4日, 4 Nov 2025"""
        if self.language == "ja":
            return f"{when.year}年{when.month}月{when.day}日"
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"

    def month(self, when: date) -> str:
        """2025年11月, Nov 2025"""
        if self.language == "ja":
            return f"{when.year}年{when.month}月"
        return f"{_MONTHS[when.month - 1]} {when.year}"

    def year(self, year: int) -> str:
        """2025年, 2025"""
        return f"{year}年" if self.language == "ja" else str(year)

    def reasons(self, explanations: Iterable[Explanation]) -> list[str]:
        """Explanations as lines."""
        from search.assist import in_words

        if self.language == "ja":
            return in_words(tuple(explanations))
        return [
            f"“{one.query}” → “{one.matched}”: {_KINDS[one.kind]}, {one.count} × {one.field}"
            for one in explanations
        ]


def words_for(accepted: Iterable[str]) -> Words:
    """The words in the first language of a reader, by its primary subtag, that the page speaks."""
    return Words(next((one for one in accepted if one in LANGUAGES), LANGUAGES[0]))
