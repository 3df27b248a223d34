"""How fast files of MARC are stored and indexed, measured through the command itself; results go to bench/results/.

python bench/import_marc.py            the 20,000 random records
python bench/import_marc.py --large    also the 244,036 records
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

ROOT = Path(__file__).resolve().parent.parent
BIB = ROOT.parent / "shared" / "data" / "bib"
FILES = {"random20k": BIB / "loc_random20k.mrc.gz", "books244k": BIB / "loc_books_part01_244k.mrc.xz"}
RESULT = ROOT / "bench" / "results" / "import_marc.txt"
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Measured:
    records: int
    seconds: float
    cpu_seconds: float
    most_memory: int
    load_before: float

    def __str__(self) -> str:
        rate, cpu = self.records / self.seconds, self.cpu_seconds / self.records * 1e6
        return (
            f"{self.records:,} records in {self.seconds:.1f} s: {rate:,.0f} a second, {cpu:.0f} us of CPU each, "
            f"{self.most_memory / 2**20:.0f} MiB at most (all processes), load before {self.load_before:.1f}"
        )


def main() -> None:
    chosen = ["random20k", "books244k"] if "--large" in sys.argv else ["random20k"]
    modules = "some modules compiled" if (ROOT / "src" / "pustakota" / "compiled.txt").exists() else "nothing compiled"
    machine = f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}, {modules}"
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}"]
    for name in chosen:
        for manner, words in (("stored", ["--no-index"]), ("stored and indexed", [])):
            lines.append(f"{name} {manner}: {_measure(FILES[name], words)}")
            print(lines[-1], flush=True)
    RESULT.parent.mkdir(exist_ok=True)
    with RESULT.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n\n")


def _measure(path: Path, words: list[str]) -> Measured:
    """From the start of the command to its end, beyond what it needs for an empty file's worth of starting."""
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "PUSTAKOTA_DATA": data,
            "PUSTAKOTA_DATABASE_URL": "",
            "PUSTAKOTA_LOG_LEVEL": "ERROR",
        }
        small = Path(data) / "small.mrc"
        small.write_bytes(b"00026nam a2200025 a 4500\x1e\x1d")
        _run([str(small)], environment)  # migrates, and makes an index where one is wanted
        start_up = _run([str(small), "--again", *words], environment)
        whole = _run([str(path), *words], environment)
        with closing(connect(Path(data) / "pustakota.sqlite3")) as database:
            records = database.execute("SELECT COUNT(*) FROM catalogue_record").fetchone()[0]
    return Measured(
        records, whole[0] - start_up[0], whole[1] - start_up[1], max(whole[2], start_up[2]), os.getloadavg()[0]
    )


def _run(words: list[str], environment: dict[str, str]) -> tuple[float, float, int]:
    """Seconds, seconds of CPU with children, and the most memory that all its processes had at one time."""
    before, began = _cpu(), time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "pustakota", "import", "marc", *words],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    most = [0]
    watcher = threading.Thread(target=_watch, args=(process, most))
    watcher.start()
    process.wait()
    watcher.join()
    return time.monotonic() - began, _cpu() - before, most[0]


def _watch(process: "subprocess.Popen[bytes]", most: list[int]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], _memory_of_tree(process.pid))
        time.sleep(0.2)


def _memory_of_tree(pid: int) -> int:
    """Proportional share of memory, so that what processes share counts once."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        own = next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, StopIteration):
        return 0
    return own + sum(_memory_of_tree(int(child)) for child in children)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    main()
