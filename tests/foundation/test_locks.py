import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pustakota.foundation import locks
from tests.factories.catalogue import an_item
from tests.factories.organisation import a_library
from tests.factories.people import a_patron

pytestmark = pytest.mark.django_db


def test_rows_are_held_in_the_written_order_and_read_again() -> None:
    patron, item = a_patron(), an_item()
    type(item).objects.filter(pk=item.pk).update(shelf="R 1")
    with transaction.atomic():
        held_patron, held_item = locks.hold(patron, item)
    assert (held_patron, held_item.shelf) == (patron, "R 1")


def test_holding_rows_against_the_order_is_refused() -> None:
    patron, item = a_patron(), an_item()
    with transaction.atomic(), pytest.raises(RuntimeError, match="in the order"):
        locks.hold(item, patron)
    with transaction.atomic(), pytest.raises(RuntimeError, match="in the order"):
        locks.hold(item.record, item)


def test_a_kind_of_row_that_has_no_place_in_the_order_is_refused() -> None:
    library = a_library()
    with transaction.atomic(), pytest.raises(RuntimeError, match="library"):
        locks.hold(library)


def test_an_item_and_its_record_are_held_in_one_query_without_reading_the_record() -> None:
    item = an_item()
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        held = locks.hold_with(item, "record")
    assert held == item
    statements = [query["sql"] for query in made if query["sql"].startswith("SELECT")]
    assert len(statements) == 1
    assert '"marc"' not in statements[0]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite holds the whole database instead")
def test_postgresql_locks_the_rows_but_not_their_keys() -> None:
    item = an_item()
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        locks.hold(a_patron())
        locks.hold_with(item, "record")
    locking = [query["sql"] for query in made if " FOR " in query["sql"]]
    assert len(locking) == 2
    assert all("FOR NO KEY UPDATE OF" in statement for statement in locking)
