"""The page of promises names tests that are there, and each with long forms has them in a soak."""

import re

from tests.conftest import ROOT

_PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
_TESTS = ROOT / "tests"


def test_each_promise_names_tests_that_are_there() -> None:
    rows = [line for line in _PAGE.splitlines() if line.startswith("| **")]
    assert len(rows) >= 10
    for row in rows:
        named = re.findall(r"`(test_\w+\.py)`", row)
        assert named, row
        for name in named:
            assert (_TESTS / name).is_file(), name


def test_every_soak_is_of_a_promise() -> None:
    soaks = {
        path.name for path in _TESTS.glob("test_*.py") if "mark.soak" in path.read_text("utf-8")
    }
    assert soaks - {"test_promises.py"} <= set(re.findall(r"`(test_\w+\.py)`", _PAGE))


def test_the_commands_named_are_run_by_make_soak() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"`python (-m benchmarks\.\w+ \d+)`", _PAGE):
        assert command in makefile
