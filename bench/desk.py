"""Lend and return as fast as the house can: over the API and through the desk's pages, on SQLite and PostgreSQL.

    python bench/desk.py [postgresql://user:password@host:port/an_empty_database]

Each database gets a fresh world; web process and worker run as an operator runs them (``pustakota serve``, ``worker``),
and the desks, threads with keep-alive connections, share the machine with them.
"""

import http.client
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
PROCESSES = os.environ.get("PUSTAKOTA_WEB_PROCESSES", "2")
THREADS = os.environ.get("PUSTAKOTA_WEB_THREADS", "2")
WARM_UP = 1.5
DESKS = [int(number) for number in os.environ.get("BENCH_DESKS", "1 8").split()]
FORM = "application/x-www-form-urlencoded"

Answer = tuple[int, bytes, list[str]]


class Face(Protocol):
    """One desk's way to lend and to return."""

    def lend(self, turn: int) -> None: ...
    def take_back(self, turn: int) -> None: ...


class Line:
    """A keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str], *, wanted: int) -> Answer:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path} {body}: {answer.status} {content[:400]!r}")
        return answer.status, content, answer.headers.get_all("Set-Cookie", [])


class OverApi:
    def __init__(self, port: int, desk: dict[str, Any]) -> None:
        self._line, self._desk = Line(port), desk
        self._headers = {"Content-Type": "application/json"}
        self._headers["Authorization"] = f"Bearer {self._ask('tokens', 200, **self._account())['token']}"

    def lend(self, turn: int) -> None:
        self._ask("loans", 201, card_number=_nth(self._desk["cards"], turn), barcode=_nth(self._desk["barcodes"], turn))

    def take_back(self, turn: int) -> None:
        self._ask("returns", 200, barcode=_nth(self._desk["barcodes"], turn))

    def _account(self) -> dict[str, str]:
        return {"username": self._desk["username"], "password": self._desk["password"]}

    def _ask(self, what: str, wanted: int, **body: str) -> Any:
        answer = self._line.ask("POST", f"/api/v1/{what}", json.dumps(body), self._headers, wanted=wanted)
        return json.loads(answer[1])


class AtTheDesk:
    """The desk's start page as htmx drives it: session cookie, form token, one scan after the other."""

    def __init__(self, port: int, desk: dict[str, Any]) -> None:
        self._line, self._desk, self._cookies = Line(port), desk, {}
        self._headers: dict[str, str] = {}
        page = self._ask("GET", "/desk/masuk/", None)
        account = {"username": desk["username"], "password": desk["password"], "csrfmiddlewaretoken": _token(page)}
        self._ask("POST", "/desk/masuk/", account, wanted=302)
        self._headers = {"X-CSRFToken": _token(self._ask("GET", "/desk/", None)), "HX-Request": "true"}

    def lend(self, turn: int) -> None:
        member, barcode = _nth(self._desk["members"], turn), _nth(self._desk["barcodes"], turn)
        self._ask("POST", "/desk/", {"mode": "lend", "member": member, "scan": barcode})

    def take_back(self, turn: int) -> None:
        self._ask("POST", "/desk/", {"mode": "return", "scan": _nth(self._desk["barcodes"], turn)})

    def _ask(self, method: str, path: str, form: dict[str, Any] | None, *, wanted: int = 200) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Content-Type": FORM, "Cookie": cookies} | self._headers
        body = urlencode(form) if form else None
        _, content, given = self._line.ask(method, path, body, headers, wanted=wanted)
        for cookie in given:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return content


def _token(page: bytes) -> str:
    found = re.search(rb'csrfmiddlewaretoken" value="([^"]+)"|X-CSRFToken[^A-Za-z0-9]+([A-Za-z0-9]+)', page)
    if not found:
        raise RuntimeError("the page holds no form token")
    return (found[1] or found[2]).decode()


def _nth(values: list[Any], turn: int) -> Any:
    return values[turn % len(values)]


# Measuring


@dataclass
class Times:
    lend: list[float] = field(default_factory=list)
    take_back: list[float] = field(default_factory=list)
    pairs: int = 0
    failed: BaseException | None = None


def work(face: Face, times: Times, start: threading.Barrier) -> None:
    """One desk's shift: pairs of loan and return until the time is over; those of the warm-up do not count."""
    try:
        start.wait()
        began = time.perf_counter()
        for turn in count():
            before = time.perf_counter()
            if before - began > WARM_UP + SECONDS:
                return
            face.lend(turn)
            between = time.perf_counter()
            face.take_back(turn)
            after = time.perf_counter()
            times.pairs += 1
            if before - began > WARM_UP:
                times.lend.append(between - before)
                times.take_back.append(after - between)
    except BaseException as fault:  # noqa: BLE001 -- told by the main thread
        times.failed = fault


