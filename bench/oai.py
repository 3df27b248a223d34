"""A whole harvest over OAI-PMH, page by page as a harvester asks, in the process of the server: processor time alone.

    python bench/oai.py [20k | 240k | 244k]

Imports the file into a fresh data folder (240k: the 20k records twelve times over; or BENCH_DATA, where it is), then
walks each format from the first record to the last and tells the records a second, the first and the last tenth of the
walk beside each other, and the memory.
"""

import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BIB = ROOT.parent / "shared" / "data" / "bib"
FILES = {
    "20k": BIB / "loc_random20k.mrc.gz",
    "240k": BIB / "loc_random20k.mrc.gz",
    "244k": BIB / "loc_books_part01_244k.mrc.xz",
}
TIMES = {"240k": 12}
LISTS = (("ListRecords", "oai_dc"), ("ListRecords", "marcxml"), ("ListRecords", "mods"), ("ListIdentifiers", "oai_dc"))
TOKEN = re.compile(rb"<resumptionToken [^>]*>([^<]*)</resumptionToken>")


def main() -> None:
    size = sys.argv[1] if len(sys.argv) > 1 else "20k"
    folder = Path(os.environ.get("BENCH_DATA") or Path(tempfile.mkdtemp(prefix="bench-oai-")) / "data")
    env = {**os.environ, "PUSTAKOTA_DATA": str(folder), "PUSTAKOTA_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "pustakota", "import", "marc", str(FILES[size]), "--no-index"]
    if not (folder / "pustakota.sqlite3").exists():
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        repeat(folder / "pustakota.sqlite3", TIMES.get(size, 1))
    os.environ |= env
    load = ", ".join(f"{one:.0f}" for one in os.getloadavg())
    lines = [
        (
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"load of the machine {load}; processor seconds of the serving process, pages of 500, nothing else counted"
        ),
        "list             format    records  records/s  first tenth  last tenth  slowest page  MB sent  MB held",
        *measured(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results" / f"oai-{size}.txt").write_text(text, encoding="utf-8")


def repeat(database: Path, times: int) -> None:
    """The same records under new numbers; they are as many bytes to read and write as others."""
    with sqlite3.connect(database) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(catalogue_record)") if row[1] != "id"]
        named = ", ".join(columns)
        first = connection.execute("SELECT max(id) FROM catalogue_record").fetchone()[0]
        for _ in range(times - 1):
            connection.execute(
                f"INSERT INTO catalogue_record ({named}) SELECT {named} FROM catalogue_record WHERE id <= ?", [first]
            )


def measured() -> list[str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pustakota.config.settings"
    import django  # noqa: PLC0415 -- the data folder must be there first

    django.setup()
    from django.test import Client  # noqa: PLC0415

    from pustakota.foundation.pacing import Pace  # noqa: PLC0415
    from pustakota.protocols.oai_pmh import conversation  # noqa: PLC0415

    conversation.PACE = Pace(from_one=10**9, from_all=10**9)
    client = Client(SERVER_NAME="localhost")
    client.get("/oai", {"verb": "Identify"})
    return [walk(client, verb, prefix) for verb, prefix in LISTS]


def walk(client: Any, verb: str, prefix: str) -> str:
    arguments = {"verb": verb, "metadataPrefix": prefix}
    pages: list[tuple[float, int]] = []
    sent = 0
    while arguments:
        began = time.process_time()
        token, count, length = b"", 0, 0
        for piece in client.get("/oai", arguments).streaming_content:
            count += piece.count(b"<header")
            length += len(piece)
            if found := TOKEN.search(piece):
                token = found[1]
        pages.append((time.process_time() - began, count))
        sent += length
        arguments = {"verb": verb, "resumptionToken": token.decode()} if token else {}
    tenth = max(len(pages) // 10, 1)
    memory = own_memory()
    return (
        f"{verb:16} {prefix:8} {sum(count for _, count in pages):8,} {speed(pages):10,.0f} "
        f"{speed(pages[:tenth]):12,.0f} {speed(pages[-tenth:]):11,.0f} "
        f"{1000 * max(seconds for seconds, _ in pages):10.0f} ms {sent / 1e6:8,.0f} {memory:8,.0f}"
    )


def own_memory() -> float:
    """MB that belong to the process alone; the pages of the database that it maps are the system's."""
    told = re.search(r"RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(told[1]) / 1024 if told else float("nan")


def speed(pages: list[tuple[float, int]]) -> float:
    return sum(count for _, count in pages) / sum(seconds for seconds, _ in pages)


if __name__ == "__main__":
    main()
