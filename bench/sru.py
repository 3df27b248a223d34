"""Searches by SRU: words, fields, masks and numbers from real titles, ten records each, in the process of the server.

    BENCH_DATA=<a data folder with records and an index> python bench/sru.py NAME

Processor milliseconds of whole answers by kind of query, p50 and p95 of 200 each; the wall clock beside them.
"""

import os
import platform
import random
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EACH = 200


def main() -> None:
    name = sys.argv[1]
    os.environ["PUSTAKOTA_DATA"] = os.environ["BENCH_DATA"]
    os.environ["PUSTAKOTA_LOG_LEVEL"] = "ERROR"
    load = ", ".join(f"{one:.0f}" for one in os.getloadavg())
    lines = [
        (
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"load of the machine {load}"
        ),
        *measured(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results" / f"sru-{name}.txt").write_text(text, encoding="utf-8")


def measured() -> Iterator[str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pustakota.config.settings"
    import django  # noqa: PLC0415 -- the data folder must be named first

    django.setup()
    from django.test import Client  # noqa: PLC0415

    from pustakota.contexts.catalogue.models import Record  # noqa: PLC0415
    from pustakota.foundation.pacing import Pace  # noqa: PLC0415
    from pustakota.protocols.sru import conversation  # noqa: PLC0415

    conversation.PACE = Pace(from_one=10**9, from_all=10**9)
    client = Client(SERVER_NAME="localhost")
    chance = random.Random(7)
    yield f"{Record.objects.count():,} records; ms of the processor (of the clock) for one answer with ten records"
    yield f"{'query':36} {'p50':>14} {'p95':>14} {'answers':>9}"
    some = list(Record.objects.order_by("?").values_list("title", "authors", "isbns", "year")[: 3 * EACH])
    for kind, make in KINDS.items():
        spent, waited, answered = [], [], 0
        for row in chance.sample(some, min(EACH, len(some))):
            query = make(*row)
            began, clock = time.process_time(), time.perf_counter()
            content = client.get("/sru", {"query": query, "version": "1.2", "operation": "searchRetrieve"}).content
            spent.append(1000 * (time.process_time() - began))
            waited.append(1000 * (time.perf_counter() - clock))
            answered += b"<recordData>" in content
        yield f"{kind:36} {shown(spent, waited, 0.5):>14} {shown(spent, waited, 0.95):>14} {answered:>9}"


def shown(spent: list[float], waited: list[float], share: float) -> str:
    place = int(share * (len(spent) - 1))
    return f"{sorted(spent)[place]:.1f} ({sorted(waited)[place]:.1f})"


def words(title: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", title.lower()) or ["history"]


KINDS = {
    "one word": lambda title, _a, _i, _y: words(title)[0],
    "title all, two words": lambda title, _a, _i, _y: f'dc.title all "{" ".join(words(title)[:2])}"',
    "title adj": lambda title, _a, _i, _y: f'dc.title adj "{" ".join(words(title)[:2])}"',
    "name and word": lambda title, a, _i, _y: f'dc.creator="{(a or ["x"])[0][:60]}" and {words(title)[0]}'.replace(
        "\\", ""
    ),
    "masked word": lambda title, _a, _i, _y: f"dc.title={words(title)[0][:4]}*",
    "three words or, one not": lambda title, _a, _i, _y: " or ".join((words(title) * 3)[:3]) + " not history",
    "isbn": lambda _t, _a, i, _y: f"isbn={(i or ['0306406152'])[0]}",
    "years, sorted by date": lambda _t, _a, _i, y: f"dc.date >= {y or 1990} sortBy dc.date",
}


if __name__ == "__main__":
    main()
