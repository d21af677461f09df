"""Bounds of a request and what its values are read from."""

from typing import Any

import pytest

from index.values.errors import BadParameter
from search.contract.request import Request, parse_day, parse_number


@pytest.mark.parametrize(
    "values",
    [{"query": "あ" * 1_001}, {"page": 0}, {"page": -1}, {"size": 0}, {"size": 101}, {"sort": "x"}],
)
def test_a_request_out_of_bounds_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadParameter, match="expected"):
        Request(**values)


@pytest.mark.parametrize(
    "values", [{"query": "あ" * 1_000}, {"size": 1}, {"size": 100}, {"page": 10**9}]
)
def test_bounds_are_included(values: dict[str, Any]) -> None:
    request = Request(**values)
    assert {name: getattr(request, name) for name in values} == values


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 20 ", 20), ("１０", 10), ("007", 7)])
def test_a_number_may_be_typed_full_width(text: str, number: int) -> None:
    assert parse_number("page", text) == number


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "+1", "1e3", "九", "²x", "1 0", "9" * 10])
def test_what_is_no_number_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter, match=r"^page: expected a whole number"):
        parse_number("page", text)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13-01", "2025-02-29", "きのう", "2025/11/04", "2025-1-1"]
)
def test_what_is_no_day_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter, match=r"^from: expected YYYY-MM-DD"):
        parse_day("from", text)


@pytest.mark.parametrize("text", ["20250101", "2025-W01-1", "２０２５-01-01"])
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(BadParameter, match="YYYY-MM-DD"):
        parse_day("from", text)
