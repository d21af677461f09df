"""User, password and certificates of a cluster: asked for, kept to themselves, and refused by name
where they are wrong."""

import logging
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from index.cluster import Address, Client
from index.config_file import load_settings, settings_in
from index.options import settings_of
from index.values import ClusterAway, ClusterSettings, ConfigError, Settings
from tests.stub_cluster import FOUND, Stub, in_turn, stub

PASSWORD = "正しい馬 battery:staple"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> str:
    """A file of the authority that made the cluster's certificate."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return str(tmp_path / "ca.pem")


@pytest.fixture
def secured(authority: trustme.CA) -> Iterator[Stub]:
    """A cluster that wants TLS, a user and a password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with stub(in_turn(FOUND), f"taro:{PASSWORD}", context) as found:
        yield found


def _client(host: Stub, name: str = "127.0.0.1", tls: bool = True, **settings: Any) -> Client:
    return Client(Address(((name, host.port),), "blog", tls), ClusterSettings(**settings))


def _refused(client: Client, match: str) -> str:
    """Why the client is not answered, whose settings are at fault."""
    with client, pytest.raises(ConfigError, match=match) as refused:
        client.search("blog-000001", {})
    return str(refused.value)


def test_who_has_user_password_and_authority_is_answered(
    secured: Stub, ca: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with _client(secured, user="taro", password=PASSWORD, ca=ca) as client:
        assert client.search("blog-000001", {}) == FOUND[1]
    assert PASSWORD not in caplog.text


def test_a_wrong_password_is_the_settings_fault_and_is_not_told(secured: Stub, ca: str) -> None:
    wrong: list[dict[str, Any]] = [{"user": "taro", "password": "wrong horse"}, {}]
    for settings in wrong:
        assert "wrong horse" not in _refused(
            _client(secured, ca=ca, **settings), "SAKUIN_CLUSTER_PASSWORD"
        )


def test_a_certificate_of_an_unknown_authority_or_host_is_refused(secured: Stub, ca: str) -> None:
    _refused(_client(secured, user="taro", password=PASSWORD), "SAKUIN_CLUSTER_CA")
    _refused(
        _client(secured, "localhost", user="taro", password=PASSWORD, ca=ca),
        "not valid for 'localhost'",
    )
    assert not secured.asked


def test_tls_and_plain_text_do_not_meet(secured: Stub, ca: str) -> None:
    with _client(secured, tls=False) as client, pytest.raises(ClusterAway, match="opensearchs://"):
        client.search("blog-000001", {})
    with stub(in_turn(FOUND)) as plain:
        _refused(_client(plain, ca=ca), "speaks TLS")


def test_half_a_login_and_a_file_that_is_none_are_told(secured: Stub, tmp_path: Path) -> None:
    halves: list[dict[str, Any]] = [{"user": "taro"}, {"password": PASSWORD}]
    for settings in halves:
        assert PASSWORD not in _refused(_client(secured, **settings), "both or none")
    (tmp_path / "empty.pem").touch()
    for name in ("absent.pem", "empty.pem"):
        _refused(_client(secured, ca=str(tmp_path / name)), f"{name}: expected certificates in PEM")


def test_the_environment_counts_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "sakuin.toml"
    page.write_text('[cluster]\nuser = "jiro"\nca = "ca.pem"\nshards = 3\n', encoding="utf-8")
    assert load_settings(page).cluster == ClusterSettings("jiro", "", str(tmp_path / "ca.pem"), 3)
    monkeypatch.setenv("SAKUIN_CLUSTER_USER", "taro")
    monkeypatch.setenv("SAKUIN_CLUSTER_PASSWORD", PASSWORD)
    settings = settings_of(str(page), None)
    assert settings.cluster.user == "taro"
    assert settings.cluster.password == PASSWORD
    assert settings.cluster.shards == 3
    assert PASSWORD not in repr(settings)


@pytest.mark.parametrize("line", [
    "password = 12345678", 'password = ["12345678"]', "password = '12345678",
    "\"password\" = '12345678", "password = 12345678 x",
])  # fmt: skip
def test_no_message_about_the_file_repeats_a_password(line: str) -> None:
    for page in (f"[cluster]\n{line}\n", f"cluster.{line}\n"):
        with pytest.raises(ConfigError) as refused:
            settings_in(page, Path("sakuin.toml"))
        assert "12345678" not in str(refused.value)


@pytest.mark.parametrize("line", [
    "shards = 0", "replicas = -1", "seconds = 0.0", 'user = "a:b"', "tls = true",
])  # fmt: skip
def test_an_impossible_setting_of_the_cluster_is_refused(line: str) -> None:
    with pytest.raises(ConfigError, match="cluster"):
        settings_in(f"[cluster]\n{line}\n", Path("sakuin.toml"))
    assert Settings().cluster.shards == 1
