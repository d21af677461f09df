"""The acceptance cases, each through a real index."""

import pytest

from tests.cases import ACCEPTANCE, Case, check_results, posts_of
from tests.conftest import Blog, find


@pytest.mark.parametrize("case", ACCEPTANCE, ids=lambda case: case["id"])
def test_case_holds(case: Case, blog: Blog) -> None:
    check_results(case, find(blog(posts_of(case)), case["query"]))
