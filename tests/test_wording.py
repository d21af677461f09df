"""Words for people: numbers, names that may have been meant, what the machine reports."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.posts.reading.structured import NOT_READ, load_file
from index.values import counted, line_of, nearest, not_as_expected, readable, reason_of


def test_one_is_singular_and_all_else_plural() -> None:
    assert [counted(number, "post") for number in (0, 1, 2)] == ["0 posts", "1 post", "2 posts"]
    assert counted(1_000, "address") == "1,000 addresses"


def test_a_mistyped_name_is_told_in_any_case_and_another_is_not() -> None:
    assert nearest("Serach", ["serve", "search"]) == "search"
    assert nearest("xyz", ["serve", "search"]) is None


def test_an_address_is_shown_in_letters_where_these_are_no_control_characters() -> None:
    assert readable("https://a.example/%E6%97%85/") == "https://a.example/旅/"
    assert readable("/a%1b[31m") == "/a%1b[31m"
    assert readable("/%E6%97") == "/%E6%97"


@given(st.sampled_from(sorted(errno.errorcode)))
def test_no_error_of_the_machine_is_told_by_its_number(number: int) -> None:
    error = OSError(number, os.strerror(number), "file")
    said = reason_of(error)
    assert said
    assert "Errno" not in said
    assert str(number) not in said
    assert errno.errorcode[number] not in said


def test_what_an_owner_meets_is_told_in_plain_words() -> None:
    said = {number: reason_of(OSError(number, "")) for number in (errno.ENOSPC, errno.EADDRINUSE)}
    assert said[errno.ENOSPC] == "the disk is full"
    assert said[errno.EADDRINUSE] == "another program listens there already"
    assert reason_of(OSError("odd")) == "OSError"


def _raised(act: Callable[[], object]) -> Exception:
    with pytest.raises(NOT_READ) as raised:
        act()
    return raised.value


@pytest.mark.parametrize(
    ("act", "line"),
    [(lambda: load_file("a: 1\nb: [", ".yml"), 3), (lambda: load_file("a = 1\nb =", ".toml"), None),
     (lambda: load_file("a = 1\nb = x\n", ".toml"), 2), (lambda: json.loads('{\n"a": }'), 2),
     (lambda: b"a\nb\xff".decode("utf-8"), 2)],
)  # fmt: skip
def test_what_a_parser_reports_has_its_line_and_no_class_of_python(
    act: Callable[[], object], line: int | None
) -> None:
    error = _raised(act)
    said = not_as_expected(Path("site.yml"), "a configuration", error)
    assert line_of(error) == line
    assert said.startswith(f"site.yml:{line}: expected" if line else "site.yml: expected")
    assert "Error" not in said
    assert "\n" not in said
