"""The search page as people ask it: /cari over a real catalogue, one and eight clients, p50 and p95.

    python bench/search_pages.py [20k | 244k]

Imports the file into a fresh data folder, builds the index, serves as an operator serves, and asks for titles' words.
"""

import http.client
import os
import platform
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_plus

ROOT = Path(__file__).resolve().parent.parent
BIB = ROOT.parent / "shared" / "data" / "bib"
FILES = {"20k": BIB / "loc_random20k.mrc.gz", "244k": BIB / "loc_books_part01_244k.mrc.xz"}
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "20k"
    with tempfile.TemporaryDirectory() as data:
        lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}"]
        lines += measure(size, data)
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results" / f"search-pages-{size}.txt").write_text(text, encoding="utf-8")


def measure(size: str, data: str) -> list[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PUSTAKOTA_DATA": data, "PUSTAKOTA_PORT": str(port), "PUSTAKOTA_LOG_LEVEL": "ERROR"}
    stored = run("import", "marc", str(FILES[size]), "--no-index", env=env)
    indexed = run("rebuild", env=env)
    with sqlite3.connect(Path(data) / "pustakota.sqlite3") as database:
        titles = [row[0] for row in database.execute("SELECT title FROM catalogue_record ORDER BY id LIMIT 20000")]
    lines = [f"{size}: {stored:.1f} s to store, {indexed:.1f} s to index, start of the commands included"]
    server = subprocess.Popen([sys.executable, "-m", "pustakota", "serve"], env=env)
    try:
        wait_for(port)
        asked(port, titles, clients=2, seconds=3)
        lines += [asked(port, titles, clients=clients, seconds=SECONDS) for clients in (1, 8)]
    finally:
        server.terminate()
        server.wait(timeout=20)
    return lines


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


def asked(port: int, titles: list[str], *, clients: int, seconds: float) -> str:
    times: list[float] = []
    threads = [threading.Thread(target=ask, args=(port, titles, seconds, times, number)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(times, n=100)
    return (
        f"  {clients} client(s): {len(times) / seconds:6.1f} pages/s, p50 {cuts[49]:6.1f} ms, p95 {cuts[94]:6.1f} ms, "
        f"longest {max(times):.1f} ms"
    )


def ask(port: int, titles: list[str], seconds: float, times: list[float], seed: int) -> None:
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        words = chance.choice(titles).split()
        first = chance.randrange(max(len(words) - 1, 1))
        began = time.perf_counter()
        connection.request("GET", f"/cari?q={quote_plus(' '.join(words[first : first + 2]))}")
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 302}:
            raise RuntimeError(f"{answer.status} for {words}")
        times.append(1000 * (time.perf_counter() - began))


if __name__ == "__main__":
    main()
