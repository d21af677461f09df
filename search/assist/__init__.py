"""Help beside the hits: suggestions, corrections, related posts, why a post is found or not."""

from search.assist.correct import Corrector
from search.assist.explain import Explainer
from search.assist.in_words import in_words
from search.assist.related import find_related
from search.assist.suggest import Suggester
from search.assist.why_not import WhyNot

__all__ = ["Corrector", "Explainer", "Suggester", "WhyNot", "find_related", "in_words"]
