"""Kill desks and an import with SIGKILL again and again: every answer that was given must stand in the tables.

``.venv/bin/python bench/kill9.py --kills 20 --seconds 300`` works on a database of its own: SQLite in a new folder, or
the empty one that ``PUSTAKOTA_DATABASE_URL`` names. Four desks lend and return; each writes what it was told into its
own ledger after the action returned. What is missing is listed, and the exit code is then 1.

With ``--http`` the desks speak to the API of a real ``pustakota serve``, whose processes are all killed at once.
"""

import argparse
import http.client
import json
import os
import platform
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
if __name__ == "__main__" and "PUSTAKOTA_DATA" not in os.environ:
    os.environ["PUSTAKOTA_DATA"] = tempfile.mkdtemp(prefix="pustakota-kill9-")

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.conf import settings  # noqa: E402 -- Django is set up first, here and below
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from pustakota.contexts.catalogue.models import ImportRun, Item, ItemType, Record  # noqa: E402
from pustakota.contexts.circulation import actions  # noqa: E402
from pustakota.contexts.circulation.models import Loan, Source  # noqa: E402
from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind, ServicePoint  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.people.models import Patron  # noqa: E402
from pustakota.foundation import clock  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402
from pustakota.foundation.errors import Refusal  # noqa: E402
from pustakota.foundation.models import Message  # noqa: E402

INDONESIA = ROOT.parent / "shared" / "data" / "bib" / "loc_indonesia_public.mrc"
DESKS, ITEMS, PATRONS = 4, 60, 20
IMPORT, WEB = "import", "web"
PASSWORD = "uji kill9"
HANDS = 0.05
"""Seconds that hands need between two scans. SQLite is not fair: desks that never pause can starve one of them."""


@dataclass(frozen=True)
class Town:
    """The keys of what was built, the folder of the ledgers, and the address of the database."""

    point: int
    items: list[int]
    patrons: list[int]
    folder: str
    url: str
    port: int = 0
    """Of the web server; 0 where desks call the actions themselves."""

    def ledger(self, desk: int) -> Path:
        return Path(self.folder) / f"desk-{desk}.ledger"


@dataclass
class Findings:
    """What was done, and what should stand in the tables but does not."""

    kills: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    records: int = 0
    missing: list[str] = field(default_factory=list)


def build(folder: Path, *, port: int = 0) -> Town:
    """One point, its items and members; the address is that of the database in use, so that processes meet in it."""
    now = clock.now()
    library = organisation.add_library(name="Uji", short_name="Uji", by=SYSTEM)
    point = organisation.add_service_point(
        library=library, code="uji-kill9", name="Uji", kind=PointKind.MAIN, by=SYSTEM, at=now
    )
    of_type = people.add_patron_type(code="uji-kill9", name="Uji", by=SYSTEM)
    member = {"type": of_type, "home_point": point, "password_hash": "!", "by": SYSTEM, "at": now}
    patrons = [people.register_member(name=f"Anggota {n}", **member).patron.pk for n in range(PATRONS)]
    record = Record.objects.create(marc="{}", title="Uji", title_sort="uji", source="uji", made_at=now, changed_at=now)
    book = ItemType.objects.create(code="uji-kill9", name="Uji")
    items = [
        Item.objects.create(record=record, barcode=f"K{n}", type=book, service_point=point).pk for n in range(ITEMS)
    ]
    desk = {"password": PASSWORD, "roles": [("sirkulasi", point)], "station": point, "by": SYSTEM, "at": now}
    for number in range(DESKS):
        people.add_staff(username=f"meja{number}", name=f"Meja {number}", **desk)
    return Town(point.pk, items, patrons, str(folder), _address(), port)


def _address() -> str:
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{used['NAME']}"
    return f"postgresql://{used['USER']}:{used['PASSWORD']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"


# A desk: a process that lends and returns until it is killed


