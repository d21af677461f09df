"""How often a client may ask, and who a client is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.values import ConfigError, Rate, ServerSettings, parse_rate
from search.embedded import EmbeddedSearcher
from web.app import create_app
from web.clients import client_of
from web.rates import SIZE, Limiter, Table
from web.shared import Shared, shared_in


def _limiter(number: int, seconds: int, now: Callable[[], float]) -> Limiter:
    return Limiter(Rate(number, seconds), Table(Shared(SIZE)), "secret", now)


def test_a_client_may_ask_as_often_as_the_rate_says_then_evenly() -> None:
    now = [1000.0]
    limiter = _limiter(3, 60, lambda: now[0])
    assert [limiter.ask("a").remaining for _ in range(3)] == [2, 1, 0]
    refused = limiter.ask("a")
    assert (refused.allowed, refused.remaining, refused.retry_after) == (False, 0, 20)
    assert limiter.ask("b").allowed
    now[0] += refused.retry_after
    assert [limiter.ask("a").allowed for _ in range(2)] == [True, False]
    now[0] += 3600
    assert (limiter.ask("a").remaining, limiter.ask("a").reset) == (2, 40)


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60), st.integers(1, 9))
def test_whoever_waits_as_long_as_told_may_ask(waits: list[float], number: int) -> None:
    now = [50.0]
    limiter = _limiter(number, 60, lambda: now[0])
    for wait in waits:
        now[0] += wait
        standing = limiter.ask("a")
        assert 0 <= standing.remaining < number
        assert 0 <= standing.reset <= 60
        if not standing.allowed:
            now[0] += standing.retry_after
            assert limiter.ask("a").allowed


def test_a_flood_of_clients_forgets_others_but_takes_no_more_room() -> None:
    limiter = _limiter(2, 60, lambda: 7.0)
    for number in range(200_000):
        assert limiter.ask(f"client {number}").allowed


def _ask_often(folder: Path) -> int:
    """How many of 400 requests in two threads of this process are let in."""
    limiter = Limiter(
        Rate(500, 86_400), Table(shared_in(folder, "rates", SIZE)), "secret", lambda: 5.0
    )
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(lambda _: limiter.ask("a").allowed, range(400)))


@pytest.mark.unmeasured
def test_processes_and_threads_have_one_count(tmp_path: Path) -> None:
    with get_context("spawn").Pool(2) as pool:
        others = [pool.apply_async(_ask_often, (tmp_path,)) for _ in range(2)]
        mine = _ask_often(tmp_path)
        assert mine + sum(count.get() for count in others) == 500


@pytest.mark.parametrize(
    ("address", "client"),
    [("203.0.113.9", "203.0.113.9"), ("203.0.113.9:443", "203.0.113.9"),
     ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
     ("[2001:db8:1:2:ffff::1]:9", "2001:db8:1:2::"), ("fe80::1%eth0", "fe80::"),
     ("127.0.0.1", None), ("127.9.9.9", None), ("::1", None), ("::ffff:127.0.0.1", None),
     ("unknown", "unknown"), ("x" * 999, "x" * 64), ("", None)],
)  # fmt: skip
def test_a_client_is_an_address_or_a_network_of_64_bits(address: str, client: str | None) -> None:
    assert client_of(address) == client


@pytest.mark.parametrize("text", ["", "0/minute", "10", "10/week", "x/minute", "-1/day", "1e9/day"])
def test_a_rate_that_is_none_is_named(text: str) -> None:
    with pytest.raises(ConfigError, match="rate: expected 600/minute or off"):
        ServerSettings(rate=text)
    assert parse_rate("off") is None
    assert parse_rate("10/hour") == Rate(10, 3600)


def _client(source: EmbeddedSearcher, address: str, **settings: object) -> FlaskClient:
    made = ServerSettings(rate="2/hour", **settings)  # type: ignore[arg-type]
    client = create_app(source, made).test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def test_who_asks_too_often_is_told_to_wait(fixture_searcher: EmbeddedSearcher) -> None:
    client = _client(fixture_searcher, "203.0.113.9")
    told = [client.get("/api/search?q=京都").headers["RateLimit-Remaining"] for _ in range(2)]
    assert told == ["1", "0"]
    refused = client.get("/api/search?q=京都")
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (429, "too_many_requests")
    assert refused.headers["RateLimit-Limit"] == "2"
    assert 0 < int(refused.headers["Retry-After"]) <= 1800
    page = client.get("/?q=京都")
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert "しばらくしてから" in page.text
    assert client.get("/static/style.css", buffered=True).status_code == 200


def test_this_machine_may_ask_always_unless_told_otherwise(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    free = _client(fixture_searcher, "127.0.0.1")
    answers = [free.get("/healthz") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit-Limit" not in answers[0].headers
    bound = _client(fixture_searcher, "127.0.0.1", rate_loopback=True)
    assert [bound.get("/healthz").status_code for _ in range(3)] == [200, 200, 429]


def test_behind_a_proxy_the_client_is_the_address_that_the_proxy_saw(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    client = _client(fixture_searcher, "127.0.0.1", proxy=True)
    for forged in ("198.51.100.1", "198.51.100.2"):
        headers = {"X-Forwarded-For": f"{forged}, 203.0.113.9"}
        assert client.get("/healthz", headers=headers).status_code == 200
    assert client.get("/healthz", headers=headers).status_code == 429
    wary = _client(fixture_searcher, "203.0.113.9")
    for forged in ("127.0.0.1", "198.51.100.1"):
        last = wary.get("/healthz", headers={"X-Forwarded-For": forged})
    assert (last.status_code, wary.get("/healthz").status_code) == (200, 429)
