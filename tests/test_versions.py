"""A room that makes something else of the same posts has another version: a comment rebuilds no
blog, and a change of what is written rebuilds all of them."""

import json

import pytest

from tests.versions import GOLDEN, versions


@pytest.fixture(scope="module")
def now() -> dict[str, dict[str, object]]:
    return versions()


@pytest.mark.parametrize("room", ["posts", "text", "store"])
def test_what_a_room_makes_changes_only_with_its_version(
    room: str, now: dict[str, dict[str, object]]
) -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))[room]
    if now[room]["digest"] != kept["digest"]:
        assert now[room]["version"] != kept["version"], f"raise the version of index/{room}/"
    assert now[room] == kept, "run `python -m tests.versions`"
