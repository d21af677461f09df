"""Some posts as an index of their own: what they have tells how typing may go on."""

import re
from collections.abc import Sequence

from search.cluster.held import Held

_LONGEST = 40
"""Characters of a phrase."""


class Sampled(Held):
    """A Reader over some posts, whose vocabulary is theirs."""

    def frequency(self, term: str | int) -> int:
        found = self.gram(term) if isinstance(term, int) else self.word(term).docs
        return len(found)

    def prefixed(self, prefix: str, most: int) -> list[str]:
        words = {word for post in self._posts for word in post.begun(prefix)}
        return sorted(words)[:most]

    def read(self, reading: str, most: int) -> list[tuple[str, str]]:
        known = self._counts.read(reading, most)
        return [(sound, term) for sound, term in known if self.frequency(term)]

    def phrases(self, beginning: str, most: int) -> list[str]:
        known = set(self._counts.phrases(beginning, most))
        longest = max(map(len, known), default=0)
        seen: set[str] = set()
        for post in self._posts if known else ():
            for match in re.finditer(re.escape(beginning), post.folded):
                run = post.folded[match.start() : match.start() + min(longest, _LONGEST)]
                seen.update(run[:end] for end in range(len(beginning), len(run) + 1))
        return sorted(seen & known)

    def phrase_frequency(self, text: str) -> int:
        return len(self.phrase(text))

    def forms(self, form: str) -> Sequence[str]:
        return [term for term in self._counts.forms(form) if self.frequency(term)]
