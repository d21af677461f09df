"""The description of the endpoints, held against what they answer."""

from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection

from search.embedded.searcher import EmbeddedSearcher
from web.app import create_app
from web.openapi import described

_ASKED = [path for path, told in described()["paths"].items() if told["get"]["parameters"]]


def _cases(searcher: EmbeddedSearcher, path: str, mode: GenerationMode) -> Any:
    api = schemathesis.openapi.from_wsgi("/openapi.json", create_app(searcher))
    return api[path]["GET"].as_strategy(generation_mode=mode)


@pytest.mark.parametrize("path", list(described()["paths"]))
def test_what_is_as_described_is_answered_so(fixture_searcher: EmbeddedSearcher, path: str) -> None:
    @settings(max_examples=30)
    @given(_cases(fixture_searcher, path, GenerationMode.POSITIVE))
    def ask(case: Any) -> None:
        assume(case.query.get("explain") != "1" or int(case.query.get("size", 10)) <= 10)
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("path", _ASKED)
def test_what_is_not_as_described_gets_an_error_that_is(
    fixture_searcher: EmbeddedSearcher, path: str
) -> None:
    """Or an answer: what is empty counts as absent, and what is unknown is ignored."""

    @settings(max_examples=30)
    @given(_cases(fixture_searcher, path, GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        case.call_and_validate(excluded_checks=[negative_data_rejection])

    ask()


def test_the_description_names_what_is_there(client: FlaskClient) -> None:
    told = client.get("/openapi.json").get_json()
    assert told == described()
    for path, operations in told["paths"].items():
        assert list(operations) == ["get"]
        assert client.get(path).status_code in (200, 404)
    served = {str(rule) for rule in client.application.url_map.iter_rules()}
    assert {path for path in served if path.startswith("/api/")} <= set(told["paths"])
