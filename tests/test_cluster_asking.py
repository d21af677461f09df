"""What a cluster is asked: much in one request, nothing twice, and nothing that rests on a
guess."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

from index.cluster import Client
from search.cluster.asking import Asking, Known, Search

NUMBERS = {"a": 1, "b": 2, "c": 3, "3": 30}


class Nodes:
    """Answers searches for a name with its number, and keeps what was asked."""

    def __init__(self) -> None:
        self.requests: list[list[str]] = []

    def msearch(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        self.requests.append([body["name"] for body in bodies])
        return [NUMBERS[body["name"]] for body in bodies]


def asking(nodes: Nodes, known: Known | None = None) -> Asking:
    return Asking(cast(Client, nodes), "blog", known or Known())


def number(of: str, asks: Asking) -> int:
    return asks.answer(("number", of), 0, lambda: Search({"name": of}, int))


def test_what_several_ask_is_asked_in_one_request() -> None:
    nodes = Nodes()
    asks = asking(nodes)
    found = asks.all_settled(
        lambda: number("a", asks) + number("b", asks), lambda: number("c", asks)
    )
    assert found == [3, 3]
    assert nodes.requests == [["a", "b", "c"]]


def test_what_is_known_is_not_asked_again() -> None:
    nodes, known = Nodes(), Known()
    for asks in (asking(nodes, known), asking(nodes, known)):
        assert asks.settled(partial(number, "a", asks)) == 1
    assert nodes.requests == [["a"]]


def test_each_makes_its_answer_until_it_takes_no_guess() -> None:
    nodes = Nodes()
    asks, runs = asking(nodes), [0, 0]

    def short() -> int:
        runs[0] += 1
        return number("a", asks)

    def long() -> int:
        runs[1] += 1
        return number(str(number("c", asks)), asks) if number("c", asks) else 0

    assert asks.all_settled(short, long) == [1, 30]
    assert runs == [2, 3]
    assert nodes.requests == [["a", "c"], ["3"]]


def test_what_takes_a_guess_is_not_kept() -> None:
    asks = asking(Nodes())

    def made() -> int:
        return asks.kept("twice", lambda: 2 * number("b", asks))

    assert asks.settled(lambda: made() + made()) == 8
    assert asking(Nodes(), asks._known).kept("twice", lambda: 0) == 4


def test_what_rests_on_a_guess_that_was_kept_for_a_run_is_one_too() -> None:
    asks = asking(Nodes())

    def inner() -> int:
        return asks.kept("inner", lambda: number("c", asks))

    def outer() -> int:
        inner()
        return asks.kept("outer", lambda: 10 * inner())

    assert asks.settled(outer) == 30
