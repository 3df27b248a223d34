"""Sixty who want ten seats in the same moment, on real transactions."""

from functools import partial

import pytest
from django.db.models import Count

from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.models import Registration
from pustakota.foundation.actors import SYSTEM
from tests.contexts.circulation.desks import at_once
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.programmes import an_occurrence

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_sixty_who_want_ten_seats_are_ten_seated_and_fifty_in_one_order() -> None:
    occurrence = an_occurrence(capacity=10)
    persons = [a_patron().person for _ in range(60)]
    answers = at_once(
        *(partial(actions.register, occurrence=occurrence, person=person, by=SYSTEM, at=NOW) for person in persons)
    )
    assert all(isinstance(answer, Registration) for answer in answers)
    counted = dict(Registration.objects.values_list("status").annotate(n=Count("pk")))
    assert counted == {"confirmed": 10, "waitlisted": 50}
    places = sorted(queries.position(each) or 0 for each in Registration.objects.filter(status="waitlisted"))
    assert places == list(range(1, 51))


def test_seats_given_back_while_others_come_are_never_lost_or_given_twice() -> None:
    occurrence = an_occurrence(capacity=5)
    seated = [actions.register(occurrence=occurrence, person=a_patron().person, by=SYSTEM, at=NOW) for _ in range(5)]
    persons = [a_patron().person for _ in range(10)]
    leave = [partial(actions.cancel, registration=each, by=SYSTEM, at=NOW) for each in seated]
    enter = [partial(actions.register, occurrence=occurrence, person=each, by=SYSTEM, at=NOW) for each in persons]
    answers = at_once(*leave, *enter)
    assert all(isinstance(answer, Registration) for answer in answers)
    assert queries.seats_taken(occurrence) == 5
    assert Registration.objects.filter(status="waitlisted").count() == 5


def test_one_person_in_two_windows_is_registered_once() -> None:
    occurrence, person = an_occurrence(), a_patron().person
    at_once(*(partial(actions.register, occurrence=occurrence, person=person, by=SYSTEM, at=NOW) for _ in range(6)))
    assert Registration.objects.count() == 1
