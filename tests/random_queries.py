"""Queries at random: pieces of posts, frequent characters and Latin letters, in all forms that the
query language has."""

import random
import re
from collections.abc import Sequence

_COMMON = list("のにはをたがでてとしれさいるもなこ的日本年大人上中生学会行分時間")
_LATIN = [*"abcdefghijklmnopqrstuvwxyz0123456789", "co", "in", "de", "re", "c++", "a-b", "10"]
_FORMS = ["{}", '"{}"', "-{}", "title:{}", "tag:{}", "({}", "{})", "author:{}", "{} OR", "NOT {}"]
_USUAL = ["{}", '"{}"', "{} OR"] * 4


class RandomQueries:
    """Makes queries of some texts."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        self._texts, self._draw = texts, random.Random(seed)

    def _word(self) -> str:
        """A leaf: a frequent character, Latin letters, or a piece of a text."""
        draw = self._draw
        kind = draw.randrange(4)
        if kind < 2:
            letters: list[str] = _LATIN if kind else _COMMON
            return draw.choice(letters)
        text = draw.choice(self._texts)
        start, length = draw.randrange(len(text)), draw.choice([2, 3, 4, 8, 20, 60])
        return re.sub(r"\s", "", text[start : start + length]) or "の"

    def part(self) -> str:
        """A leaf in one of the forms."""
        return self._draw.choice([*_FORMS, *_USUAL]).format(self._word())

    def query(self) -> str:
        """One to four parts, mostly one or two."""
        return " ".join(self.part() for _ in range(self._draw.choice([1, 1, 1, 2, 2, 3, 4])))
