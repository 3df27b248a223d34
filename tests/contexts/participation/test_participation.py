"""The ledger of person × activity: noting, correcting, counting, parting."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.participation import actions, queries
from pustakota.contexts.participation.actions import ActivityKind, Method, Source
from pustakota.contexts.participation.errors import ParticipationRefused
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.participation.queries import Figures
from pustakota.contexts.participation.rules import reasons_not_to_correct, reasons_not_to_record
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role


def a_part(at_point: ServicePoint, **given: Any) -> Participation:
    fields: dict[str, Any] = {
        "kind": ActivityKind.EVENT,
        "ref": "occurrence:1",
        "began_at": NOW,
        "method": Method.SCAN,
        "source": Source.DESK,
        "by": SYSTEM,
        "at": later(minutes=5),
    }
    return actions.record(at_point=at_point, **(fields | given))


def codes(refused: pytest.ExceptionInfo[ParticipationRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.parametrize(
    ("ref", "number", "has_person", "began_at", "found"),
    [
        ("occurrence:1", 1, True, NOW, []),
        ("occurrence:1", 40, False, NOW, []),
        ("occurrence:1", 40, True, NOW, ["person_is_one"]),
        (" ", 0, False, NOW + timedelta(days=1), ["activity_missing", "number_wrong", "in_future"]),
    ],
)
def test_what_can_be_noted(ref: str, number: int, has_person: bool, began_at: datetime, found: list[str]) -> None:
    reasons = reasons_not_to_record(ref=ref, number=number, has_person=has_person, began_at=began_at, at=NOW)
    assert [reason.code for reason in reasons] == found


@pytest.mark.parametrize(
    ("is_corrected", "because", "number", "has_person", "found"),
    [
        (False, "salah hitung", 12, False, []),
        (False, "tidak hadir", None, True, []),
        (False, "x", 2, True, ["person_is_one"]),
        (True, " ", 0, False, ["already_corrected", "reason_missing", "number_wrong"]),
    ],
)
def test_what_can_be_corrected(
    is_corrected: bool, because: str, number: int | None, has_person: bool, found: list[str]
) -> None:
    reasons = reasons_not_to_correct(is_corrected=is_corrected, because=because, number=number, has_person=has_person)
    assert [reason.code for reason in reasons] == found


@pytest.mark.django_db
def test_persons_and_groups_are_counted_in_one_ledger() -> None:
    point, patron = a_point(), a_patron()
    a_part(point, person=patron.person)
    a_part(point, person=patron.person, ref="occurrence:2", kind=ActivityKind.COURSE)
    a_part(point, number=35, method=Method.COUNT)
    a_part(a_point(), number=7, method=Method.COUNT)
    assert queries.figures(MONDAY, MONDAY, point_ids=[point.pk]) == Figures(37, 3, 1)
    assert queries.figures(MONDAY, MONDAY, point_ids=[point.pk], kind="event") == Figures(36, 2, 1)


@pytest.mark.django_db
def test_a_person_takes_part_once_in_one_activity(nothing_changes: NothingChanges) -> None:
    point, patron = a_point(), a_patron()
    a_part(point, person=patron.person)
    with nothing_changes(), pytest.raises(ParticipationRefused) as refused:
        a_part(point, person=patron.person)
    assert codes(refused) == ["already_recorded"]


@pytest.mark.django_db
def test_somebody_of_another_point_notes_nothing_here(nothing_changes: NothingChanges) -> None:
    point, elsewhere = a_point(), somebody_with_role("sirkulasi", at_point=a_point())
    with nothing_changes(), pytest.raises(NotAllowed):
        a_part(point, number=3, by=elsewhere)


@pytest.mark.django_db
def test_a_correction_keeps_what_was_said_before() -> None:
    point = a_point()
    row = a_part(point, number=53, method=Method.COUNT)
    head = somebody_with_role("kepala", at_point=point)
    standing = actions.correct(row=row, because="salah ketik", number=35, by=head, at=later(days=1))
    row.refresh_from_db()
    assert standing is not None
    assert (row.number, row.correction, standing.number, standing.replaces) == (53, "salah ketik", 35, row)
    assert queries.figures(MONDAY, MONDAY, point_ids=[point.pk]).participants == 35
    assert queries.figures(MONDAY, MONDAY, point_ids=[point.pk], as_of=later(minutes=60)).participants == 53


@pytest.mark.django_db
def test_a_desk_does_not_correct(nothing_changes: NothingChanges) -> None:
    point = a_point()
    row = a_part(point, number=5)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.correct(row=row, because="x", by=somebody_with_role("sirkulasi", at_point=point), at=NOW)


@pytest.mark.django_db
def test_who_was_struck_out_can_be_noted_again() -> None:
    point, patron = a_point(), a_patron()
    row = a_part(point, person=patron.person)
    assert actions.correct(row=row, because="salah orang", by=SYSTEM, at=later(minutes=9)) is None
    assert a_part(point, person=patron.person).pk != row.pk


@pytest.mark.django_db
def test_after_some_days_no_row_leads_to_a_person_and_figures_stay() -> None:
    point, patron = a_point(), a_patron()
    row = a_part(point, person=patron.person)
    before = queries.figures(MONDAY, MONDAY, point_ids=[point.pk])
    assert actions.part_from_persons(by=SYSTEM, at=later(days=60)) == 1
    row.refresh_from_db()
    assert row.person is None
    assert row.person_key
    assert queries.figures(MONDAY, MONDAY, point_ids=[point.pk]) == before
    assert list(queries.kept_about(patron.person_id).values()) == [[]]
