"""What happens inside each library of a small network, in processes of their own."""

import json
import os
import sys
import time

from django.db import transaction

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.network import actions, queries
from pustakota.contexts.network.models import Entry
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetcher

TITLES, SHARED = 1_200, 60
"""Records of each library, and how many of them every library has."""


def isbn(number: int) -> str:
    core = f"978979{number:06d}"
    return core + str(-sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(core)) % 10)


def marc(library: str, number: int, title: str = "") -> MarcRecord:
    is_shared = number < SHARED
    own = number if is_shared else number + 10_000 * (ord(library) - 64)
    title = title or (f"Buku bersama nomor {number}" if is_shared else f"Buku {library} nomor {number}")
    return MarcRecord(
        "00000nam a2200000 a 4500",
        [
            ("001", f"{library}{number:06d}"),
            ("003", f"ID-{library}"),
            ("008", "961213s2005    io            000 1 ind d"),
            data_field("020", "  ", [("a", isbn(own))]),
            data_field("245", "00", [("a", title)]),
        ],
    )


@transaction.atomic
def fill() -> None:
    """The catalogue of the library whose letter stands in the environment."""
    at = clock.now()
    for number in range(TITLES):
        catalogue.add_record(marc=marc(os.environ["LETTER"], number), by=SYSTEM, at=at)


def edit() -> None:
    """Edit, hide and add for some seconds, a few each tenth of a second."""
    letter, until, number = os.environ["LETTER"], time.monotonic() + 4, 0
    turn = int(os.environ.get("TURN", "0"))
    first = SHARED + 500 * turn
    records = list(Record.objects.order_by("pk")[first : first + 500])
    while time.monotonic() < until:
        changed, hidden = records[number], records[499 - number]
        title = f"Buku {letter} yang disunting {number}"
        catalogue.change_record(record=changed, marc=marc(letter, first + number, title), by=SYSTEM, at=clock.now())
        catalogue.set_suppressed(record=hidden, is_suppressed=True, by=SYSTEM, at=clock.now())
        catalogue.add_record(marc=marc(letter, TITLES + 1_000 * turn + number), by=SYSTEM, at=clock.now())
        number += 1
        time.sleep(0.1)


def know() -> None:
    """The union knows the others by the ports in the environment: {"A": 8001, …}."""
    for letter, port in json.loads(os.environ["PORTS"]).items():
        pattern = f"http://127.0.0.1:{port}/katalog/{{local}}/"
        actions.add_source(
            base_url=f"http://127.0.0.1:{port}/oai",
            facts={"name": f"Perpustakaan {letter}", "pattern": pattern},
            by=SYSTEM,
            at=clock.now(),
            fetch=Fetcher.by_settings(),
        )


def _shared() -> list[Entry]:
    rows = Entry.objects.filter(title="Buku bersama nomor 0", is_deleted=False)
    return list(rows.select_related("source", "group").order_by("source__name"))


def part() -> None:
    """C's record of the first shared title is no such title."""
    actions.part_entry(entry=_shared()[2], by=SYSTEM, at=clock.now())


def join() -> None:
    """It is, after all. The names of those that stand together then, as JSON."""
    first, _second, third = _shared()
    assert first.group is not None
    assert third.group is not None
    joined = actions.join_groups(group=first.group, other=third.group, by=SYSTEM, at=clock.now())
    sys.stdout.write(json.dumps([str(each.source) for each in queries.members(joined.pk)]))
