"""A cluster of documents in memory, for what needs no search."""

from collections.abc import Sequence
from typing import Any

from index.cluster import parse_address
from index.values import Conflict, NoIndex

STATE = "/blog-state/_doc/"


class Docs:
    """The documents of a cluster, as far as shares need them."""

    def __init__(self) -> None:
        self.address = parse_address("opensearch://h/blog")
        self.docs: dict[str, dict[str, Any]] = {}
        self.leads_to = "blog-000001"
        self.sent: list[bytes] = []

    def request(self, method: str, path: str, body: Any = None, absent: bool = False) -> Any:
        if path.startswith("/_alias/"):
            return {self.leads_to: {}}
        path, _, condition = path.partition("?")
        found = self.docs.get(path)
        if method == "GET":
            if found is None and not absent:
                raise NoIndex(path)
            return found
        number = found["_seq_no"] if found else 0
        if condition == "op_type=create" and found:
            raise Conflict(path)
        if (
            condition.startswith("if_seq_no")
            and condition != f"if_seq_no={number}&if_primary_term=1"
        ):
            raise Conflict(path)
        self.docs[path] = {"_source": body, "_seq_no": number + 1, "_primary_term": 1}
        return self.docs[path]

    def get_many(self, index: str, ids: Sequence[str]) -> list[Any]:
        found = [self.docs.get(f"/{index}/_doc/{one}") for one in ids]
        return [one["_source"] if one else None for one in found]

    def bulk(self, index: str, lines: bytes) -> None:
        self.sent.append(lines)

    def hold(self, token: str = "l1", until: float = 2e10) -> None:
        self.request("PUT", f"{STATE}lock", {"token": token, "until": until})
