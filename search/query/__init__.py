"""What a reader typed → the query tree. Pure: text in, values out."""

from search.query.dates import in_other_calendars
from search.query.languages import query_language
from search.query.lexer import NEGATING
from search.query.offers import Offer, offers
from search.query.parser import MOST_LEAVES, check_leaves, first_leaves, parse
from search.query.tree import (
    And,
    Dated,
    Everything,
    Label,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    positive_leaves,
    required_leaves,
)

__all__ = [
    "MOST_LEAVES", "NEGATING", "And", "Dated", "Everything", "Label", "Leaf", "Node", "Not",
    "Offer", "Or", "Phrase", "check_leaves", "first_leaves", "in_other_calendars", "offers",
    "parse", "positive_leaves", "query_language", "required_leaves",
]  # fmt: skip
