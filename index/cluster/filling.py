"""Posts and lines on their way into an index of a cluster."""

from collections.abc import Callable, Iterable, Iterator

from index.cluster.client import Client
from index.cluster.codec import to_lines
from index.cluster.mapping import post_key
from index.cluster.packing import ClusterBatch
from index.cluster.proof import Samples
from index.cluster.sender import Seen, Sender
from index.cluster.vocabulary import MOST, among, sent, told

_LINES = 1 << 14
"""Lines that are sent together: the more, the more of those are neighbours that begin alike."""
_DELETIONS = 1_000
"""Documents that are deleted together."""


class Filling:
    """Sends posts to an index, which may have posts to begin with. Before each request `require` is
    called, which raises an error where nothing may be sent any more."""

    def __init__(
        self, client: Client, index: str, has_posts: bool, require: Callable[[], None]
    ) -> None:
        self._client, self._index, self._has_posts = client, index, has_posts
        self._gone: dict[str, None] = {}
        self._added: set[str] = set()
        self._lines: list[str] = []
        self._seen, self.samples = Seen(), Samples()
        self._sender = Sender(client, index, require)

    def add(self, packed: ClusterBatch) -> None:
        """Sends posts, later or now, and the lines that were not sent before."""
        self._sender.send(packed.posts)
        self.samples.note(packed.ids)
        if self._has_posts:
            self._added.update(packed.ids)
        self._lines += self._seen.fresh(packed.lines)
        while len(self._lines) >= _LINES:
            self._send_lines()

    def delete(self, post_id: str) -> None:
        """Deletes a post at the end, unless it is added, too."""
        if self._has_posts:  # else there is none
            self._gone[post_id] = None

    def send_rest(self) -> None:
        """Sends all that is to be sent at the end: deletions too, so that a post which was deleted
        and added stays whatever the order in which requests are done."""
        self.drop(post_key(post_id) for post_id in self._gone if post_id not in self._added)
        while self._lines:
            self._send_lines()

    def send(self, lines: bytes) -> None:
        """Sends lines of a bulk request, later or now."""
        self._sender.send(lines)

    def drop(self, keys: Iterable[str]) -> None:
        """Deletes documents."""
        for some in _sliced(list(keys), _DELETIONS):
            self._sender.send(to_lines({"delete": {"_id": key}} for key in some))

    def wait(self) -> None:
        """Waits until all is there."""
        self._sender.wait()

    def close(self) -> None:
        """Gives up what was not begun, and waits for what was."""
        self._sender.close()

    def _send_lines(self) -> None:
        some, self._lines = self._lines[:_LINES], self._lines[_LINES:]
        self._sender.send(sent(self._unknown(some) if self._has_posts else some))

    def _unknown(self, lines: list[str]) -> list[str]:
        """Those of some lines that the index did not have to begin with."""
        known: set[str] = set()
        for some in _sliced(lines, MOST):
            known.update(told(self._client.search(self._index, among(some))))
        return [line for line in lines if line not in known]


def _sliced(keys: list[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(keys), size):
        yield keys[first : first + size]
