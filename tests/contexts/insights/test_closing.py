import json
from datetime import date, timedelta

import pytest

from pustakota.contexts.insights import actions, queries, rules
from pustakota.contexts.insights.errors import ClosingRefused
from pustakota.contexts.insights.models import ClosedPeriod
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.visits import actions as visits
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.contexts.insights.march import APRIL, March, a_march, on
from tests.factories.circulation import a_returned
from tests.factories.people import a_patron, somebody_with_role
from tests.factories.visits import a_member_visit, some_guests

pytestmark = pytest.mark.django_db
MONTH = period_around(PeriodKind.MONTH, date(2026, 3, 4))


@pytest.fixture
def march(db: None) -> March:
    return a_march()


@pytest.fixture
def closed(march: March) -> ClosedPeriod:
    return actions.close_period(period=MONTH, by=somebody_with_role("kepala"), at=APRIL)


def counted_anew(closed: ClosedPeriod) -> str:
    """The document once more from the rows, as they were known when the period was closed."""
    return rules.canonical(queries.document_for(MONTH, at=closed.closed_at)).decode()


def test_a_closed_month_holds_values_gaps_definitions_and_a_fingerprint(march: March, closed: ClosedPeriod) -> None:
    document = queries.document_of(closed)
    visits_closed = document["figures"]["visits"]
    assert visits_closed["value"] == 53
    assert visits_closed["points"][march.main.code]["days"]["2026-03-02"] == 8
    assert visits_closed["points"][march.silent.code] == {"value": None, "missing_days": 5, "days": {}}
    assert visits_closed["definition"]["version"] == 1
    assert document["figures"]["active_members"]["value"] == 2
    assert "Siti" not in closed.document
    assert len(closed.fingerprint) == 64
    assert Message.objects.get(name="insights.PeriodClosed").fields["first"] == "2026-03-01"


def test_closing_again_gives_the_same_bytes(closed: ClosedPeriod) -> None:
    again = actions.close_period(period=MONTH, by=somebody_with_role("kepala"), at=APRIL + timedelta(days=3))
    assert again == closed
    assert again.document == closed.document
    assert ClosedPeriod.objects.count() == 1
    assert counted_anew(closed) == closed.document
    assert rules.canonical(json.loads(closed.document)).decode() == closed.document


def test_later_corrections_stand_beside_and_change_nothing_closed(march: March, closed: ClosedPeriod) -> None:
    later = APRIL + timedelta(days=1)
    wrong = Visit.objects.get(people=7)
    visits.correct_visit(visit=wrong, reason="dua kali", by=SYSTEM, at=later)
    heads = [visits.Heads("teen", male=2)]
    visits.note_guests(
        heads=heads, at_point=march.main, by=SYSTEM, at=later, came_at=on(30), source=visits.NotedIn.DESK
    )
    assert counted_anew(closed) == closed.document
    now = queries.values_now(closed, today=date(2026, 4, 12))
    assert (queries.document_of(closed)["figures"]["visits"]["value"], now["visits"]) == (53, 48)
    corrected, _uses = queries.corrections_after(closed)
    assert [(row.people, row.correction) for row in corrected] == [(7, "dua kali"), (2, "")]


def test_forgetting_a_person_changes_nothing_closed(march: March, closed: ClosedPeriod) -> None:
    gone = a_patron(name="Wulan", home=march.main, joined_at=on(4))
    a_member_visit(gone, march.main, at=on(15))
    closed.delete()
    closed = actions.close_period(period=MONTH, by=SYSTEM, at=APRIL)
    assert queries.document_of(closed)["figures"]["active_members"]["value"] == 3
    personal_data.forget(gone.person_id, by=somebody_with_role("kepala"), at=APRIL)
    gone.person.refresh_from_db()
    assert gone.person.name == ""
    assert not Visit.objects.filter(person=gone.person).exists()
    closed.refresh_from_db()
    assert counted_anew(closed) == closed.document


def test_a_returned_loan_that_left_its_member_changes_nothing_closed(march: March, closed: ClosedPeriod) -> None:
    loan = march.budi and next(iter(queries.figure("loans").rows.of(_scope(march))))  # type: ignore[union-attr]
    if loan.returned_at is None:
        a_returned(loan.item, march.east, at=APRIL)
    assert counted_anew(closed) == closed.document


def _scope(march: March) -> queries.Scope:
    return queries.Scope(points=(march.east,), first=MONTH.first, last=MONTH.last)


def test_a_month_that_is_not_over_is_refused(march: March, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(ClosingRefused) as refused:
        actions.close_period(period=MONTH, by=SYSTEM, at=on(31, "23:59"))
    assert [reason.code for reason in refused.value.reasons] == ["not_over"]
    assert "31 Maret 2026" in refused.value.worded()[0].message or "31 March 2026" in refused.value.worded()[0].message


@pytest.mark.parametrize("role", ["pustakawan", "sirkulasi", "admin"])
def test_only_the_head_closes(march: March, role: str, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.close_period(period=MONTH, by=somebody_with_role(role), at=APRIL)


def test_a_head_of_one_point_does_not_close_for_all(march: March) -> None:
    with pytest.raises(NotAllowed):
        actions.close_period(period=MONTH, by=somebody_with_role("kepala", at_point=march.main), at=APRIL)


def test_a_later_closing_differs_when_rows_do(march: March, closed: ClosedPeriod) -> None:
    document = queries.document_of(closed)
    some_guests(march.main, 1, at=on(11))
    assert (
        queries.document_for(MONTH, at=APRIL)["figures"]["visits"]["rows_sha256"]
        != (document["figures"]["visits"]["rows_sha256"])
    )
