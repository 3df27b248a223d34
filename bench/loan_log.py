"""What the log of loans costs a loan: the same loans without it, written, and written and synced.

``.venv/bin/python bench/loan_log.py --loans 400`` works on a SQLite database of its own in a new folder; set
``PUSTAKOTA_DATA`` to measure on another disk.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
os.environ.setdefault("PUSTAKOTA_DATA", f"{tempfile.mkdtemp(prefix='pustakota-loan-log-')}/data")

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.conf import settings  # noqa: E402 -- Django is set up first, here and below
from django.core.management import call_command  # noqa: E402

from pustakota.contexts.circulation import actions  # noqa: E402
from pustakota.contexts.circulation.models import Source  # noqa: E402
from pustakota.foundation import clock, journal  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402
from tests.factories.catalogue import a_record, an_item  # noqa: E402
from tests.factories.organisation import a_point  # noqa: E402
from tests.factories.people import a_patron  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, default=300, help="pairs of a loan and its return for each way")
    loans = parser.parse_args().loans
    call_command("migrate", interactive=False, verbosity=0)
    point = a_point()
    world = (an_item(record=a_record(), at_point=point), a_patron(home=point, joined_at=clock.now()), point)
    for _ in range(20):
        pair(*world)
    ways = {"without": [], "written": [], "synced": []}
    for _ in range(loans):  # in turns, so that a busy machine is busy for all of them
        for way, times in ways.items():
            settings.JOURNAL_SYNC = way == "synced"
            began = time.perf_counter()
            if way == "without":
                with journal.paused():
                    pair(*world)
            else:
                pair(*world)
            times.append((time.perf_counter() - began) * 1000)
    for way, times in ways.items():
        cuts = statistics.quantiles(times, n=20)
        print(f"{way:8}  median {statistics.median(times):6.2f} ms   p95 {cuts[-1]:6.2f} ms   a loan and its return")


def pair(item: object, patron: object, point: object) -> None:
    given = {"at_point": point, "by": SYSTEM}
    actions.check_out(item=item, patron=patron, at=clock.now(), source=Source.DESK, **given)
    actions.check_in(item=item, at=clock.now(), **given)


if __name__ == "__main__":
    main()
