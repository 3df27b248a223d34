"""The drill P6: an incident concerns every member of a library of 100,000; the list, the messages and the letters.

    PUSTAKOTA_DATA=/tmp/bench-incident python bench/incident.py [MEMBERS]

Every third member has no e-mail and gets a letter on paper. The members are made by rows, not by actions. Carrying the
messages is the mail server's time and not counted. ``PUSTAKOTA_DATABASE_URL`` for PostgreSQL.
"""

import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 -- the settings come first
from django.template.loader import render_to_string  # noqa: E402

from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind, ServicePoint  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.people.models import Account, Patron, PatronType, Person  # noqa: E402
from pustakota.contexts.privacy import actions, queries  # noqa: E402
from pustakota.contexts.privacy.models import Incident  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
PAGE = 5_000
KNOWN = actions.Facts(
    what="Salinan cadangan tertinggal di angkot",
    data="nama, alamat, nomor telepon, dan nomor kartu",
    how="Diska berisi salinan cadangan tertinggal pada 21 November pukul 17.00.",
    handling="Diska tersandi. Waspadai panggilan yang mengaku dari perpustakaan.",
    found_at=AT - timedelta(hours=2),
)


def main(members: int) -> None:
    call_command("migrate", verbosity=0)
    point = a_town(members)
    incident = actions.keep_incident(facts=KNOWN, at_point=point, by=SYSTEM, at=AT)
    lines = [f"{AT:%Y-%m-%d}, {members} members, {os.cpu_count()} cores, Python {platform.python_version()}"]
    lines += [timed("the list", lambda: actions.add_members(incident=incident, point_ids=[], by=SYSTEM).number)]
    actions.order_telling(incident=incident, by=SYSTEM, at=AT)
    incident.refresh_from_db()
    lines += [timed("messages queued", lambda: tell_all(incident))]
    lines += [timed("letters on paper, as pages", lambda: print_all(incident))]
    text = "\n".join(lines) + "\n"
    print(text)
    (Path(__file__).parent / "results" / "incident.txt").write_text(text, encoding="utf-8")


def timed(what: str, act: Callable[[], int]) -> str:
    began, used = time.perf_counter(), time.process_time()
    number = act()
    return (
        f"{what}: {number}, {time.perf_counter() - began:.1f} s, {time.process_time() - used:.1f} s of processor time"
    )


def tell_all(incident: Incident) -> int:
    told = 0
    while page := actions.tell_some(incident=incident, at=AT):
        told += page
    return told


def print_all(incident: Incident) -> int:
    number, after = 0, 0
    while True:
        letters, following = queries.on_paper(incident, at=AT, after=after)
        local = {"found_at": incident.found_at}
        said = {"incident": incident, "letters": letters, "local": local, "today": AT.date(), "following": following}
        render_to_string("privacy/desk/letters.html", said)
        number += len(letters)
        if following is None:
            return number
        after = following


def a_town(members: int) -> ServicePoint:
    library = organisation.add_library(name="Perpustakaan Kota", short_name="Kota", by=SYSTEM)
    point = organisation.add_service_point(
        library=library, code="KOTA", name="Perpustakaan Kota", kind=PointKind.MAIN, by=SYSTEM, at=AT
    )
    kind = people.add_patron_type(code="umum", name="Umum", by=SYSTEM)
    for first in range(0, members, PAGE):
        some_members(range(first, min(first + PAGE, members)), kind, point)
    return point


def some_members(numbers: range, kind: PatronType, point: ServicePoint) -> None:
    accounts = Account.objects.bulk_create(
        Account(username=f"anggota{n}", email=f"anggota{n}@example.org", password="!", made_at=AT)
        for n in numbers
        if n % 3
    )
    of = {account.username: account for account in accounts}
    persons = Person.objects.bulk_create(
        Person(name=f"Anggota Nomor {n}", born_on=date(1990, 1, 1), account=of.get(f"anggota{n}")) for n in numbers
    )
    Patron.objects.bulk_create(
        Patron(
            person=person,
            card_number=f"B{n:07d}",
            type=kind,
            home_point=point,
            joined_on=AT.date(),
            expires_on=date(2027, 11, 22),
        )
        for n, person in zip(numbers, persons, strict=True)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
