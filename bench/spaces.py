"""Book a room among 100,000 claims, list the free times of a branch's week, and let forty rivals want one room.

    python bench/spaces.py                                     # SQLite, in a folder of its own
    python bench/spaces.py postgresql://user@host:port/empty   # an empty database

Times on the clock and of the processor: whoever shares the machine moves the first, not the second.
"""

import os
import platform
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

DATABASE = sys.argv[1] if len(sys.argv) > 1 else ""
os.environ["PUSTAKOTA_DATA"] = tempfile.mkdtemp(prefix="pustakota-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "pustakota.config.settings"
if DATABASE:
    os.environ["PUSTAKOTA_DATABASE_URL"] = DATABASE

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402 -- Django is set up first, here and below
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation import queries as places  # noqa: E402
from pustakota.contexts.organisation.models import PointKind  # noqa: E402
from pustakota.contexts.organisation.rules.calendar import Interval  # noqa: E402
from pustakota.contexts.spaces import actions, queries  # noqa: E402
from pustakota.contexts.spaces.models import Booking, Claim, Kind, State  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402
from pustakota.foundation.errors import Refusal  # noqa: E402

RESOURCES, CLAIMS, BOOKINGS, WEEKS, RIVALS = 200, int(os.environ.get("BENCH_CLAIMS", "100000")), 300, 40, 40
POINTS = 10


def furnish(now: datetime) -> None:
    """Ten points with twenty rooms each, and claims of an hour each through the years, a tenth of them ahead."""

    library = organisation.add_library(name="Bangku uji", short_name="uji", by=SYSTEM)
    terms = actions.add_policy(name="Satu sampai tiga jam", by=SYSTEM, window_days=60)
    week = {day: [Interval(clock_time(8), clock_time(20))] for day in range(7)}
    rooms = []
    for number in range(POINTS):
        point = organisation.add_service_point(
            library=library, code=f"t{number}", name=f"Titik {number}", kind=PointKind.BRANCH, by=SYSTEM, at=now
        )
        organisation.set_week(point=point, week=week, by=SYSTEM, at=now)
        rooms += [
            actions.add_resource(
                service_point=point, name=f"Ruang {each}", kind=Kind.ROOM, policy=terms, by=SYSTEM, at=now
            )
            for each in range(RESOURCES // POINTS)
        ]
    per_room = CLAIMS // RESOURCES
    first = now.replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=per_room * 9 // 40)
    for room in rooms:
        spans = [
            (first + timedelta(days=n // 4, hours=3 * (n % 4)), first + timedelta(days=n // 4, hours=3 * (n % 4) + 1))
            for n in range(per_room)
        ]
        bookings = Booking.objects.bulk_create(
            Booking(
                resource=room,
                starts_at=start,
                ends_at=end,
                state=State.CONFIRMED if end > now else State.COMPLETED,
                made_at=first,
                purpose="Rapat",
            )
            for start, end in spans
        )
        Claim.objects.bulk_create(
            Claim(resource=room, booking=row, starts_at=row.starts_at, ends_at=row.ends_at) for row in bookings
        )


def measured(acts: list[Callable[[], object]]) -> str:
    """Median and 95th percentile in milliseconds, by the clock and of the processor."""
    walls, processors = [], []
    for act in acts:
        wall, processor = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)

    def said(values: list[float]) -> str:
        return f"median {statistics.median(values):6.1f} ms, p95 {statistics.quantiles(values, n=20)[-1]:6.1f} ms"

    return f"clock {said(walls)} · processor {said(processors)}"


def main() -> None:
    call_command("migrate", verbosity=0)

    now = datetime.now(UTC)
    furnish(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rooms, random_ = list(queries.resources()), random.Random(7)
    print(f"{platform.node() or 'machine'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {now:%Y-%m-%d}")
    print(f"{connection.vendor}, {Claim.objects.count():,} claims on {len(rooms)} rooms of {POINTS} points")

    free = []
    for room in random_.sample(rooms, BOOKINGS // 5):
        day = (now + timedelta(days=random_.randint(2, 20))).date()
        free += [(room, slot) for slot in queries.slots(room, day, at=now)[:5]]

    def book(room: object, slot: object) -> Callable[[], object]:
        return lambda: actions.book(resource=room, patron=None, span=slot, by=SYSTEM, at=now, purpose="Uji")  # type: ignore[arg-type]

    random_.shuffle(free)
    print(f"a booking ({len(free)}): {measured([book(*pair) for pair in free])}")

    points = [point for point in places.service_points() if point.code.startswith("t")]
    first = now.date() + timedelta(days=1)
    week = [(point, first) for point in points for _ in range(WEEKS // len(points))]

    def list_week(point: object, day: object) -> Callable[[], object]:
        return lambda: queries.slots_of_point(point, day, day + timedelta(days=6), at=now)  # type: ignore[arg-type, operator]

    with CaptureQueriesContext(connection) as captured:
        list_week(points[0], first)()
    print(f"a week of {RESOURCES // POINTS} rooms ({len(captured)} queries): {measured([list_week(*p) for p in week])}")

    room, slot = rooms[0], queries.slots(rooms[0], (now + timedelta(days=25)).date(), at=now)[0]
    answers: list[str] = []

    def rival() -> None:
        try:
            book(room, slot)()
            answers.append("won")
        except Refusal:
            answers.append("refused")
        except Exception as error:  # noqa: BLE001 -- the bench reports whatever came
            answers.append(type(error).__name__)
        finally:
            connections.close_all()

    begun = time.perf_counter()
    threads = [threading.Thread(target=rival) for _ in range(RIVALS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = {answer: answers.count(answer) for answer in sorted(set(answers))}
    print(f"{RIVALS} rivals for one room: {counts} in {time.perf_counter() - begun:.1f} s")


main()