def work(desk: int, town: Town) -> None:
    """Lend and return at random for ever; each line of the ledger is an answer that somebody was given."""
    point = ServicePoint.objects.get(pk=town.point)
    items = list(Item.objects.filter(pk__in=town.items))
    patrons = list(Patron.objects.filter(pk__in=town.patrons))
    ledger = os.open(town.ledger(desk), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        time.sleep(random.uniform(0, HANDS))
        item, patron = random.choice(items), random.choice(patrons)
        if random.random() < 0.5:
            try:
                given = {"at_point": point, "by": SYSTEM, "at": clock.now(), "source": Source.DESK}
                loan = actions.check_out(item=item, patron=patron, **given)
            except Refusal:
                continue
            os.write(ledger, f"lent {loan.pk} {item.pk} {patron.pk}\n".encode())
        elif loan := actions.check_in(item=item, at_point=point, by=SYSTEM, at=clock.now()).loan:
            os.write(ledger, f"returned {loan.pk} {item.pk} {loan.patron_id}\n".encode())


def work_over_http(desk: int, town: Town) -> None:
    """The same through the API; a server that is killed gives no answer, and the desk asks again later."""
    cards = dict(Patron.objects.filter(pk__in=town.patrons).values_list("card_number", "pk"))
    barcodes = dict(Item.objects.filter(pk__in=town.items).values_list("barcode", "pk"))
    ledger = os.open(town.ledger(desk), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    token = ""
    while True:
        time.sleep(random.uniform(0, HANDS))
        card, barcode = random.choice(list(cards)), random.choice(list(barcodes))
        try:
            token = token or ask(town, "tokens", {"username": f"meja{desk}", "password": PASSWORD})[1]["token"]
            if random.random() < 0.5:
                status, said = ask(town, "loans", {"card_number": card, "barcode": barcode}, token)
                if status == 201:
                    os.write(ledger, f"lent {said['id']} {barcodes[barcode]} {cards[card]}\n".encode())
            else:
                status, said = ask(town, "returns", {"barcode": barcode}, token)
                if status == 200 and said["loan_id"]:
                    os.write(ledger, f"returned {said['loan_id']} {barcodes[barcode]} 0\n".encode())
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)


def ask(town: Town, what: str, body: dict[str, str], token: str = "") -> tuple[int, dict[str, Any]]:
    line = http.client.HTTPConnection("127.0.0.1", town.port, timeout=30)
    try:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        line.request("POST", f"/api/v1/{what}", json.dumps(body), headers)
        answer = line.getresponse()
        status, content = answer.status, answer.read()
    finally:
        line.close()
    if status >= 500:
        raise RuntimeError(f"{what} {body}: {status} {content[:500]!r}")
    return status, json.loads(content)


# The one who kills


class Killer:
    """Keeps the desks and the import running, and kills one of them at random."""

    def __init__(self, town: Town, marc: Path | None) -> None:
        self.town, self.marc = town, marc
        self.findings = Findings()
        self.running = {WEB: self._start(WEB)} if town.port else {}
        self.running |= {str(desk): self._start(str(desk)) for desk in range(DESKS)}

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        if name == IMPORT:
            words = ["-m", "pustakota", "import", "marc", "--no-index", str(self.marc)]
        elif name == WEB:
            words = ["-m", "pustakota", "serve"]
        else:
            words = [__file__, "--desk", name, "--town", json.dumps(asdict(self.town))]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PUSTAKOTA_")}
        kept["DJANGO_SETTINGS_MODULE"] = "pustakota.config.settings"
        kept["PYTHONPATH"] = str(ROOT / "src")
        own = {"PUSTAKOTA_DATA": self.town.folder, "PUSTAKOTA_DATABASE_URL": self.town.url}
        if self.town.port:
            own["PUSTAKOTA_PORT"] = str(self.town.port)
        with (Path(self.town.folder) / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *words], env=kept | own, stdout=log, stderr=log, start_new_session=True
            )

    def run(self, *, kills: int, seconds: float) -> None:
        """So many kills, quicker while the import runs, else spread over the time; the killed start again at once."""
        self._wait_until_all_work()
        if self.marc:
            self.running[IMPORT] = self._start(IMPORT)
        for _number in range(kills):
            importing = self.marc is not None and self._still(IMPORT)
            time.sleep(random.uniform(2, 5) if importing else seconds / kills * random.uniform(0.5, 1.5))
            name = IMPORT if importing and self._still(IMPORT) and random.random() < 0.7 else self._victim()
            self._kill(name)
            self.running[name] = self._start(name)
        time.sleep(1)
        for name in [name for name in self.running if name != IMPORT]:
            self._kill(name)
        if self.marc:
            self.running[IMPORT].wait(600)

    def _victim(self) -> str:
        return WEB if self.town.port else str(random.randrange(DESKS))

    def _still(self, name: str) -> bool:
        return self.running[name].poll() is None

    def _kill(self, name: str) -> None:
        process = self.running[name]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            self.findings.kills[name if name in {IMPORT, WEB} else "desk"] += 1
        elif name != IMPORT:
            last = (Path(self.town.folder) / f"{name}.log").read_text().strip().rpartition("\n")[2]
            self.findings.missing.append(f"desk {name} ended by itself: {last}")
        process.wait()

    def _has_answers(self, desk: int) -> bool:
        ledger = self.town.ledger(desk)
        return ledger.exists() and ledger.stat().st_size > 0

    def _wait_until_all_work(self) -> None:
        until = time.monotonic() + 120
        while not all(self._has_answers(desk) for desk in range(DESKS)):
            if time.monotonic() > until:
                raise TimeoutError("the desks did not open within two minutes")
            time.sleep(0.1)


