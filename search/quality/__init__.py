"""How well a Searcher does, judged through its protocol alone: evaluation and verification."""

from search.quality.judged import known_items, read_judged
from search.quality.measure import Measured, measure
from search.quality.verification import verify

__all__ = ["Measured", "known_items", "measure", "read_judged", "verify"]
