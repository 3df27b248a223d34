"""A small town for the operator's tests: built, looked at and summed up in processes of their own."""

import hashlib
import json
import sys
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from pustakota.contexts.circulation.models import Loan
from pustakota.foundation import clock
from pustakota.foundation.models import LostFact
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron

ITEMS, MEMBERS = 40, 30


def build() -> None:
    """One point, forty copies, thirty members, somebody at the desk, and a little history."""
    at = clock.now()
    point = a_point(name="Perpustakaan Batu")
    record = a_record("Bumi Manusia")
    items = [an_item(record=record, at_point=point, barcode=f"B{n:04d}") for n in range(ITEMS)]
    members = [a_patron(home=point, card_number=f"A{n:04d}", joined_at=at) for n in range(MEMBERS)]
    a_member_of_staff("meja", at_point=point)
    a_loan(item=items[0], patron=members[0], at=at - timedelta(days=3))
    a_hold(record=a_record_with_a_copy(point), pickup=point, patron=members[1], at=at)


def a_record_with_a_copy(point: object) -> object:
    return an_item(record=a_record("Laskar Pelangi"), at_point=point).record  # type: ignore[arg-type]


def tell() -> None:
    """Loans and what must be entered again, as JSON."""
    loans = Loan.objects.values_list("item__barcode", "patron__card_number", "returned_at")
    lost = LostFact.objects.order_by("pk").values_list("what", "fact")
    sys.stdout.write(
        json.dumps(
            {
                "lent": [(barcode, card) for barcode, card, _ in loans],
                "returned": [barcode for barcode, _, returned in loans if returned],
                "lost_lent": [(fact["barcode"], fact["card"]) for what, fact in lost if what == "lent"],
                "lost_returned": [fact["barcode"] for what, fact in lost if what == "returned"],
            }
        )
    )


def key_of_a_new_title() -> None:
    """The key of a title that is added now, as JSON; the title is taken away again."""
    record = a_record("Ronggeng Dukuh Paruk")
    sys.stdout.write(json.dumps(record.pk))
    record.delete()


def sums() -> None:
    """A digest of every row of every table but the worker's own notes, as JSON."""
    sys.stdout.write(json.dumps({name: table_sum(name) for name in tables()}))


def tables() -> Sequence[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return [name for name in names if name not in {"foundation_heartbeat", "foundation_scheduledrun"}]


def table_sum(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{name}"')
        rows = sorted(repr(row) for row in cursor.fetchall())
    return f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
