"""Who finished a programme, and whose seat a ticket speaks of."""

from datetime import timedelta

import pytest

from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Kind, Source
from pustakota.contexts.programmes.models import Certificate, Occurrence
from pustakota.foundation.actors import SYSTEM
from tests.factories.people import a_patron
from tests.factories.programmes import A_LATER_TUESDAY, BEGINS, a_programme, a_registration, an_occurrence

pytestmark = pytest.mark.django_db
EVENING = BEGINS + timedelta(hours=3)


def came(occurrence: Occurrence, patron: Patron, *, reported: bool = True) -> None:
    registration = a_registration(occurrence, patron=patron)
    actions.check_in(registration=registration, by=SYSTEM, at=BEGINS, source=Source.DESK)
    if reported:
        actions.report(occurrence=occurrence, by=SYSTEM, at=EVENING)


@pytest.mark.parametrize(("reported", "expected"), [(True, A_LATER_TUESDAY), (False, None)])
def test_whoever_came_has_finished_what_gives_no_certificate_once_it_is_reported(
    reported: bool, expected: object
) -> None:
    occurrence, patron = an_occurrence(), a_patron()
    came(occurrence, patron, reported=reported)
    assert queries.finished_on(occurrence.programme, [patron.person_id]) == expected
    assert queries.finished_on(occurrence.programme, [a_patron().person_id]) is None
    assert queries.finished_on(a_programme(), [patron.person_id]) is None


def test_where_a_certificate_is_given_it_says_so_until_it_is_revoked() -> None:
    course = a_programme(title="Menjadi penyelenggara", kind=Kind.COURSE, certificate="came")
    occurrence, patron = an_occurrence(course), a_patron()
    came(occurrence, patron)
    assert queries.finished_on(course, [patron.person_id]) is None
    actions.certify(occurrence=occurrence, by=SYSTEM, at=EVENING)
    assert queries.finished_on(course, [0, patron.person_id]) == A_LATER_TUESDAY
    credential = Certificate.objects.get().credential
    credentials.revoke(credential=credential, because="Salah orang", by=SYSTEM, at=EVENING)
    assert queries.finished_on(course, [patron.person_id]) is None


def test_a_ticket_speaks_of_a_seat_of_this_date_alone() -> None:
    occurrence = an_occurrence()
    seat = a_registration(occurrence)
    ticket = queries.admission_of(seat, at=BEGINS)
    assert queries.registration_of_admission(f" {ticket} ", occurrence) == seat
    assert queries.registration_of_admission(ticket, an_occurrence()) is None
    forged = ticket.replace(f"PK1.{seat.pk}.", f"PK1.{seat.pk + 1}.")
    for wrong in ("", "PK1", "PK1.x.1.1.1.1.AAAA", forged, ticket[:-1], "PK2" + ticket[3:], "." * 9):
        assert queries.registration_of_admission(wrong, occurrence) is None
