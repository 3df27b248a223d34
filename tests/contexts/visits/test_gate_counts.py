"""What a gate counted: looked at first, taken over once, and never counted beside the guest book."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pustakota.contexts.insights import queries as insights
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.visits import actions, queries
from pustakota.contexts.visits.models import Visit
from pustakota.contexts.visits.rules import GateLine, read_gate_file
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron, somebody_with_role
from tests.factories.visits import a_member_visit, some_guests

SUNDAY = MONDAY - timedelta(days=1)
SATURDAY = MONDAY - timedelta(days=2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-01,120", [(date(2026, 3, 1), 120, "")]),
        ("Tanggal;Keluar;Masuk\n01/03/2026;118;1.204", [(date(2026, 3, 1), 1204, "")]),
        ("date\tvisitors\n2026-03-01 00:00\t7", [(date(2026, 3, 1), 7, "")]),
        ("\ufeff2026-03-01;5\r\n\r\n2026-03-02;6", [(date(2026, 3, 1), 5, ""), (date(2026, 3, 2), 6, "")]),
        ("2026-03-01,5\n2026-03-01,6", [(date(2026, 3, 1), 5, ""), (date(2026, 3, 1), 6, "day_twice")]),
        ("kemarin 3,5", [(None, None, "day_unreadable")]),
        ("2026-03-01,banyak", [(date(2026, 3, 1), None, "number_unreadable")]),
        ("2026-03-01,-4", [(date(2026, 3, 1), None, "number_unreadable")]),
        ("2026-03-01", [(date(2026, 3, 1), None, "number_unreadable")]),
        ("\n ;; \n", []),
        ("tanggal,masuk", []),
    ],
)
def test_files_of_counters_are_read_as_they_come(text: str, found: list[tuple[date | None, int | None, str]]) -> None:
    assert [(line.on, line.people, line.problem) for line in read_gate_file(text)] == found


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point()


def visits_on(point: ServicePoint, on: date) -> int:
    count = insights.figure("visits")
    assert isinstance(count, insights.Count)
    return count.rows.by_day(insights.Scope(points=(point,), first=on, last=on)).get((point.pk, on), 0)


def took(text: str, point: ServicePoint) -> actions.Taken:
    return actions.note_gate_counts(lines=read_gate_file(text), at_point=point, by=SYSTEM, at=NOW)


def test_a_day_is_counted_by_its_gate_or_by_the_guest_book_never_by_both(point: ServicePoint) -> None:
    other = a_point()
    siti = a_patron()
    a_member_visit(siti, point, at=NOW - timedelta(days=1))
    some_guests(point, 7, at=NOW - timedelta(days=1))
    some_guests(point, 4, at=NOW - timedelta(days=2))
    some_guests(other, 3, at=NOW - timedelta(days=1))
    took(f"{SUNDAY},40", point)
    assert (visits_on(point, SUNDAY), visits_on(point, SATURDAY), visits_on(other, SUNDAY)) == (40, 4, 3)
    scope = insights.Scope(points=(point, other), first=SATURDAY, last=SUNDAY)
    count = insights.figure("visits")
    assert isinstance(count, insights.Count)
    facts = list(count.rows.facts(scope))
    assert sum(fact.value for fact in facts) == 47, "the sum of points is the total, and opens to its rows"
    known = queries.known_visitors([point.pk], SUNDAY, SUNDAY)
    assert known.count() == 1, "members are still told apart by the guest book"


def test_the_same_file_again_changes_nothing_and_another_number_replaces(point: ServicePoint) -> None:
    text = f"{SATURDAY},30\n{SUNDAY},40"
    assert took(text, point) == (2, 0, 0)
    assert took(text, point) == (0, 2, 0)
    assert took(f"{SUNDAY},41", point) == (1, 0, 0)
    assert visits_on(point, SUNDAY) == 41
    old = Visit.objects.get(people=40)
    assert old.corrected_at == NOW
    assert old.correction
    assert Message.objects.filter(name="visits.PastDayChanged").count() == 3


def test_lines_that_cannot_be_true_are_refused_each_with_its_reason(point: ServicePoint) -> None:
    some_guests(point, 9, at=NOW - timedelta(days=1))
    text = f"{SUNDAY},8\n{MONDAY},5\n2020-01-01,5\n{SATURDAY},999999\n2026-02-20,0"
    planned = actions.plan_gate_counts(lines=read_gate_file(text), at_point=point, by=SYSTEM, at=NOW)
    codes = [[reason.code for reason in plan.refused.reasons] if plan.refused else [] for plan in planned]
    assert codes == [["fewer_than_in_book"], ["day_not_over"], ["too_long_ago"], ["too_many"], ["gate_says_nothing"]]
    assert took(text, point) == (0, 0, 5)
    assert visits_on(point, SUNDAY) == 9


def test_who_may_not_correct_takes_nothing_over(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.note_gate_counts(
            lines=[GateLine(1, "", SUNDAY, 5)], at_point=point, by=somebody_with_role("relawan"), at=NOW
        )


def test_a_file_is_looked_at_before_it_is_taken_over(point: ServicePoint, client: Client) -> None:
    staff = a_member_of_staff(role="pustakawan", station=point)
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    address = "/en/desk/buku-tamu/penghitung/"
    yesterday = clock.now().date() - timedelta(days=2)
    file = SimpleUploadedFile("gate.csv", f"tanggal;masuk\n{yesterday};55\nrusak;1".encode(), "text/csv")
    seen = client.post(address, {"file": file})
    assert "1 day will be written." in seen.text
    assert "The day cannot be read." in seen.text
    assert not Visit.objects.exists(), "only looked at"
    done = client.post(address, {"lines": seen.context["lines"], "write": "1"}, follow=True)
    assert "1 day was taken over." in done.text
    assert visits_on(point, yesterday) == 55
    assert client.post(address, {}).status_code == 422
