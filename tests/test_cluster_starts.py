"""What begins at a border in a text: all that a literal may be looked for by."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.cluster.starts import LONGEST_START, start_of, starts
from index.text import DASH
from search.lookup.borders import Border, begins, begins_hump, border_of

SHOWN = st.text("abAB12.-_/ +#(日ー", max_size=24)


def folded(shown: str) -> str:
    return shown.lower().replace("-", DASH)


@given(SHOWN, st.integers(0, 23), st.integers(1, 12))
@example("VB.NETの話", 2, 4)
@example("fooBar.baz", 3, 4)
@example("iPhone15.x", 6, 4)
def test_a_literal_at_a_border_begins_as_one_of_the_starts(shown: str, at: int, size: int) -> None:
    text = folded(shown)
    literal, before = text[at : at + size], text[at - 1 : at] if at else ""
    if border_of(literal) is Border.NONE or not start_of(literal):
        return
    if begins(before, literal[0]) or begins_hump(shown, at):
        assert any(one.startswith(start_of(literal)) for one in starts(text, shown))


@pytest.mark.parametrize(("text", "found"), [
    ("example.net", ["example."]),
    (".NET と C++", [".net", "c++"]),
    ("email e.g. a", ["e.g.", "g."]),
    ("検索 Ruby", []),
    ("`wc -l`", ["l`", f"{DASH}l`"]),
])  # fmt: skip
def test_starts_have_a_symbol_soon(text: str, found: list[str]) -> None:
    assert starts(folded(text), text) == found


@pytest.mark.parametrize(
    ("literal", "start"),
    [("c++", "c++"), ("c#の本", "c#"), ("tsconfig.json", ""), ("ruby", ""), ("検索", ""),
     ("https://example.jp", "https://")],
)  # fmt: skip
def test_a_literal_is_looked_for_by_how_it_begins(literal: str, start: str) -> None:
    assert start_of(literal) == start
    assert len(start) <= LONGEST_START