def measure(faces: list[Face], parts: dict[str, int]) -> str:
    """Pairs a second, the times of both halves, and what a pair cost each part in processor time."""
    before = spent(parts)
    times = [Times() for _ in faces]
    start = threading.Barrier(len(faces))
    threads = [threading.Thread(target=work, args=(face, each, start)) for face, each in zip(faces, times, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in times:
        if each.failed:
            raise each.failed
    lend, back = [t for each in times for t in each.lend], [t for each in times for t in each.take_back]
    pairs, after = sum(each.pairs for each in times), spent(parts)
    cost = ", ".join(f"{name} {1000 * (after[name] - before[name]) / pairs:.1f}" for name in before)
    return f"{len(lend) / SECONDS:7.1f} pairs/s   loan {_spread(lend)}   return {_spread(back)}   ms CPU a pair: {cost}"


def spent(parts: dict[str, int]) -> dict[str, float]:
    """Processor time of each part so far, the driver's own with it."""
    return {name: cpu_seconds(pid) for name, pid in parts.items()} | {"driver": time.process_time()}


def _spread(seconds: list[float]) -> str:
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {1000 * statistics.median(seconds):6.1f} ms, p95 {1000 * cuts[18]:6.1f} ms"


# The house


@contextmanager
def running(*command: str, env: dict[str, str]) -> Iterator[int]:
    """A process of ours, ended with the block."""
    process = subprocess.Popen([sys.executable, "-m", "pustakota", *command], env=env, cwd=ROOT)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    for _ in range(1800):
        try:
            Line(port).ask("GET", "/health", None, {}, wanted=200)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web process does not answer")


def memory(pid: int) -> str:
    """Resident memory of a process and its children, and their fair share of what they share, in MB."""
    family = _family(pid)
    rss = sum(_kilobytes(f"/proc/{each}/status", "VmRSS") for each in family)
    pss = sum(_kilobytes(f"/proc/{each}/smaps_rollup", "Pss") for each in family)
    return f"{rss / 1024:.0f} MB resident ({pss / 1024:.0f} MB proportional) in {len(family)} process(es)"


def _kilobytes(path: str, name: str) -> int:
    line = next(line for line in Path(path).read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children so far."""
    total = 0
    for each in _family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def server_of(address: str) -> dict[str, int]:
    """The first process of PostgreSQL where it runs on this machine, for whoever may read the folder of its data."""
    if not address:
        return {}
    with psycopg.connect(address) as connection:
        folder = str((connection.execute("SHOW data_directory").fetchone() or [""])[0])
    try:
        return {"server": int(Path(folder, "postmaster.pid").read_text().split()[0])}
    except OSError:
        return {}


def _family(pid: int) -> list[int]:
    return [pid, *(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def report(address: str) -> Iterator[str]:
    """The whole story of one database, line by line."""
    with tempfile.TemporaryDirectory(prefix="pustakota-bench-") as folder, ExitStack() as house:
        port = free_port()
        env = os.environ | {
            "PUSTAKOTA_DATA": folder,
            "PUSTAKOTA_DATABASE_URL": address,
            "PUSTAKOTA_PORT": str(port),
            "PUSTAKOTA_WEB_PROCESSES": PROCESSES,
            "PUSTAKOTA_WEB_THREADS": THREADS,
            "PUSTAKOTA_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT / "src"),
        }
        command = [sys.executable, str(ROOT / "bench" / "desk_world.py"), str(max(DESKS))]
        world = json.loads(subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout)
        yield f"{world['version']}, web: {PROCESSES} process(es) x {THREADS} threads, worker running"
        yield "  queries: " + ", ".join(f"{name} {number}" for name, number in world["queries"].items())
        web = house.enter_context(running("serve", env=env))
        wait_for(port)
        worker = house.enter_context(running("worker", env=env))
        parts = {"web": web, "worker": worker, **server_of(address)}
        for name, face in (("API", OverApi), ("pages", AtTheDesk)):
            for desks in DESKS:
                faces = [face(port, desk) for desk in world["desks"][:desks]]
                yield f"  {name:6}{desks} desk(s) {measure(faces, parts)}"
        yield f"  web: {memory(web)}; worker: {memory(worker)}"


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _load() -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"{load:.1f}" + (
        f" on {cores} cores: others were at work, so these are lower bounds" if load > cores / 2 else ""
    )


def main() -> None:
    began = datetime.now(UTC)
    target = ROOT / "bench" / "results" / f"desk-{began:%Y-%m-%d}.txt"
    target.parent.mkdir(exist_ok=True)
    lines = [f"Lend and return, {began:%Y-%m-%d %H:%M} UTC; {SECONDS:g} s each, driver on the same machine", machine()]
    lines.append(f"load before: {_load()}")
    print("\n".join(lines))
    for address in ("", *sys.argv[1:]):
        for line in report(address):
            print(line, flush=True)
            lines.append(line)
    lines.append(f"load after: {_load()}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
