"""A thousand notices, a real mail server, and a worker that is killed with SIGKILL again and again."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.circulation.models import Loan, PolicyRow
from pustakota.contexts.notices.models import Attempt, Letter, Notice, Outcome
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Account, Consent, Patron, Person
from pustakota.foundation import clock, periods
from pustakota.foundation.models import ScheduledRun
from tests.contexts.notices.servers import Mailbox, a_mail_server
from tests.factories.catalogue import an_item
from tests.factories.organisation import a_point
from tests.factories.people import a_patron_type

ROOT = Path(__file__).resolve().parents[3]
MEMBERS, KILLS = 1000, 10
LONGEST = 120.0

# The worker itself, in a process that has read its modules already and begins when it is told: starting takes longer
# than what is to be tested.
WORKER = """
import sys, django
django.setup()
from pustakota.config import readiness, working
sys.stdin.readline()
readiness.prepare_database()
working.work()
"""


def a_point_at_noon() -> ServicePoint:
    """A point where it is about noon now, whenever the tests run: quiet hours are of no interest here."""
    west = clock.now().hour - 12
    return a_point(zone=f"Etc/GMT{west:+d}" if west else "Etc/GMT")


def members_with_late_loans(point: ServicePoint) -> None:
    """So many members with an address, their agreement to be written to, and one loan five days late."""
    now = clock.now()
    of_type, first = a_patron_type(), an_item(at_point=point)
    policy = PolicyRow.objects.order_by("pk")[0]
    numbers = range(MEMBERS)
    accounts = Account.objects.bulk_create(
        Account(username=f"K{n}", email=f"k{n}@example.org", password="!", made_at=now) for n in numbers
    )
    persons = Person.objects.bulk_create(Person(name=f"Anggota {n}", account=accounts[n]) for n in numbers)
    Consent.objects.bulk_create(
        Consent(person=p, purpose="email", text_version="uji", said_by=p, given_at=now, given_how="desk")
        for p in persons
    )
    day = periods.local_day(now, point.zone)
    of = {"type": of_type, "home_point": point, "joined_on": day, "expires_on": day + timedelta(days=300)}
    patrons = Patron.objects.bulk_create(
        Patron(person=person, card_number=f"K{n}", **of) for n, person in enumerate(persons)
    )
    items = Item.objects.bulk_create(
        Item(record_id=first.record_id, barcode=f"K{n}", type_id=first.type_id, service_point=point) for n in numbers
    )
    late = {"service_point": point, "policy": policy, "due_on": day - timedelta(days=5), "source": "desk"}
    Loan.objects.bulk_create(
        Loan(item=items[n], patron=patrons[n], lent_at=now - timedelta(days=12), **late) for n in numbers
    )


def surroundings(folder: Path, mailbox: Mailbox) -> dict[str, str]:
    used = connection.settings_dict
    url = f"sqlite://{used['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgresql://{used['USER']}:{used['PASSWORD']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"
    return os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "pustakota.config.settings",
        "PUSTAKOTA_DATA": str(folder / "data"),
        "PUSTAKOTA_DATABASE_URL": url,
        "PUSTAKOTA_EMAIL_URL": f"smtp+plain://127.0.0.1:{mailbox.port}",
        "PUSTAKOTA_BACKUP_DAILY": "false",
        "PUSTAKOTA_LOG_LEVEL": "WARNING",
    }


class Workers:
    """Workers that read their modules while others work, and begin one after the other."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.environ, self.log = environ, log.open("ab")
        self.all: list[subprocess.Popen[bytes]] = []
        self.ready = [self._spawn(), self._spawn()]

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", WORKER]
        child = subprocess.Popen(command, env=self.environ, stdin=subprocess.PIPE, stderr=self.log)
        self.all.append(child)
        return child

    def begin(self) -> subprocess.Popen[bytes]:
        """The next worker, at work."""
        child = self.ready.pop(0)
        self.ready.append(self._spawn())
        assert child.stdin is not None
        child.stdin.write(b"\n")
        child.stdin.flush()
        return child

    def end(self) -> None:
        for child in self.all:
            child.kill()
            child.wait()
            if child.stdin:
                child.stdin.close()
        self.log.close()


def wait_until(is_so: Callable[[], bool], worker: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST
    while not is_so():
        assert worker.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_a_thousand_notices_are_sent_once_although_the_worker_is_killed_ten_times(tmp_path: Path) -> None:
    members_with_late_loans(a_point_at_noon())
    past = clock.now() - timedelta(minutes=1)
    for task in ("circulation.tasks.tell_of_loans", "notices.tasks.send"):
        ScheduledRun.objects.create(task=task, due_at=past)
    log = tmp_path / "worker.log"
    with a_mail_server() as mailbox:
        workers = Workers(surroundings(tmp_path, mailbox), log)
        try:
            worker = workers.begin()
            wait_until(lambda: Notice.objects.count() >= MEMBERS // 3, worker, log)
            for kill in range(1, KILLS + 1):
                os.kill(worker.pid, signal.SIGKILL)
                worker.wait()
                worker = workers.begin()
                share = MEMBERS * kill // (KILLS + 1)
                wait_until(lambda: len(mailbox.letters) >= share, worker, log)  # noqa: B023 -- asked in this round
            wait_until(lambda: Letter.objects.filter(state="sent").count() == MEMBERS, worker, log)
            worker.terminate()
            assert worker.wait(20) == 0
        finally:
            workers.end()
    received = Counter(name.strip("<>").partition("@")[0] for name in mailbox.ids)
    assert set(received) == set(Letter.objects.values_list("message_id", flat=True))
    assert len(received) == len({letter["To"] for letter in mailbox.letters}) == Notice.objects.count() == MEMBERS
    # Only what was cut off between the server's yes and our note of it may come twice: under one name, and in the log.
    doubted = Attempt.objects.filter(outcome=Outcome.IN_DOUBT).values_list("letter__message_id", flat=True)
    twice = {name for name, times in received.items() if times > 1}
    assert twice <= set(doubted)
    assert len(doubted) <= KILLS
    assert sum(received.values()) <= MEMBERS + KILLS
    print(f"{len(doubted)} attempts in doubt, {len(twice)} letters received twice")  # noqa: T201 -- for -s
