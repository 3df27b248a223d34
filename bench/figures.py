"""How long the overview of figures takes: five years, twenty points. Prints processor time.

    PUSTAKOTA_DATA=/tmp/bench-figures python bench/figures.py build
    PUSTAKOTA_DATA=/tmp/bench-figures python bench/figures.py measure

The city is made by rows, not by actions: a million facts would take an hour. ``PUSTAKOTA_DATABASE_URL`` for PostgreSQL.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- the settings come first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pustakota.contexts.catalogue.models import Item, ItemType, Record  # noqa: E402
from pustakota.contexts.circulation.models import Hold, Loan, PolicyRow, Source  # noqa: E402
from pustakota.contexts.circulation.rules import HoldStatus  # noqa: E402
from pustakota.contexts.insights import queries, tasks  # noqa: E402
from pustakota.contexts.insights.rules import Period, PeriodKind, period_around  # noqa: E402
from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind, ServicePoint  # noqa: E402
from pustakota.contexts.organisation.rules.calendar import Interval  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.visits.models import Method, NotedIn, Visit, VisitKind  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402

POINTS, FIRST, LAST = 20, date(2022, 1, 1), date(2026, 11, 22)
MEMBERS, ITEMS = 12_000, 4_000
MEMBER_VISITS, GUEST_ROWS, LOANS, HOLDS = 8, 4, 6, 1
"""At each point on each open day."""
OPEN_ON = range(6)
RUNS = 7


def build() -> None:
    call_command("migrate", verbosity=0)
    at = datetime(2022, 1, 1, tzinfo=UTC)
    library = organisation.add_library(name="Perpustakaan Kota", short_name="Kota", by=SYSTEM)
    points = [_point(library, number, at) for number in range(POINTS)]
    people.add_patron_type(code="umum", name="Umum", by=SYSTEM)
    items = _items(points)
    chance = Random("figures")
    day = FIRST
    while day <= LAST:
        if day.weekday() in OPEN_ON:
            _day(day, points, items, chance)
        day += timedelta(days=1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(Visit.objects.count(), "visits,", Loan.objects.count(), "loans,", Hold.objects.count(), "holds")


def _point(library: object, number: int, at: datetime) -> ServicePoint:
    point = organisation.add_service_point(
        library=library, code=f"titik-{number}", name=f"Titik {number}", kind=PointKind.BRANCH, by=SYSTEM, at=at
    )
    week = {day: [Interval(clock_time(8), clock_time(16))] for day in OPEN_ON}
    organisation.set_week(point=point, week=week, by=SYSTEM, at=at)
    return point


def _items(points: list[ServicePoint]) -> list[Item]:
    kind = ItemType.objects.create(code="buku", name="Buku")
    at = datetime(2022, 1, 1, tzinfo=UTC)
    record = Record.objects.create(
        title="Bumi Manusia", title_sort="bumi manusia", marc="{}", made_at=at, changed_at=at
    )
    return Item.objects.bulk_create(
        Item(record=record, type=kind, barcode=f"B{n}", service_point=points[0]) for n in range(ITEMS)
    )


def _day(day: date, points: list[ServicePoint], items: list[Item], chance: Random) -> None:
    noon = datetime.combine(day, clock_time(5), UTC)
    visits, loans, holds = [], [], []
    for number, point in enumerate(points):
        own = range(number * MEMBERS // POINTS, (number + 1) * MEMBERS // POINTS)
        visits += [_visit(point, day, noon, _key(chance, own, day), 1) for _ in range(MEMBER_VISITS)]
        visits += [_visit(point, day, noon, "", chance.randint(1, 20)) for _ in range(GUEST_ROWS)]
        loans += [_loan(point, noon, _key(chance, own, day), chance.choice(items)) for _ in range(LOANS)]
        holds += [_hold(point, noon, _key(chance, own, day), items[0]) for _ in range(HOLDS)]
    Visit.objects.bulk_create(visits)
    Loan.objects.bulk_create(loans)
    Hold.objects.bulk_create(holds)


def _visit(point: ServicePoint, day: date, at: datetime, key: str, number: int) -> Visit:
    return Visit(
        service_point=point,
        on=day,
        at=at,
        noted_at=at,
        method=Method.SCAN,
        source=NotedIn.DESK,
        kind=VisitKind.MEMBER if key else VisitKind.GUEST,
        level="adult",
        unstated=number,
        people=number,
        person_key=key,
    )


@cache
def _policy() -> int:
    return PolicyRow.objects.order_by("pk").values_list("pk", flat=True)[0]


def _loan(point: ServicePoint, at: datetime, key: str, item: Item) -> Loan:
    back = at + timedelta(days=7)
    return Loan(
        item=item,
        service_point=point,
        policy_id=_policy(),
        lent_at=at,
        due_on=back.date(),
        returned_at=back,
        returned_to=point,
        source=Source.DESK,
        person_key=key,
        age_band="25-59",
    )


def _hold(point: ServicePoint, at: datetime, key: str, item: Item) -> Hold:
    return Hold(
        record_id=item.record_id,
        pickup_point=point,
        status=HoldStatus.FULFILLED,
        placed_at=at,
        ended_at=at,
        person_key=key,
        age_band="25-59",
    )


def _key(chance: Random, own: range, day: date) -> str:
    return f"{day.year}{chance.choice(own):028d}"


def measure() -> None:
    at = datetime.combine(LAST, clock_time(5), UTC)
    load = os.getloadavg()[0]
    began = time.process_time()
    tasks.count_days(at)
    print(
        f"{connection.vendor}, load {load:.1f}; the nightly task took {time.process_time() - began:.1f} s of processor"
    )
    points = queries.all_points()
    for name, period in _periods():
        for who, some in (("all points", points), ("one point", points[:1])):
            found = [_timed(period, some) for _ in range(RUNS)]
            with CaptureQueriesContext(connection) as asked:
                queries.overview(period, some, today=LAST, course_of="visits")
            cpu, wall = (statistics.median(each) * 1000 for each in zip(*found, strict=True))
            print(f"  {name:22} {who:11} {cpu:7.0f} ms CPU  {wall:7.0f} ms wall  {len(asked):3} queries")


def _periods() -> Iterator[tuple[str, Period]]:
    yield "today", period_around(PeriodKind.DAY, LAST)
    yield "running month", period_around(PeriodKind.MONTH, LAST)
    yield "month of last year", period_around(PeriodKind.MONTH, date(2025, 5, 1))
    yield "running year", period_around(PeriodKind.YEAR, LAST)
    yield "year 2025", period_around(PeriodKind.YEAR, date(2025, 1, 1))
    yield "year 2023", period_around(PeriodKind.YEAR, date(2023, 1, 1))


def _timed(period: Period, points: tuple[ServicePoint, ...]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    queries.overview(period, points, today=LAST, course_of="visits")
    return time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    {"build": build, "measure": measure}[sys.argv[1]]()
