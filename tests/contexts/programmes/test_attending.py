"""Who came: by name where names are kept, else as a number; and what a report closes."""

from datetime import timedelta

import pytest

from pustakota.contexts.participation import queries as participation
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.programmes import actions, queries, tasks
from pustakota.contexts.programmes.actions import Mode, Source
from pustakota.contexts.programmes.models import Kind, Occurrence, Registration
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.programmes import A_LATER_TUESDAY, BEGINS, a_programme, a_registration, an_occurrence
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DESK = Source.DESK


def came(registration: Registration, **given: int) -> Registration:
    return actions.check_in(registration=registration, by=SYSTEM, at=BEGINS, source=DESK, **given)


def test_who_came_stands_once_in_the_ledger_with_their_company_as_a_number() -> None:
    occurrence = an_occurrence(a_programme(most_in_party=4, kind=Kind.STORY_TIME))
    patron = a_patron()
    registration = a_registration(occurrence, patron=patron, party=4)
    came(registration, came=3)
    rows = list(Participation.objects.order_by("pk").values_list("person", "number", "kind", "minutes", "on"))
    assert rows == [
        (patron.person_id, 1, "event", 90, A_LATER_TUESDAY),
        (None, 2, "event", 90, A_LATER_TUESDAY),
    ]
    assert queries.heads(occurrence) == 3
    assert reasons(lambda: came(registration)) == ["already_here"]


def test_a_wrong_card_is_undone_and_the_fact_is_struck_out_with_the_reason() -> None:
    occurrence = an_occurrence(a_programme(most_in_party=2))
    registration = came(a_registration(occurrence, party=2))
    actions.undo_check_in(registration=registration, because="kartu orang lain", by=SYSTEM, at=BEGINS)
    registration.refresh_from_db()
    assert (registration.status, queries.heads(occurrence)) == ("confirmed", 0)
    assert set(Participation.objects.values_list("correction", flat=True)) == {"kartu orang lain"}
    assert came(registration).status == "attended"
    assert queries.heads(occurrence) == 2


def test_somebody_at_the_door_comes_in_where_there_is_room() -> None:
    occurrence = an_occurrence(capacity=1)
    absent = a_registration(occurrence)
    stranger = a_patron()
    enter = lambda at: actions.walk_in(  # noqa: E731
        occurrence=occurrence, person=stranger.person, by=SYSTEM, at=at, source=DESK
    )
    assert reasons(lambda: enter(BEGINS - timedelta(minutes=5))) == ["no_seat"]
    assert enter(BEGINS).status == "attended"
    assert reasons(lambda: came(a_registration(occurrence, at=BEGINS))) == ["no_seat"]
    actions.report(occurrence=occurrence, by=SYSTEM, at=BEGINS + timedelta(hours=3))
    absent.refresh_from_db()
    assert absent.status == "no_show"
    assert set(Registration.objects.values_list("status", flat=True)) == {"attended", "no_show", "lapsed"}


def test_a_circle_without_names_leaves_none_anywhere() -> None:
    occurrence = an_occurrence(a_programme(is_nameless=True, registration=Mode.NONE, kind=Kind.WELLBEING))
    actions.count(occurrence=occurrence, number=7, by=SYSTEM, at=BEGINS, source=DESK)
    row = Participation.objects.get()
    assert (row.person, row.person_key, row.number) == (None, "", 7)
    patron = a_patron()
    walk = lambda: actions.walk_in(  # noqa: E731
        occurrence=occurrence, person=patron.person, by=SYSTEM, at=BEGINS, source=DESK
    )
    assert reasons(walk) == ["come_as_you_are"]
    assert not Registration.objects.exists()


def test_a_date_nags_until_it_is_reported_and_then_stands() -> None:
    occurrence = an_occurrence()
    point = occurrence.service_point_id
    over = BEGINS + timedelta(hours=2)
    assert queries.to_report([point], at=BEGINS) == []
    assert queries.to_report([point], at=over) == [occurrence]
    assert reasons(lambda: actions.report(occurrence=occurrence, by=SYSTEM, at=NOW)) == ["not_begun"]
    actions.report(occurrence=occurrence, by=SYSTEM, at=over)
    assert queries.to_report([point], at=over) == []
    late = lambda: actions.count(occurrence=occurrence, number=3, by=SYSTEM, at=over, source=DESK)  # noqa: E731
    assert reasons(late) == ["not_offered"]
    assert Occurrence.objects.get().reported_at == over


def test_three_months_later_nobody_knows_who_was_registered_but_how_many() -> None:
    occurrence = an_occurrence()
    a_registration(occurrence)
    assert tasks.part_from_persons(BEGINS + timedelta(days=90)) == 0
    assert tasks.part_from_persons(BEGINS + timedelta(days=91)) == 1
    assert list(Registration.objects.values_list("person", "party")) == [(None, 1)]


def test_attendance_is_what_the_figures_read() -> None:
    occurrence = an_occurrence()
    for _ in range(3):
        came(a_registration(occurrence))
    actions.count(occurrence=occurrence, number=5, by=SYSTEM, at=BEGINS, source=DESK)
    found = participation.figures(
        A_LATER_TUESDAY, A_LATER_TUESDAY, point_ids=[occurrence.service_point_id], kind="event"
    )
    assert (found.participants, found.persons) == (8, 3)
