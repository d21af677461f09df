"""Posts that a blog service or another tool wrote out, each with the address it has there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from index.posts.sites.rules import Generator, Page, encoded, is_absolute

_URL = re.compile(r"^url:\s*[\"']?((https?://[^/\s\"']+)/[^\s\"']+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Exported(Generator):
    """A folder of posts most of which state as `url` an address of their own, on one `host`. Posts
    whose `url` leads to many hosts are about the pages there."""

    host: str = ""

    @classmethod
    def of_heads(cls, found: Sequence[str]) -> Self | None:
        """The generator of a folder whose posts begin like these."""
        stated = {match[1]: match[2].lower() for head in found if (match := _URL.search(head))}
        hosts = Counter(stated.values())
        if len(hosts) != 1 or len(stated) * 2 < sum(map(bool, found)):
            return None
        return cls(host=next(iter(hosts)))

    def stated(self, page: Page) -> str | None:
        url = page.text("url")
        if is_absolute(url) and url.lower().startswith(f"{self.host}/"):
            return encoded(url)
        return super().stated(page)
