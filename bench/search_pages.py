"""The search page as people ask it, and what completes their words: one and eight clients, p50 and p95.

    python bench/search_pages.py [20k | 244k]
    python bench/search_pages.py --data FOLDER [--rebuild]

Imports the file into a fresh data folder, builds the index, serves as an operator serves, and asks for titles' words.
With --data it asks what lies in that folder (SQLite; search_many.py makes large ones); with --rebuild the index is made
anew while readers ask on, some twenty pages a second.
"""

import argparse
import os
import platform
import random
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_plus

ROOT = Path(__file__).resolve().parent.parent
BIB = ROOT.parent / "shared" / "data" / "bib"
FILES = {"20k": BIB / "loc_random20k.mrc.gz", "244k": BIB / "loc_books_part01_244k.mrc.xz"}
LONGEST_REBUILD = 1200
READERS, REST = 8, 0.4
"""Who reads on while the index is made anew: some twenty pages a second, 70,000 an hour."""
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("size", nargs="?", choices=list(FILES), default="20k")
    options.add_argument("--data", type=Path)
    options.add_argument("--rebuild", action="store_true")
    given = options.parse_args()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}"]
    if given.data:
        lines += measure(given.data, rebuild=given.rebuild)
    else:
        with tempfile.TemporaryDirectory() as data:
            lines += [imported(given.size, Path(data)), *measure(Path(data), rebuild=given.rebuild)]
    text = "\n".join(lines) + "\n"
    print(text)
    name = given.data.name if given.data else given.size
    (ROOT / "bench" / "results" / f"search-pages-{name}.txt").write_text(text, encoding="utf-8")


def imported(size: str, data: Path) -> str:
    env = surroundings(data)
    stored = run("import", "marc", str(FILES[size]), "--no-index", env=env)
    indexed = run("rebuild", env=env)
    return f"{size}: {stored:.1f} s to store, {indexed:.1f} s to index, start of the commands included"


def surroundings(data: Path, port: int = 8000) -> dict[str, str]:
    return {**os.environ, "PUSTAKOTA_DATA": str(data), "PUSTAKOTA_PORT": str(port), "PUSTAKOTA_LOG_LEVEL": "ERROR"}


def measure(data: Path, *, rebuild: bool) -> list[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with sqlite3.connect(data / "pustakota.sqlite3") as database:
        (records,) = database.execute("SELECT count(*) FROM catalogue_record").fetchone()
        titles = [row[0] for row in database.execute("SELECT title FROM catalogue_record ORDER BY id LIMIT 20000")]
    server = subprocess.Popen([sys.executable, "-m", "pustakota", "serve"], env=surroundings(data, port))
    try:
        wait_for(port)
        asked(server.pid, port, titles, clients=2, seconds=3)
        lines = [asked(server.pid, port, titles, clients=clients, seconds=SECONDS) for clients in (1, 8)]
        for clients in (1, 8):
            typed = asked(server.pid, port, titles, clients=clients, seconds=SECONDS, address=while_typing, rest=0.2)
            lines.append(f"{typed} (completions)")
        lines += [rebuilt(server.pid, port, titles, data)] if rebuild else []
    finally:
        server.terminate()
        server.wait(timeout=20)
    return [f"{records} records", *lines]


def rebuilt(server: int, port: int, titles: list[str], data: Path) -> str:
    """One rebuild, and what readers see until it ends."""
    began = time.monotonic()
    work = subprocess.Popen([sys.executable, "-m", "pustakota", "rebuild"], env=surroundings(data))
    ended: list[float] = []
    threading.Thread(target=lambda: ended.append(time.monotonic() if work.wait() == 0 else float("nan"))).start()
    pieces = []
    while not ended and time.monotonic() - began < LONGEST_REBUILD:
        pieces.append(asked(server, port, titles, clients=READERS, seconds=10, rest=REST))
    took = ended[0] - began if ended else float("inf")
    worst = "\n".join(pieces[:: max(len(pieces) // 5, 1)])
    told = f"a rebuild while readers asked on, start of the command included: {took:.0f} s; of the pages meanwhile,"
    return f"{told} ten seconds each:\n{worst}"


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process and those it started have used."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_ours(one: int) -> bool:
        return one == pid or (one in parents and is_ours(parents[one]))

    return sum(seconds for one, seconds in used.items() if is_ours(one))


def run(*words: str, env: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "pustakota", *words], env=env, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not start")


def two_words(chance: random.Random, title: str) -> str:
    """A search for two words of a title that follow each other."""
    words = title.split()
    first = chance.randrange(max(len(words) - 1, 1))
    return f"/cari?q={quote_plus(' '.join(words[first : first + 2]))}"


def while_typing(chance: random.Random, title: str) -> str:
    """What completes the first letters of a title, three or more, as somebody types them."""
    return f"/cari/saran?q={quote_plus(title[: chance.randint(3, max(len(title[:24]), 3))])}"


Address = Callable[[random.Random, str], str]


def asked(
    server: int,
    port: int,
    titles: list[str],
    *,
    clients: int,
    seconds: float,
    address: Address = two_words,
    rest: float = 0.0,
) -> str:
    """One line of figures. ``rest``: seconds between two questions of a client, as between two letters of a typist."""
    times: list[float] = []
    before = processor_time(server)
    threads = [
        threading.Thread(target=ask, args=(port, paths(titles, address, number), seconds, times, rest))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = processor_time(server) - before
    cuts = statistics.quantiles(times, n=100)
    return (
        f"  {clients} client(s): {len(times) / seconds:6.1f} pages/s, p50 {cuts[49]:6.1f} ms, p95 {cuts[94]:6.1f} ms, "
        f"longest {max(times):.1f} ms, processor time {1000 * used / len(times):.2f} ms each"
    )


def paths(titles: list[str], address: Address, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while True:
        yield address(chance, chance.choice(titles))


def ask(port: int, paths: Iterator[str], seconds: float, times: list[float], rest: float) -> None:
    """By hand: the driver runs on the cores that it measures, and `http.client` takes a twentieth of a page's time."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            path = next(paths)
            began = time.perf_counter()
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            status = whole_answer(line)
            if status not in {200, 302}:
                raise RuntimeError(f"{status} for {path}")
            times.append(1000 * (time.perf_counter() - began))
            time.sleep(rest)


def whole_answer(line: socket.socket) -> int:
    """Read one answer to its last byte; its status."""
    answer, whole = b"", None
    while whole is None or len(answer) < whole:
        piece = line.recv(1 << 17)
        answer += piece
        head, end, _body = answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not piece or (end and length is None):
            raise RuntimeError(f"an answer without its end: {head!r}")
        if end and length:
            whole = len(head) + len(end) + int(length[1])
    return int(answer.split(maxsplit=2)[1])


if __name__ == "__main__":
    main()
