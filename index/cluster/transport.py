"""The one file that knows opensearch-py: sends a request to one host after another until one
answers, and tells in our errors why none did."""

import ssl
from base64 import b64encode
from collections.abc import Collection, Mapping
from typing import Any

from opensearchpy import ConnectionError as NoConnection
from opensearchpy import (
    ConnectionTimeout,
    OpenSearchException,
    SSLError,
    Transport,
    TransportError,
    Urllib3HttpConnection,
)
from opensearchpy.serializer import Serializer
from urllib3 import Timeout

from index.cluster.address import Address
from index.cluster.codec import from_json
from index.cluster.watch import ATTEMPTS
from index.values import (
    ClusterAway,
    ClusterRefused,
    ClusterSettings,
    Conflict,
    IndexDamaged,
    MachineError,
    NoIndex,
    SakuinError,
    not_as_expected,
    printable,
)

RETRIED = (429, 500, 502, 503, 504)
"""Statuses of what another host, or the same a little later, may do."""
_LINES = {"content-type": "application/x-ndjson"}
_CONNECT = 3.0
_RESTED = 2
"""Seconds for which a host that failed is not asked, unless all have; twice as long each time that
it does so again, up to half a minute."""
_LONGEST = 300
_AUTH = "[cluster] user and password, or SAKUIN_CLUSTER_USER and SAKUIN_CLUSTER_PASSWORD"
_CA = "[cluster] ca, or SAKUIN_CLUSTER_CA"
_NOT_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")


class _Json(Serializer):
    mimetype = "application/json"

    def loads(self, s: str) -> Any:
        return from_json(s)

    def dumps(self, data: Any) -> Any:
        return data


class _Connection(Urllib3HttpConnection):
    def perform_request(self, *arguments: Any, **named: Any) -> Any:
        ATTEMPTS.number += 1
        return super().perform_request(*arguments, **named)

    def _raise_warnings(self, warning_headers: Collection[Any]) -> None:
        """What the cluster warns of concerns this code and no user."""


class Hosts:
    """The hosts of a cluster, spoken to as the settings say. Threads share it."""

    def __init__(self, address: Address, settings: ClusterSettings) -> None:
        self._address = address
        self._transport = Transport(
            [{"host": host, "port": port} for host, port in address.hosts],
            connection_class=_Connection,
            headers=_login(settings),
            use_ssl=address.tls,
            ssl_context=_context(settings.ca) if address.tls else None,
            pool_maxsize=32,
            max_retries=3,
            retry_on_timeout=True,
            retry_on_status=RETRIED,
            serializer=_Json(),
            dead_timeout=_RESTED,
            timeout_cutoff=4,
        )

    def ask(self, method: str, path: str, body: bytes | None, seconds: float, lines: bool) -> Any:
        """The answer to a request, whose body is JSON or lines of it."""
        headers = _LINES if lines else None
        try:
            return self._transport.perform_request(
                method, path, headers=headers, body=body, timeout=_timeout(seconds)
            )
        except OpenSearchException as error:
            place = f"{self._address}: {method} {path.partition('?')[0]}"
            raise _ours(error, self._address, place) from None
        except IndexDamaged as error:
            raise IndexDamaged(f"{self._address}: {error}") from None

    def close(self) -> None:
        self._transport.close()


def _timeout(seconds: float) -> Any:
    """For an answer; a host that takes no connection is given up earlier."""
    return Timeout(connect=min(seconds, _CONNECT), read=seconds)


def _login(settings: ClusterSettings) -> dict[str, str]:
    """The header that tells user and password, in UTF-8; ClusterRefused where one is missing."""
    if bool(settings.user) != bool(settings.password):
        raise ClusterRefused(f"cluster: expected both or none of {_AUTH}")
    if not settings.user:
        return {}
    login = f"{settings.user}:{settings.password}".encode("utf-8", "surrogateescape")
    return {"authorization": f"Basic {b64encode(login).decode()}"}


def _context(ca: str | None) -> ssl.SSLContext:
    """What certificates must be: of these authorities, else of those that the system trusts."""
    try:
        return ssl.create_default_context(cafile=ca)
    except OSError as error:  # ssl.SSLError is one
        raise ClusterRefused(not_as_expected(ca, "certificates in PEM", error)) from None


def _ours(error: OpenSearchException, address: Address, place: str) -> SakuinError:
    """The error of ours that one of the library's is."""
    if isinstance(error, SSLError) and (refused := _distrust(error, address)):
        return refused
    if isinstance(error, ConnectionTimeout):
        return ClusterAway(f"{address}: no answer in time")
    if isinstance(error, NoConnection):
        hint = "" if address.tls else " (one that wants TLS is opensearchs://…)"
        return ClusterAway(f"{address}: no host can be reached{hint}")
    if isinstance(error, TransportError):
        return refusal(error.status_code, _cause(error.info), place)
    return IndexDamaged(f"{place}: expected JSON, as OpenSearch answers")


def _distrust(error: SSLError, address: Address) -> ClusterRefused | None:
    """What is wrong with a certificate, or with talking TLS at all; None where it is neither."""
    text = str(error.error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        reason = text.partition("verify failed: ")[2].partition(" (_ssl")[0] or "it is not trusted"
        wanted = f"expected certificates of the authority in {_CA}"
        return ClusterRefused(f"{address}: {wanted}: {reason}")
    if any(sign in text for sign in _NOT_TLS):
        return ClusterRefused(
            f"{address}: expected a cluster that speaks TLS; without it opensearch://…"
        )
    return None


def _cause(info: Any) -> Mapping[str, Any]:
    error = info.get("error") if isinstance(info, dict) else None
    return error if isinstance(error, dict) else {"reason": str(error or "no reason given")}


def refusal(status: Any, cause: Mapping[str, Any], place: str) -> SakuinError:
    """The error of ours that a status with its cause stands for."""
    cause = next(iter(cause.get("root_cause") or ()), cause)
    kind = str(cause.get("type", ""))
    text = printable(": ".join(filter(None, (kind, str(cause.get("reason", ""))))))[:_LONGEST]
    if status in RETRIED:
        return ClusterAway(f"{place}: {status} {text}")
    if status == 401:
        return ClusterRefused(
            f"{place}: expected a user and password that the cluster knows: {_AUTH}"
        )
    if status == 403 and kind != "cluster_block_exception":
        return ClusterRefused(f"{place}: expected a user who may do that: {text}")
    if status == 404:
        return NoIndex(f"{place}: it is not there")
    if status == 409 or kind == "resource_already_exists_exception":
        return Conflict(f"{place}: {text}")
    return MachineError(f"{place}: {status} {text}")
