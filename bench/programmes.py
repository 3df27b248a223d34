"""A thousand people for fifty seats, a month of five hundred dates, a feed of two thousand, ten years of story time.

    python bench/programmes.py                                     # SQLite, in a folder of its own
    python bench/programmes.py postgresql://user@host:port/empty   # an empty database

The thousand arrive over HTTP at seventeen a second, at a server with two processes, each at their own moment whether or
not those before were answered (an open model: a slow server does not slow down who arrives).
"""

import http.client
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.error import URLError
from urllib.request import urlopen

DATABASE = sys.argv[1] if len(sys.argv) > 1 else ""
DATA = tempfile.mkdtemp(prefix="pustakota-bench-")
PORT = 8199
os.environ |= {"PUSTAKOTA_DATA": DATA, "DJANGO_SETTINGS_MODULE": "pustakota.config.settings"}
os.environ |= {"PUSTAKOTA_PORT": str(PORT), "PUSTAKOTA_LOG_LEVEL": "ERROR"}
if DATABASE:
    os.environ["PUSTAKOTA_DATABASE_URL"] = DATABASE

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402 -- Django is set up first, here and below
from django.db import connection  # noqa: E402
from django.db.models import Max, Min  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.people.models import Account, Patron, Person  # noqa: E402
from pustakota.contexts.programmes import actions  # noqa: E402
from pustakota.contexts.programmes.models import Mode, Occurrence, Registration  # noqa: E402
from pustakota.contexts.programmes.rules import recurrence  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402

ARRIVING, SEATS, A_SECOND = int(os.environ.get("BENCH_ARRIVING", "1000")), 50, 17.0
MONTH, FEED, ROUNDS = 500, 2000, 20
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def build() -> tuple[Occurrence, str, list[str]]:
    """A point, somebody at its desk, a thousand members, and a date with fifty seats; its token and the cards."""
    call_command("migrate", verbosity=0)
    at = datetime.now(UTC)
    library = organisation.add_library(name="Bangku uji", short_name="uji", by=SYSTEM)
    point = organisation.add_service_point(
        library=library, code="pusat", name="Pusat", kind=PointKind.MAIN, by=SYSTEM, at=at
    )
    kind = people.add_patron_type(code="umum", name="Umum", by=SYSTEM)
    people.add_staff(
        username="meja",
        name="Meja",
        password="bench desk",
        roles=[("pustakawan", point)],
        station=point,
        by=SYSTEM,
        at=at,
    )
    day = at.date()
    persons = Person.objects.bulk_create(Person(name=f"Anggota {n}") for n in range(ARRIVING))
    Patron.objects.bulk_create(
        Patron(
            person=person,
            card_number=f"C{n:05d}",
            type=kind,
            home_point=point,
            joined_on=day,
            expires_on=day + timedelta(days=365),
        )
        for n, person in enumerate(persons)
    )
    wanted = actions.add_programme(service_point=point, title="Kelas koding", registration=Mode.OPEN, by=SYSTEM, at=at)
    occurrence = actions.plan(
        programme=wanted, starts_at=at + timedelta(days=10), capacity=SEATS, is_draft=False, by=SYSTEM, at=at
    )
    token = people.issue_token(account=Account.objects.get(username="meja"), at=at)
    return occurrence, token, [f"C{n:05d}" for n in range(ARRIVING)]


def plan_many(like: Occurrence, number: int, *, days: int) -> None:
    """Dates through so many days from tomorrow, of ten programmes with something to say of each."""
    at, point = datetime.now(UTC), like.service_point
    programmes = [
        actions.add_programme(service_point=point, title=f"Kegiatan {n}", about="Isi. " * 60, by=SYSTEM, at=at)
        for n in range(10)
    ]
    first = at.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    step = timedelta(days=days) / number
    Occurrence.objects.bulk_create(
        Occurrence(
            programme=programmes[n % 10],
            service_point=point,
            starts_at=first + n * step,
            ends_at=first + n * step + timedelta(minutes=90),
            state="published",
            registration=Mode.OPEN,
            capacity=20,
        )
        for n in range(number)
    )


