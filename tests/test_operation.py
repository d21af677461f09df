"""What docs/operation.md says stands around a server, tried with what is installed here."""

import configparser
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

from index.values import ServerSettings
from tests.conftest import ROOT
from tests.console import SAKUIN, run
from tests.processes import process
from web.listen import listen

_FILES = ROOT / "docs" / "operation"
_UNITS = sorted(_FILES.glob("*.service"))
_PROXIES = ("nginx", "caddy")
_HOST, _TOKEN = "blog.example", "a-token-of-24-characters"


def needs(*names: str) -> pytest.MarkDecorator:
    missing = [name for name in names if not shutil.which(name)]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


@pytest.mark.parametrize("unit", _UNITS, ids=lambda path: path.name)
def test_what_a_unit_or_a_container_starts_is_a_command_of_ours(unit: Path) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    program, command, *options = parser["Service"]["ExecStart"].split()
    assert program == "/opt/sakuin/bin/sakuin"
    known = run(command, "--help").stdout
    assert all(option in known for option in options if option.startswith("-"))


@needs("systemd-analyze")
def test_systemd_finds_no_fault_in_the_units_and_little_exposed(tmp_path: Path) -> None:
    for path in (*_UNITS, *_FILES.glob("*.timer")):
        text = path.read_text(encoding="utf-8").replace("/opt/sakuin/bin/sakuin", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for unit in _UNITS:
        command = ["systemd-analyze", "security", "--offline=true", str(unit)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"exposure level for .*: ([\d.]+)", said)
        assert found and float(found[1]) < 2


def _free_port() -> int:
    with listen(ServerSettings(port=0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@contextmanager
def _behind(proxy: str, folder: Path, inner: int) -> Iterator[int]:
    """The port of a proxy before a server at the port `inner`."""
    port = _free_port()
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem",
               "-out", "cert.pem", "-days", "2", "-subj", f"/CN={_HOST}",
               "-addext", f"subjectAltName=DNS:{_HOST}"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    started = (_nginx if proxy == "nginx" else _caddy)(folder, port, inner)
    with subprocess.Popen(started, cwd=folder, env={"HOME": str(folder)}) as running:
        try:
            yield port
        finally:
            running.terminate()


def _nginx(folder: Path, port: int, inner: int) -> list[str]:
    site = (_FILES / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("127.0.0.1:8080", f"127.0.0.1:{inner}")
    site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    site = site.replace("/etc/ssl/blog.example.pem", f"{folder}/cert.pem")
    site = site.replace("/etc/ssl/blog.example.key", f"{folder}/key.pem")
    places = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {folder}/pid; error_log {folder}/error; daemon off; events {{}}\n"
    whole += f"http {{ access_log off; {places}\n{site}\n}}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return [shutil.which("nginx") or "", "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error"]


def _caddy(folder: Path, port: int, inner: int) -> list[str]:
    site = (_FILES / "Caddyfile").read_text(encoding="utf-8")
    site = site.replace("127.0.0.1:8080", f"127.0.0.1:{inner}")
    here = f"https://{_HOST}:{port} {{\n\tbind 127.0.0.1\n\ttls cert.pem key.pem"
    site = site.replace(f"\n{_HOST} {{", f"\n{here}")
    whole = "{\n\tadmin off\n\tauto_https disable_redirects\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n"
    (folder / "Caddyfile").write_text(whole + site, encoding="utf-8")
    return [shutil.which("caddy") or "", "run", "--config", "Caddyfile"]


class _Client:
    """What asks a proxy by https, under the name of the host, from 127.0.0.2."""

    def __init__(self, port: int, folder: Path) -> None:
        self._base = f"https://{_HOST}:{port}"
        self._command = ["curl", "-s", "-i", "--http1.1", "--interface", "127.0.0.2", "--cacert",
                         str(folder / "cert.pem"), "--resolve", f"{_HOST}:{port}:127.0.0.1",
                         "--retry", "30", "--retry-delay", "1", "--retry-connrefused"]  # fmt: skip

    def get(self, path: str, *headers: str) -> tuple[int, Message, str]:
        """Status, headers and text."""
        told = [part for header in headers for part in ("-H", header)]
        command = [*self._command, *told, self._base + path]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        head, _, text = said.partition("\n\n")
        first, *lines = head.splitlines()
        return int(first.split()[1]), message_from_string("\n".join(lines)), text


_FORGED = tuple(
    f"X{joint}Forwarded{joint}{name}: {value}"
    for joint in "-_"
    for name, value in (("For", "198.51.100.7"), ("Host", "evil"), ("Prefix", "//evil"),
                        ("Proto", "ftp"))
)  # fmt: skip


@needs("openssl", "curl")
@pytest.mark.parametrize("proxy", [pytest.param(name, marks=needs(name)) for name in _PROXIES])
def test_behind_a_proxy_readers_are_known_and_stay_under_its_path(
    proxy: str, tmp_path: Path, fixture_index: Path
) -> None:
    config = tmp_path / "sakuin.toml"
    settings = (f'hosts = ["{_HOST}"]', "proxy = true", "rate_loopback = true", "port = 0",
                'log = "json"', "log_addresses = true", f'metrics_token = "{_TOKEN}"')  # fmt: skip
    config.write_text("\n".join(["[server]", *settings]), encoding="utf-8")
    command = (SAKUIN, "serve", "--index", fixture_index, "--config", config)
    with process(*command) as (server, address):
        inner = int(address.rstrip("/").rpartition(":")[2])
        with _behind(proxy, tmp_path, inner) as port:
            client = _Client(port, tmp_path)
            status, headers, page = client.get("/search/?q=x", *_FORGED)
            assert (status, "evil" in page) == (200, False)
            assert headers["Strict-Transport-Security"] == "max-age=31536000"
            assert 'action="/search/"' in page
            assert server.stdout is not None
            entry = json.loads(server.stdout.readline())
            assert (entry["address"], entry["id"]) == ("127.0.0.2", headers["X-Request-ID"])
            assert client.get("/search/static/style.css")[0] == 200
            assert client.get("/search/metrics", f"Authorization: Bearer {_TOKEN}")[0] == 404
            assert client.get("/search")[1]["Location"].endswith("/search/")
