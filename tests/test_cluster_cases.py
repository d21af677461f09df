"""The golden cases on real nodes: `make test-cluster`."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from index.cluster import Client, ClusterWriter, parse_address
from index.pipeline.build import Options, build
from index.values import ClusterSettings, Settings
from search.cluster import ClusterSearcher
from search.contract import Request
from tests.cases import (
    ACCEPTANCE,
    HELD_CASES,
    SHOWING,
    Answers,
    Case,
    answer_to,
    check_answer,
    check_first,
    check_results,
    posts_of,
)
from tests.conftest import NOW
from tests.nodes import three_nodes

pytestmark = pytest.mark.cluster
_SETTINGS = ClusterSettings(replicas=0)


@contextmanager
def _client() -> Iterator[Client]:
    """A client of an address without an index; what is made there is dropped."""
    name = f"case{uuid4().hex}"
    with Client(parse_address(three_nodes().address(name)), _SETTINGS) as client:
        try:
            yield client
        finally:
            rows = client.request("GET", f"/_cat/indices/{name}-*?format=json&h=index")
            for row in rows:
                client.request("DELETE", f"/{row['index']}")


@pytest.mark.parametrize("case", ACCEPTANCE, ids=lambda case: case["id"])
def test_acceptance_case_holds(case: Case, tmp_path: Path) -> None:
    for name, text in posts_of(case).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with _client() as client:
        writer = ClusterWriter(client, _SETTINGS)
        build(tmp_path, writer, Settings(jobs=1), NOW, Options(isolated=False))
        check_results(case, ClusterSearcher(client).search(Request(case["query"])))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Gives the answer to a case by id, made once."""
    cases = {case["id"]: case for case in HELD_CASES}
    config = tmp_path_factory.mktemp("settings") / "sakuin.toml"
    config.write_text("[cluster]\nreplicas = 0\n", encoding="utf-8")

    @functools.cache
    def answer(name: str) -> dict[str, object]:
        root = tmp_path_factory.mktemp("case") / "site"
        with _client() as client:
            return answer_to(cases[name], root, client.address, config)

    return answer


@pytest.mark.parametrize("case", HELD_CASES, ids=lambda case: str(case["id"]))
def test_case_holds(case: Case, answers: Answers) -> None:
    check_answer(case, answers(case["id"]))


@pytest.mark.parametrize("case", SHOWING, ids=lambda case: str(case["id"]))
def test_the_first_post_of_a_case_has_its_title_and_address(case: Case, answers: Answers) -> None:
    check_first(case, answers(case["id"]))
