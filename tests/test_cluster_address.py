"""Addresses of indexes on clusters."""

import subprocess
import sys

import pytest

from index.cluster import Address, is_cluster, parse_address
from index.values import ConfigError
from tests.conftest import ROOT


@pytest.mark.parametrize(("text", "hosts", "name", "tls"), [
    ("opensearch://h/blog", (("h", 9200),), "blog", False),
    ("opensearchs://h1,[::1]:9202/b", (("h1", 9200), ("::1", 9202)), "b", True),
    ("OpenSearch://SEARCH.Example:1/b-1.x_y/", (("search.example", 1),), "b-1.x_y", False),
    ("opensearch://10.0.0.5/blog", (("10.0.0.5", 9200),), "blog", False),
])  # fmt: skip
def test_an_address_is_hosts_and_a_name(
    text: str, hosts: tuple[tuple[str, int], ...], name: str, tls: bool
) -> None:
    address = parse_address(text)
    assert address == Address(hosts, name, tls)
    assert parse_address(str(address)) == address


@pytest.mark.parametrize("text", [
    "opensearch://", "opensearch://h", "opensearch:///blog", "opensearch://h,/blog",
    "opensearch://h:0/blog", "opensearch://h:65536/blog", "opensearch://h:x/blog",
    "opensearch://h/Blog", "opensearch://h/_blog", "opensearch://h/a/b", "opensearch://h/日記",
    "opensearch://h/blog-000001", "opensearch://h/blog-state", "opensearch://h/a,b",
    "opensearch://h/blog?x", "opensearch://h h/blog", f"opensearch://h/{'a' * 201}", "http://h/blog",
])  # fmt: skip
def test_what_is_none_says_what_was_expected(text: str) -> None:
    with pytest.raises(ConfigError, match="index: expected"):
        parse_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError, match="cluster") as refused:
        parse_address("opensearchs://taro:secret@h/blog")
    assert "secret" not in str(refused.value)


def test_a_folder_is_no_cluster() -> None:
    for index in ("opensearchs://h/blog", "OpenSearch://h/blog", "elasticsearch://h/blog"):
        assert is_cluster(index)
    for index in (".sakuin", "/var/opensearch", "C:\\opensearch", "opensearch:/h"):
        assert not is_cluster(index)


def test_the_room_loads_no_library_of_clusters() -> None:
    program = "import sys, index.cluster; assert 'opensearchpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
