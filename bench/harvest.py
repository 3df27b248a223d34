"""A whole harvest of our own repository over real HTTP into an empty union: wall clock and processor time of each side.

    python bench/harvest.py [20k]

Imports the file into a fresh library (or BENCH_DATA, where it is), serves that with one web process, adds it as a
source of a second, empty library and harvests it whole; then once more, when nothing has changed.
"""

import os
import platform
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIB = ROOT.parent / "shared" / "data" / "bib"
FILES = {"20k": BIB / "loc_random20k.mrc.gz"}
PORT = 18_977
ADD = """
from pustakota.contexts.network import actions
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetcher
actions.add_source(base_url="http://127.0.0.1:%s/oai", facts={"name": "bench"}, by=SYSTEM, at=clock.now(),
                   fetch=Fetcher.by_settings())
"""


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "20k"
    folder = Path(tempfile.mkdtemp(prefix="bench-harvest-"))
    given = Path(os.environ.get("BENCH_DATA") or folder / "provider")
    provider = env_of(given, PUSTAKOTA_PORT=str(PORT), PUSTAKOTA_WEB_PROCESSES="1")
    union = env_of(folder / "union", PUSTAKOTA_PARTNER_NETWORKS="127.0.0.0/8")
    if not (given / "pustakota.sqlite3").exists():
        command(provider, "import", "marc", str(FILES[size]), "--no-index")
    command(union, "headings")  # makes the tables
    serving = subprocess.Popen([sys.executable, "-m", "pustakota", "serve"], env=provider, start_new_session=True)
    try:
        wait_until_served()
        command(union, "shell", "--verbosity", "0", "--command", ADD % PORT)
        lines = [measured(union, folder, "first harvest"), measured(union, folder, "again, whole", "--whole")]
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.wait()
    load = ", ".join(f"{one:.0f}" for one in os.getloadavg())
    head = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite"
    columns = (
        "what             records  new  wall s  records/s  processor s  records/s of processor  MB held  KB a record"
    )
    text = f"{head}, load of the machine {load}; MARCXML over HTTP, pages of 500\n{columns}\n" + "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results" / f"harvest-{size}.txt").write_text(text, encoding="utf-8")


def env_of(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PUSTAKOTA_DATA": str(data), "PUSTAKOTA_LOG_LEVEL": "ERROR", **more}


def command(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "pustakota", *words], env=env, check=True, stdout=subprocess.DEVNULL)


def wait_until_served() -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/ready", timeout=10):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("it did not serve in time")


def measured(env: dict[str, str], folder: Path, what: str, *more: str) -> str:
    path = folder / "union" / "pustakota.sqlite3"
    size_before = path.stat().st_size
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command(env, "harvest", *more)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with sqlite3.connect(path) as rows:
        seen, added = rows.execute("SELECT seen, added FROM network_harvestrun ORDER BY id DESC").fetchone()
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = after.ru_maxrss / 1024
    return (
        f"{what:15}  {seen:7}  {added:5}  {wall:6.1f}  {seen / wall:9.0f}  {used:11.1f}  {seen / used:22.0f}"
        f"  {held:7.0f}  {(path.stat().st_size - size_before) / max(seen, 1) / 1024:11.1f}"
    )


if __name__ == "__main__":
    main()
