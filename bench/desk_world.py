"""A world for bench/desk.py: one point, staff, members and items for each desk; printed as JSON. Run by that driver."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- the settings come first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from pustakota.contexts.catalogue.models import Item, ItemType, Record  # noqa: E402
from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind, ServicePoint  # noqa: E402
from pustakota.contexts.organisation.rules.calendar import Interval  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.people.models import Account, Patron, PatronType, Person  # noqa: E402
from pustakota.foundation import clock  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402

MEMBERS, ITEMS = 50, 100
"""For each desk."""
OTHER_MEMBERS = 5_000
PASSWORD = "bench desk"
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Desk:
    """What one desk has at hand."""

    username: str
    password: str
    cards: list[str]
    members: list[int]
    barcodes: list[str]


def build(desks: int) -> list[Desk]:
    call_command("migrate", verbosity=0)
    at = clock.now()
    library = organisation.add_library(name="Perpustakaan Kota", short_name="Kota", by=SYSTEM)
    point = organisation.add_service_point(
        library=library, code="pusat", name="Pusat", kind=PointKind.MAIN, by=SYSTEM, at=at
    )
    organisation.set_week(point=point, week={day: [Interval(time(8), time(16))] for day in range(7)}, by=SYSTEM, at=at)
    kind = people.add_patron_type(code="umum", name="Umum", by=SYSTEM)
    book = ItemType.objects.create(code="buku", name="Buku")
    members("X", OTHER_MEMBERS, kind, point)
    return [desk(number, kind, book, point) for number in range(desks)]


def desk(number: int, kind: PatronType, book: ItemType, point: ServicePoint) -> Desk:
    name = f"meja{number}"
    people.add_staff(
        username=name,
        name=name,
        password=PASSWORD,
        roles=[("sirkulasi", point)],
        station=point,
        by=SYSTEM,
        at=clock.now(),
    )
    patrons = members(str(number), MEMBERS, kind, point)
    copies = items(str(number), book, point)
    return Desk(name, PASSWORD, [p.card_number for p in patrons], [p.pk for p in patrons], [i.barcode for i in copies])


def members(mark: str, number: int, kind: PatronType, point: ServicePoint) -> list[Patron]:
    today = date.today()  # noqa: DTZ011 -- any day does
    persons = Person.objects.bulk_create(Person(name=f"Anggota {mark} {n}") for n in range(number))
    return Patron.objects.bulk_create(
        Patron(
            person=person,
            card_number=f"C{mark}{n:05d}",
            type=kind,
            home_point=point,
            joined_on=today,
            expires_on=today + timedelta(days=365),
        )
        for n, person in enumerate(persons)
    )


def items(mark: str, book: ItemType, point: ServicePoint) -> list[Item]:
    at = clock.now()
    titles = [f"Judul {mark} {n}" for n in range(ITEMS)]
    records = Record.objects.bulk_create(
        Record(marc="{}", title=title, title_sort=title.lower(), made_at=at, changed_at=at) for title in titles
    )
    return Item.objects.bulk_create(
        Item(record=record, barcode=f"B{mark}{n:06d}", type=book, service_point=point)
        for n, record in enumerate(records)
    )


def queries(desk: Desk) -> dict[str, int]:
    """How many queries one request takes, besides those that begin and end transactions."""
    account = Account.objects.get(username=desk.username)
    token = people.issue_token(account=account, at=clock.now())
    api = Client(headers={"Authorization": f"Bearer {token}", "Host": "localhost"})
    pages = Client(headers={"HX-Request": "true", "Host": "localhost"})
    pages.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    card, barcode, member = desk.cards[0], desk.barcodes[0], desk.members[0]
    asked = {
        "loan over the API": (api, "/api/v1/loans", json.dumps({"card_number": card, "barcode": barcode}), 201),
        "return over the API": (api, "/api/v1/returns", json.dumps({"barcode": barcode}), 200),
        "loan at the desk": (pages, "/desk/", urlencode({"mode": "lend", "member": member, "scan": barcode}), 200),
        "return at the desk": (pages, "/desk/", urlencode({"mode": "return", "scan": barcode}), 200),
    }
    return {name: counted(*parts) for name, parts in asked.items()}


def counted(client: Client, path: str, body: str, status: int) -> int:
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, body, content_type=kind)
    if answer.status_code != status:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.content[:500]!r}")
    return sum(not query["sql"].startswith(BOUNDARIES) for query in captured)


def version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.vendor} {cursor.fetchone()[0]}"


if __name__ == "__main__":
    made = build(int(sys.argv[1]))
    json.dump({"desks": [asdict(each) for each in made], "queries": queries(made[0]), "version": version()}, sys.stdout)
