"""What begins at a border in a text: all that a literal may be looked for by."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.cluster.starts import LONGEST_START, start_of, starts
from index.text import DASH, LONGEST_COMPOUND, fold_literal
from search.lookup.borders import Border, begins, begins_hump, border_of, word_of

SHOWN = st.text("abAB12.-_/ +#(日ーＡｂ．−（", max_size=24)


def folded(shown: str) -> str:
    return "".join(map(fold_literal, shown))


def at_border(shown: str, literal: str) -> bool:
    """Whether a literal stands at a border of a text, as search/lookup/literal.py looks for it."""
    text = folded(shown)
    return any(
        begins(text[at - 1 : at] if at else "", text[at])
        or (len(word_of(literal)) > 1 and begins_hump(shown, at, text[at]))
        for at in range(len(text))
        if text.startswith(literal, at)
    )


@given(SHOWN, st.integers(0, 23), st.integers(1, 12))
@example("VB.NETの話", 2, 4)
@example("fooBar.baz", 3, 4)
@example("iPhone15.x", 6, 4)
@example("aB.a", 1, 3)
@example("SaMD）", 2, 3)
@example("Biz．ID：3分", 3, 4)
def test_a_literal_stands_at_a_border_where_one_of_the_starts_has_it(
    shown: str, at: int, size: int
) -> None:
    text = folded(shown)
    literal = text[at : at + size]
    start = start_of(literal)
    if border_of(literal) is Border.NONE or not start:
        return
    found = any(one.startswith(start) for one in starts(text, shown))
    assert found or not at_border(shown, literal)
    if start == literal and (len(word := word_of(literal)) > 1 or literal.startswith(word)):
        assert found == at_border(shown, literal)


@given(st.text("ABab12", min_size=8, max_size=24), st.integers(0, 23), st.integers(1, 12))
@example("0c9D4aF6b2", 3, 4)
def test_starts_tell_what_begins_in_a_key(key: str, at: int, size: int) -> None:
    literal = key.lower()[at : at + size]
    if sum(a.isdigit() is not b.isdigit() for a, b in pairwise(key)) < LONGEST_COMPOUND:
        return
    if len(literal) > 1 and at_border(key, literal):
        first = literal[:LONGEST_START]
        assert any(one.startswith(first) for one in starts(folded(key), key))


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
