"""What shares of one build tell each other, on documents in memory."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any, cast

import pytest

from index.cluster import Client
from index.cluster.notes import (
    ANEW,
    DONE,
    FAILED,
    PUBLISHED,
    UNCHANGED,
    Build,
    Part,
    Patience,
    claim,
    is_held,
    last_together,
    outcome_of,
    patiently,
    read_build,
    read_parts,
    write_build,
    write_part,
)
from index.cluster.other_share import OtherSession
from index.cluster.packing import pack
from index.cluster.share import ShareWriter
from index.text import documents
from index.values import (
    ClusterAway,
    ClusterSettings,
    ConfigError,
    Contents,
    FileEntry,
    IndexDamaged,
    LockHeld,
    MachineError,
    Receipt,
    Records,
    SakuinError,
    Share,
)
from tests.cluster_docs import STATE, Docs
from tests.processes import until

BUILD = Build("t1", "l1", "blog-000002", "blog-000001", 3, "2026")
FAST = Patience(come=0.05, silent=0.05, sign=0.005, look=0.005, rest=0.05)
FILES = Records.of({"a.md": FileEntry("1", "listed")})
CONTENTS = Contents({}, "2026-01-01T00:00:00+09:00", FILES)
BASE = Receipt("blog-000001", CONTENTS)


@pytest.fixture
def docs() -> Docs:
    found = Docs()
    found.hold()
    write_build(cast(Client, found), BUILD)
    return found


@pytest.fixture
def client(docs: Docs) -> Client:
    return cast(Client, docs)


def _part(token: str, **changes: Any) -> Part:
    return replace(Part("t1", token, "host:1"), **changes)


def test_a_build_is_told_and_read(client: Client, docs: Docs) -> None:
    assert read_build(client) == BUILD
    assert last_together(client) == "blog-000002"
    write_build(client, replace(BUILD, outcome=FAILED, reason="x" * 1000))
    assert len((read_build(client) or BUILD).reason) == 300
    for odd in ({}, {"token": 1}, {**asdict(BUILD), "shares": "3"}, {**asdict(BUILD), "more": 1}):
        docs.request("PUT", f"{STATE}build", odd)
        assert (read_build(client), last_together(client)) == (None, "")


def test_a_build_counts_while_its_lock_is_held(client: Client, docs: Docs) -> None:
    assert is_held(client, BUILD)
    for odd in (("l2", 2e10), ("l1", 1.0), ("l1", cast(float, "x"))):
        docs.hold(*odd)
        assert not is_held(client, BUILD)
    docs.docs.pop(f"{STATE}lock")
    assert not is_held(client, BUILD)


def test_a_share_is_of_one_process(client: Client) -> None:
    claim(client, 2, _part("a"))
    claim(client, 2, _part("a"))
    with pytest.raises(LockHeld, match="another process has share 2 of this build: host:1"):
        claim(client, 2, _part("b"))
    claim(client, 2, _part("b", build="t2"))
    assert read_parts(client, BUILD) == {}
    assert read_parts(client, replace(BUILD, token="t2")) == {2: _part("b", build="t2")}


def test_of_two_that_take_a_share_at_once_one_has_it(client: Client, docs: Docs) -> None:
    request = docs.request

    def raced(method: str, path: str, *more: Any, **named: Any) -> Any:
        if method == "PUT":
            docs.request = request  # type: ignore[method-assign]
            claim(client, 2, _part("faster"))
        return request(method, path, *more, **named)

    docs.request = raced  # type: ignore[method-assign]
    with pytest.raises(LockHeld):
        claim(client, 2, _part("slower"))
    assert read_parts(client, BUILD)[2].token == "faster"


def test_a_cluster_that_is_away_for_a_moment_is_asked_again() -> None:
    answers: list[Any] = [ClusterAway("away"), ClusterAway("away"), 5]

    def ask() -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert patiently(ask, replace(FAST, silent=60)) == 5
    answers += [ClusterAway("away")] * 2
    with pytest.raises(ClusterAway):
        patiently(ask, replace(FAST, silent=0))


@pytest.mark.parametrize(("error", "has_base", "told"), [
    (IndexDamaged("bad"), True, (ANEW, "bad")), (IndexDamaged("bad"), False, (FAILED, "bad")),
    (MachineError("full"), True, (FAILED, "full")),
    (KeyboardInterrupt(), True, (FAILED, "KeyboardInterrupt")),
])  # fmt: skip
def test_how_it_ended_is_told(error: BaseException, has_base: bool, told: tuple[str, str]) -> None:
    assert outcome_of((type(error), error, None), has_base) == told


def _session(client: Client, base: Receipt | None = BASE, build: Build = BUILD) -> OtherSession:
    return OtherSession(client, Share(2, 3), build, base, FAST)


def test_a_share_that_was_told_something_else_does_not_come(client: Client) -> None:
    expected: list[tuple[Build, Receipt | None, type[SakuinError]]] = [
        (replace(BUILD, shares=4), BASE, ConfigError), (BUILD, None, ConfigError),
        (replace(BUILD, base=""), BASE, IndexDamaged),
        (replace(BUILD, base="blog-000000"), BASE, MachineError),
    ]  # fmt: skip
    for build, base, error in expected:
        with pytest.raises(error):
            _session(client, base, build)
    assert read_parts(client, BUILD) == {}


@pytest.mark.parametrize("outcome", [PUBLISHED, UNCHANGED])
@pytest.mark.parametrize("is_new", [False, True])
def test_a_share_is_done_and_learns_what_is_in_force(
    client: Client, docs: Docs, outcome: str, is_new: bool
) -> None:
    files = Records.of({"b.md": FileEntry("2", "listed")}) if is_new else FILES
    with _session(client) as session:
        session.delete("a.md")
        session._outcome = _later(client, outcome, session._outcome)  # type: ignore[method-assign]
        receipt = session.publish(replace(CONTENTS, files=files))
    assert receipt.generation == ("blog-000002" if outcome == PUBLISHED else "blog-000001")
    part = read_parts(client, BUILD)[2]
    assert (part.state, part.changed) == (DONE, is_new)
    assert b'{"delete":{"_id":"pa.md"}}' in docs.sent[0]
    assert b"share-2-manifest" in docs.sent[-1]


def _later(client: Client, outcome: str, look: Callable[[], Any]) -> Callable[[], Any]:
    """The first share ends once the other is done."""

    def looked() -> Any:
        if (part := read_parts(client, BUILD).get(2)) and part.state == DONE:
            write_build(client, replace(BUILD, outcome=outcome))
        return look()

    return looked


@pytest.mark.parametrize(("outcome", "error"), [(FAILED, MachineError), (ANEW, IndexDamaged)])
def test_a_share_at_work_learns_that_it_works_in_vain(
    client: Client, outcome: str, error: type[SakuinError]
) -> None:
    with pytest.raises(error, match="no room"), _session(client) as session:
        write_build(client, replace(BUILD, outcome=outcome, reason="no room"))
        until(lambda: session._ended is not None)
        session.add(pack(documents([], UTC)))
    part = read_parts(client, BUILD)[2]
    assert (part.state, part.signs > 0) == (FAILED if outcome == FAILED else ANEW, True)


def test_where_the_first_ends_without_a_word_what_is_in_force_tells(
    client: Client, docs: Docs
) -> None:
    with _session(client) as session:
        assert session._outcome() is None
        docs.hold("another")
        assert session._outcome() == replace(
            BUILD, outcome=FAILED, reason="it has ended without a word"
        )
        docs.leads_to = "blog-000002"
        assert session._outcome() == replace(BUILD, outcome=PUBLISHED)


def test_a_build_that_is_over_is_not_joined(client: Client, docs: Docs) -> None:
    writer = ShareWriter(client, ClusterSettings(), Share(2, 3), FAST)
    write_part(client, 2, _part("x", build="t0"))
    with writer.begin(BASE):
        assert read_parts(client, BUILD)[2].build == "t1"
    for build, lock in ((replace(BUILD, outcome=PUBLISHED), "l1"), (BUILD, "l2")):
        write_build(client, build)
        docs.hold(lock)
        with pytest.raises(MachineError, match="expected share 1/3 to begin a build within"):
            writer.begin(BASE)
    with pytest.raises(LockHeld, match="expected to hold the lock"):
        ShareWriter(client, ClusterSettings(), Share(1, 3), FAST).begin(BASE)
