"""Addresses on the page: each leads back to its request."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from flask import request, url_for
from hypothesis import given
from hypothesis import strategies as st

from search.contract.request import MOST_EXPLAINED, SORTS, Request
from tests.conftest import searcher
from web.addresses import USUAL_SIZE, Addresses
from web.app import create_app
from web.parameters import request_from

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
_NAMES = st.lists(_TEXTS, max_size=3).map(tuple)
_DAYS = st.none() | st.dates()
_SIZES = st.integers(1, MOST_EXPLAINED)
_REQUESTS = st.builds(
    Request, st.just("") | _TEXTS, st.just(1), _SIZES, st.sampled_from(SORTS),
    _NAMES, _NAMES, _NAMES, st.sampled_from([(), ("ja", "en")]), _DAYS, _DAYS, st.booleans(),
    st.booleans(),
)  # fmt: skip
_APP = create_app(searcher(Path("none")))


def _read(address: str) -> Request:
    with _APP.test_request_context(address):
        return request_from(request.args, USUAL_SIZE)


@given(_REQUESTS, _TEXTS, st.integers(1, 10**8))
def test_an_address_leads_to_its_request(wanted: Request, query: str, page: int) -> None:
    with _APP.test_request_context():
        to = Addresses(wanted).to
        addresses = to(), to(page=page), to(query=query, explain=not wanted.explain)
    assert [_read(address) for address in addresses] == [
        wanted,
        replace(wanted, page=page),
        replace(wanted, query=query, explain=not wanted.explain),
    ]


@given(_TEXTS)
def test_it_is_written_as_flask_writes_it(query: str) -> None:
    with _APP.test_request_context(base_url="http://a/sub/"):
        assert _encoded(Addresses(Request(query)).to()) == url_for("page.index", q=query)
    with _APP.test_request_context():
        tagged = Addresses(Request(tags=(query, "b"))).to()
        assert _encoded(tagged) == url_for("page.index", tag=[query, "b"])
        assert Addresses(Request()).to(page=1) == "/"


def _encoded(address: str) -> str:
    """An address as a browser asks for it."""
    return re.sub(r"[^\x00-\x7f]+", lambda letters: quote(letters[0]), address)
