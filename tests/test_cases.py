"""Small sites that once failed, each through the command line. A group is added to HELD by the
change that mends its kind."""

import functools

import pytest

from tests.cases import (
    CASES,
    HELD,
    HELD_CASES,
    SHOWING,
    Answers,
    Case,
    answer_to,
    check_answer,
    check_first,
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Gives the answer to a case by id, made once."""
    cases = {case["id"]: case for case in HELD_CASES}

    @functools.cache
    def answer(name: str) -> dict[str, object]:
        folder = tmp_path_factory.mktemp("case")
        return answer_to(cases[name], folder / "site", folder / "index")

    return answer


@pytest.mark.unmeasured
@pytest.mark.parametrize("case", HELD_CASES, ids=lambda case: str(case["id"]))
def test_case_holds(case: Case, answers: Answers) -> None:
    check_answer(case, answers(case["id"]))


@pytest.mark.unmeasured
@pytest.mark.parametrize("case", SHOWING, ids=lambda case: str(case["id"]))
def test_the_first_post_of_a_case_has_its_title_and_address(case: Case, answers: Answers) -> None:
    check_first(case, answers(case["id"]))


def test_every_group_that_is_held_has_cases() -> None:
    assert {case["group"] for case in CASES} >= HELD