def serve() -> "subprocess.Popen[bytes]":
    environment = os.environ | {"PUSTAKOTA_WEB_PROCESSES": "2"}
    process = subprocess.Popen([sys.executable, "-m", "pustakota", "serve"], env=environment, start_new_session=True)
    for _ in range(900):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/ready", timeout=5):
                return process
        except (URLError, OSError):
            time.sleep(0.2)
    os.killpg(process.pid, signal.SIGTERM)
    raise SystemExit("the server did not come up")


def arrive(occurrence: Occurrence, token: str, cards: list[str]) -> None:
    """Everybody at their own moment; what each waited for the answer, and what became of them."""
    took: list[float] = []
    answers: list[str] = []

    def one(card: str) -> None:
        begun = time.perf_counter()
        connection_ = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        path = f"/api/v1/occurrences/{occurrence.pk}/registrations"
        connection_.request("POST", path, json.dumps({"card_number": card}), headers)
        answer = connection_.getresponse()
        said = json.loads(answer.read())
        connection_.close()
        took.append((time.perf_counter() - begun) * 1000)
        answers.append(str(said.get("status", answer.status)))

    threads = []
    start = time.perf_counter()
    for number, card in enumerate(cards):
        time.sleep(max(0.0, start + number / A_SECOND - time.perf_counter()))
        threads.append(threading.Thread(target=one, args=[card]))
        threads[-1].start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    counts = {answer: answers.count(answer) for answer in sorted(set(answers))}
    print(f"{len(cards)} arrived in {wall:.0f} s for {SEATS} seats: {counts}; {said(took)}")
    rows = Registration.objects.filter(occurrence=occurrence)
    last_in = rows.filter(status="confirmed").aggregate(last=Max("made_at"))["last"]
    first_out = rows.filter(status="waitlisted").aggregate(first=Min("made_at"))["first"]
    assert rows.count() == len(cards)
    queue = list(rows.filter(status="waitlisted").order_by("waiting_since", "pk").values_list("pk", flat=True))
    print(f"whoever has a seat came before all who wait: {last_in < first_out}; in order: {queue == sorted(queue)}")


def said(values: list[float]) -> str:
    return f"p50 {statistics.median(values):.0f} ms, p95 {statistics.quantiles(values, n=20)[-1]:.0f} ms"


def timed(name: str, act: Callable[[], object]) -> None:
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = sum(1 for query in captured if not query["sql"].startswith(BOUNDARIES))
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{name}: {said(took)}, {asked} queries")


def page(address: str) -> Callable[[], object]:
    client = Client(headers={"Host": "localhost"})

    def ask() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content

    return ask


def ten_years() -> object:
    day = datetime.now(UTC).date()
    return list(
        recurrence.dates(
            recurrence.Recurrence(
                rule="FREQ=WEEKLY;BYDAY=SA",
                first=day,
                last=day + timedelta(days=3652),
                starts=datetime.min.time().replace(hour=9),
                length=timedelta(minutes=90),
                zone="Asia/Jakarta",
            )
        )
    )


def main() -> None:
    occurrence, token, cards = build()
    print(f"{platform.node() or 'machine'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{connection.vendor}, {datetime.now(UTC):%Y-%m-%d}")
    server = serve()
    try:
        arrive(occurrence, token, cards)
    finally:
        server.terminate()
        server.wait()
    plan_many(occurrence, MONTH, days=28)
    following = (datetime.now(UTC) + timedelta(days=1)).date()
    month = f"{following + timedelta(days=14):%Y-%m}"
    timed(f"a month of {MONTH} dates, as a list", page(f"/kegiatan/?bulan={month}"))
    timed("the same as a grid", page(f"/kegiatan/?bulan={month}&tampilan=bulan"))
    timed("the same from the API", page(f"/api/v1/occurrences?from={month}-01&to={month}-28"))
    plan_many(occurrence, FEED - MONTH, days=360)
    timed(f"a feed of {FEED} dates", page("/kegiatan/kalender.ics"))
    timed("ten years of weekly story time, expanded", ten_years)


main()