# The one who checks


def check(killer: Killer) -> Findings:
    """Compare the ledgers with the tables."""
    findings = killer.findings
    for what, loan_id, item_id, patron_id in answers(killer.town):
        findings.answers += 1
        loan = Loan.objects.filter(pk=loan_id, item=item_id).first()
        if (
            loan is None
            or (patron_id and loan.patron_id != patron_id)
            or (what == "returned" and loan.returned_at is None)
        ):
            findings.missing.append(f"{what} loan {loan_id} of item {item_id} to member {patron_id}")
    findings.missing += half_loans(killer.town)
    findings.missing += broken_pages()
    if killer.marc:
        findings.missing += lost_records(killer, findings)
    return findings


def answers(town: Town) -> Iterator[tuple[str, int, int, int]]:
    """Every answer of every ledger; a last line that was cut off was no answer."""
    for ledger in sorted(Path(town.folder).glob("desk-*.ledger")):
        for line in ledger.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                what, loan, item, patron = line.split()
                yield what, int(loan), int(item), int(patron)


def half_loans(town: Town) -> list[str]:
    """Loans without their announcement, announcements without their loan, items with two open loans."""
    loans = Loan.objects.filter(item__in=town.items)
    wanted = {
        "circulation.ItemLent": set(loans.values_list("pk", flat=True)),
        "circulation.ItemReturned": set(loans.exclude(returned_at=None).values_list("pk", flat=True)),
    }
    found = []
    for name, keys in wanted.items():
        told = Counter(f["loan_id"] for f in Message.objects.filter(name=name).values_list("fields", flat=True))
        told.pop(None, None)
        found += [f"{name} of loan {key}: {told[key]} times" for key in keys | set(told) if told[key] != (key in keys)]
    twice = loans.still_out().values("item").annotate(n=Count("pk")).filter(n__gt=1)
    return found + [f"item {row['item']} has {row['n']} open loans" for row in twice]


def broken_pages() -> list[str]:
    """What SQLite says of its own file, besides that it is in order."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall() if row[0] != "ok"]


def lost_records(killer: Killer, findings: Findings) -> list[str]:
    """Records of the file that are not in, or in twice, after the import came to its end."""
    assert killer.marc
    run = ImportRun.objects.filter(file_name__endswith=killer.marc.name, ended_at__isnull=False).first()
    if run is None:
        return ["the import did not come to its end"]
    findings.records = run.position
    in_file = killer.marc.read_bytes().count(b"\x1d")
    found = [] if run.position == in_file else [f"{run.position} of {in_file} records were read"]
    numbered = Record.objects.exclude(control_number="").order_by("source", "control_number")
    twice = [key for key, rows in groupby(numbered.values_list("source", "control_number")) if len(list(rows)) > 1]
    if run.added != Record.objects.exclude(pk__in=Item.objects.values("record")).count():
        found.append(f"the run says {run.added} records were added; the tables say otherwise")
    return found + [f"record {key} is in twice" for key in twice]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--seconds", type=float, default=300.0)
    words.add_argument("--http", action="store_true", help="Desks speak to the API, and the web server is killed.")
    words.add_argument("--desk", type=int, help=argparse.SUPPRESS)
    words.add_argument("--town", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.desk is not None:
        town = Town(**json.loads(given.town))
        (work_over_http if town.port else work)(given.desk, town)
    call_command("migrate", verbosity=0)
    marc = INDONESIA if INDONESIA.exists() else None
    killer = Killer(build(settings.DATA, port=free_port() if given.http else 0), marc)
    began = time.monotonic()
    killer.run(kills=given.kills, seconds=given.seconds)
    found = check(killer)
    print(
        f"{connection.vendor} on {platform.machine()}, Python {platform.python_version()}: {dict(found.kills)} kills "
        f"in {time.monotonic() - began:.0f} s, {found.answers} answers of desks, {found.records} records imported, "
        f"{len(found.missing)} things missing"
    )
    for line in found.missing:
        print("  missing:", line)
    return 1 if found.missing else 0


if __name__ == "__main__":
    sys.exit(main())
