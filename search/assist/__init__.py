"""Help beside the hits: suggestions, corrections, related posts, why a post is found or not."""

from typing import TYPE_CHECKING

from index.values import lazily
from search.assist.correct import Corrector, correctable
from search.assist.in_words import in_words

if TYPE_CHECKING:
    from search.assist.completions import term_of
    from search.assist.explain import Explainer
    from search.assist.related import find_related, telling_words
    from search.assist.suggest import Suggester, last_word
    from search.assist.why_not import WhyNot

__getattr__ = lazily(
    __name__,
    {
        "Explainer": "explain", "Suggester": "suggest", "WhyNot": "why_not",
        "find_related": "related", "last_word": "suggest", "telling_words": "related",
        "term_of": "completions",
    },
)  # fmt: skip

__all__ = [
    "Corrector", "Explainer", "Suggester", "WhyNot", "correctable", "find_related", "in_words",
    "last_word", "telling_words", "term_of",
]  # fmt: skip
