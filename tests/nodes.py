"""A cluster of real OpenSearch nodes on this machine, each a process of its own."""

import atexit
import http.client
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Self

from tests.conftest import ROOT
from tests.processes import until

HOME = ROOT / ".opensearch" / "opensearch-2.19.6"
_STARTS_FAST = "-XX:TieredStopAtLevel=1"
"""Compiled once, in a hurry, as befits nodes that live for a test."""
_JVM = (
    "-XX:+UseG1GC", "-XX:G1ReservePercent=25", "-XX:InitiatingHeapOccupancyPercent=30",
    "-Dfile.encoding=UTF-8",
    "-Djava.security.manager=allow", "-Djava.locale.providers=SPI,COMPAT",
    "-Dio.netty.noUnsafe=true", "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.allocator.numDirectArenas=0", "-Dlog4j2.disable.jmx=true",
    "-Dopensearch.distribution.type=zip", "-Dopensearch.bundled_jdk=false",
    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
    "org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory",
)  # fmt: skip
_HEALTH = "/_cluster/health?wait_for_status=green&timeout=1s&wait_for_nodes="


class Nodes:
    """`count` nodes in a folder of their own, none of which runs before `up` or `start`; those that
    are to be measured run as OpenSearch does by itself. Where this is root's process they are
    nobody's, since OpenSearch refuses to be root's."""

    def __init__(self, count: int, heap: str = "512m", measured: bool = False) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sakuin-nodes-"))
        self._user = pwd.getpwnam("nobody") if os.getuid() == 0 else None
        self._home = _passable(opensearch_home(), self._folder)
        self._heap = f"-Xms{heap}", f"-Xmx{heap}"
        self._jvm = _JVM if measured else (_STARTS_FAST, *_JVM)
        ports = _free_ports(2 * count)
        self.ports, self._inner = ports[:count], ports[count:]
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._folder.chmod(0o755)
        for number in range(count):
            self._prepare(number)

    def __enter__(self) -> Self:
        self.up()
        return self

    def __exit__(self, *_: object) -> None:
        self.down()

    def address(self, name: str) -> str:
        """The address of an index there."""
        return f"opensearch://{','.join(f'127.0.0.1:{port}' for port in self.ports)}/{name}"

    def up(self) -> None:
        """Starts all and waits until they are one cluster."""
        for number in range(len(self.ports)):
            self.start(number)
        self.wait()

    def start(self, number: int) -> None:
        """Starts a node; `wait` waits for it."""
        folder = self._folder / str(number)
        command = (
            _java(), *self._heap, *self._jvm,
            f"-Djava.io.tmpdir={folder}/tmp", f"-Dopensearch.path.home={self._home}",
            f"-Dopensearch.path.conf={folder}/config",
            "-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch",
        )  # fmt: skip
        user: dict[str, Any] = {}
        if self._user:
            user = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        with (folder / "out.log").open("ab") as log:
            self._running[number] = subprocess.Popen(
                command, cwd=folder, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **user,
            )  # fmt: skip

    def kill(self, number: int) -> None:
        """Kills a node at once."""
        process = self._running.pop(number)
        process.kill()
        process.wait()

    def pid(self, number: int) -> int:
        """The process of a node that runs."""
        return self._running[number].pid

    def wait(self, status: str = "green") -> None:
        """Waits until all nodes that run are one cluster, whose indexes are all there."""
        path = f"{_HEALTH}{len(self._running)}".replace("green", status)
        until(lambda: self._answers(next(iter(self._running)), path))

    def manager(self) -> int:
        """The number of the node that manages the cluster."""
        asked = next(iter(self._running))
        return int(self._get(asked, "/_cat/cluster_manager?h=node")[1].strip()[1:])

    def down(self) -> None:
        """Ends all and takes their folders away."""
        for process in self._running.values():
            process.kill()
        for process in self._running.values():
            process.wait()
        self._running.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _prepare(self, number: int) -> None:
        """The folder of a node with its configuration."""
        folder = self._folder / str(number)
        for name in ("config", "data", "logs", "tmp"):
            (folder / name).mkdir(parents=True)
        shutil.copy(self._home / "config" / "log4j2.properties", folder / "config")
        lines = "\n".join(self._configuration(number, folder))
        (folder / "config" / "opensearch.yml").write_text(lines, encoding="utf-8")
        if self._user:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def _configuration(self, number: int, folder: Path) -> list[str]:
        names = [f"n{other}" for other in range(len(self.ports))]
        seeds = [f"127.0.0.1:{port}" for port in self._inner]
        alone = len(names) == 1
        return [
            "cluster.name: sakuin-test",
            f"node.name: n{number}",
            f"path.data: {folder}/data",
            f"path.logs: {folder}/logs",
            "network.host: 127.0.0.1",
            f"http.port: {self.ports[number]}",
            f"transport.port: {self._inner[number]}",
            "action.auto_create_index: false",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            f"discovery.seed_hosts: [{', '.join('' if alone else repr(s) for s in seeds)}]",
            "discovery.type: single-node"
            if alone
            else f"cluster.initial_cluster_manager_nodes: [{', '.join(names)}]",
        ]

    def _answers(self, number: int, path: str) -> bool:
        if self._running[number].poll() is not None:
            log = (self._folder / str(number) / "out.log").read_text("utf-8", "replace")
            raise RuntimeError(f"node {number} ended:\n{log[-2000:]}")
        with suppress(OSError, http.client.HTTPException):
            return self._get(number, path)[0] == 200
        return False

    def _get(self, number: int, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[number], timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


def opensearch_home() -> Path:
    """The home of an OpenSearch that is unpacked: $SAKUIN_OPENSEARCH, else what
    `tests/opensearch.sh` made."""
    home = Path(os.environ.get("SAKUIN_OPENSEARCH") or HOME)
    if not (home / "lib").is_dir():
        raise RuntimeError(f"{home}: expected an OpenSearch; `make test-cluster` fetches one")
    return home


@cache
def three_nodes() -> Nodes:
    """Three nodes that the tests of a run share; they end with it."""
    nodes = Nodes(3)
    atexit.register(nodes.down)
    nodes.up()
    return nodes


def _java() -> str:
    """Java, of $JAVA_HOME where that is set."""
    home = os.environ.get("JAVA_HOME")
    found = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not found:
        raise RuntimeError("real nodes need Java: on Debian, apt-get install default-jdk-headless")
    return found


def _passable(home: Path, folder: Path) -> Path:
    """The home, or a copy in the folder where others cannot get to the home."""
    places = (home, *home.parents)
    if os.getuid() != 0 or all(place.stat().st_mode & 0o001 for place in places):
        return home
    return Path(shutil.copytree(home, folder / "home"))


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports
