"""Seats are held while a form is filled in: for one at a time, not for ever, and not again and again."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from pustakota.contexts.people import queries as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions, queries, rules, tasks
from pustakota.contexts.programmes.actions import Begun, Mode, Source
from pustakota.contexts.programmes.models import Occurrence, Registration
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.contexts.circulation.desks import at_once
from tests.factories.moments import NOW, later
from tests.factories.people import a_child, a_member_acting, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.refusals import reasons

FREE = rules.Asked(mode=rules.Mode.OPEN, is_published=True, at=NOW, starts_at=BEGINS, free=3, most_in_party=4)
QUARTER = rules.Keeping(lasts=timedelta(minutes=15))


@pytest.mark.parametrize(
    ("asked", "keeping", "minutes"),
    [
        (FREE, QUARTER, 15),
        (replace(FREE, party=3), QUARTER, 15),
        (replace(FREE, free=None), QUARTER, None),  # seats have no end: none need be held
        (replace(FREE, party=4), QUARTER, None),
        (replace(FREE, waiting=1), QUARTER, None),
        (replace(FREE, waiting=1, held=1), QUARTER, 15),
        (replace(FREE, mode=rules.Mode.APPROVAL), QUARTER, None),
        (replace(FREE, mode=rules.Mode.LOTTERY), QUARTER, None),
        (replace(FREE, closes_at=later(minutes=4)), QUARTER, 4),
        (replace(FREE, starts_at=later(minutes=9)), QUARTER, 9),
        (FREE, replace(QUARTER, lasts=timedelta()), None),
        (FREE, replace(QUARTER, unsent=2, elsewhere=2), 15),
        (FREE, replace(QUARTER, unsent=3), None),
        (FREE, replace(QUARTER, elsewhere=3), None),
    ],
)
def test_whether_seats_are_held_and_how_long(asked: rules.Asked, keeping: rules.Keeping, minutes: int | None) -> None:
    until = rules.held_until(asked, keeping)
    assert until == (None if minutes is None else later(minutes=minutes))


def opened(occurrence: Occurrence, patron: Patron, at: datetime = NOW, party: int = 1) -> Begun:
    by = a_member_acting(patron)
    return actions.hold_seats(occurrence=occurrence, person=patron.person, by=by, at=at, party=party)


def sent(
    occurrence: Occurrence, patron: Patron, at: datetime = NOW, party: int = 1, *, may_wait: bool = False
) -> Registration:
    by = a_member_acting(patron)
    return actions.register(occurrence=occurrence, person=patron.person, by=by, at=at, party=party, may_wait=may_wait)


def status_of(patron: Patron) -> list[str]:
    return list(Registration.objects.filter(person=patron.person).order_by("pk").values_list("status", flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
class TestHolding:
    def test_held_seats_are_taken_for_others_and_become_the_registration(self) -> None:
        occurrence, patron, other = an_occurrence(a_programme(most_in_party=3), capacity=3), a_patron(), a_patron()
        begun = opened(occurrence, patron, party=3)
        assert begun.held is not None
        assert (begun.becomes, begun.held.held_until) == ("confirmed", later(minutes=15))
        assert queries.places_left(occurrence) == 0
        assert queries.live_registrations(occurrence) == []
        assert [row.pk for row in queries.holds(occurrence, [patron.person_id], at=NOW)] == [begun.held.pk]
        assert opened(occurrence, other) == Begun(None, rules.Status.WAITLISTED)
        assert reasons(lambda: sent(occurrence, other)) == ["seat_gone"]
        assert sent(occurrence, other, may_wait=True).status == "waitlisted"
        made = sent(occurrence, patron, later(minutes=3), party=3)
        assert (made.pk, made.status, made.made_at, made.held_until) == (
            begun.held.pk,
            "confirmed",
            later(minutes=3),
            None,
        )
        assert queries.dates_of_person(patron.person_id, at=NOW) == [occurrence]

    def test_fewer_people_than_were_held_for_leave_the_rest_to_those_who_wait(self) -> None:
        occurrence, patron, other = an_occurrence(a_programme(most_in_party=3), capacity=3), a_patron(), a_patron()
        opened(occurrence, patron, party=3)
        sent(occurrence, other, may_wait=True)
        sent(occurrence, patron, party=2)
        assert (status_of(patron), status_of(other)) == (["confirmed"], ["offered"])

    def test_a_form_that_is_not_sent_in_time_gives_its_seats_to_those_who_wait(self) -> None:
        occurrence, patron, other = an_occurrence(capacity=1), a_patron(), a_patron()
        opened(occurrence, patron)
        sent(occurrence, other, may_wait=True)
        assert tasks.end_offers(later(minutes=14)) == 0
        assert status_of(other) == ["waitlisted"]
        tasks.end_offers(later(minutes=15))
        assert (status_of(patron), status_of(other)) == (["left"], ["offered"])
        assert reasons(lambda: sent(occurrence, patron, later(minutes=16))) == ["seat_gone"]
        assert sent(occurrence, patron, later(minutes=17), may_wait=True).status == "waitlisted"

    def test_whoever_is_late_goes_on_where_the_seat_is_still_free(self) -> None:
        occurrence, patron = an_occurrence(capacity=1), a_patron()
        opened(occurrence, patron)
        assert sent(occurrence, patron, later(minutes=40)).status == "confirmed"

    def test_before_the_clock_has_looked_whoever_waits_goes_before_whoever_comes(self) -> None:
        occurrence = an_occurrence(capacity=1)
        slow, waits, comes = a_patron(), a_patron(), a_patron()
        opened(occurrence, slow)
        sent(occurrence, waits, may_wait=True)
        assert opened(occurrence, comes, later(minutes=20)).becomes == "waitlisted"
        assert (status_of(slow), status_of(waits)) == (["left"], ["offered"])

    def test_leaving_gives_the_seats_back_at_once(self) -> None:
        occurrence, patron, other = an_occurrence(capacity=1), a_patron(), a_patron()
        opened(occurrence, patron)
        sent(occurrence, other, may_wait=True)
        by = a_member_acting(patron)
        for _twice in range(2):
            actions.leave_form(occurrence=occurrence, person=patron.person, by=by, at=NOW)
        assert (status_of(patron), status_of(other)) == (["left"], ["offered"])
        with pytest.raises(NotAllowed):
            actions.leave_form(occurrence=occurrence, person=patron.person, by=a_member_acting(other), at=NOW)

    def test_seats_are_held_longer_once_and_opening_again_does_not_prolong(self) -> None:
        occurrence, patron = an_occurrence(), a_patron()
        by = a_member_acting(patron)
        longer = partial(actions.hold_longer, occurrence=occurrence, person=patron.person, by=by)
        assert reasons(lambda: longer(at=NOW)) == ["not_held"]
        opened(occurrence, patron)
        again = opened(occurrence, patron, later(minutes=10)).held
        assert again is not None
        assert again.held_until == later(minutes=15)
        assert longer(at=later(minutes=10)).held_until == later(minutes=25)
        assert reasons(lambda: longer(at=later(minutes=11))) == ["held_longer"]
        assert reasons(lambda: longer(at=later(minutes=25))) == ["not_held"]

    def test_another_number_of_people_keeps_what_fits_and_gives_back_what_does_not(self) -> None:
        occurrence = an_occurrence(a_programme(most_in_party=3), capacity=3)
        patron = a_patron()
        for party, held in ((2, 2), (3, 3), (1, 1)):
            begun = opened(occurrence, patron, party=party).held
            assert begun is not None
            assert (begun.party, queries.seats_taken(occurrence)) == (held, held)
        a_registration(occurrence, party=1)
        assert opened(occurrence, patron, party=3) == Begun(None, rules.Status.WAITLISTED)
        assert queries.seats_taken(occurrence) == 1

    def test_one_account_holds_for_one_person_at_a_time_and_at_three_dates(self) -> None:
        programme = a_programme()
        first, second, third, fourth = (an_occurrence(programme) for _ in range(4))
        mother = a_patron()
        child = a_child(guardian=mother)
        account = mother.person.account
        assert account is not None
        by = people.actor_of(account)
        opens = lambda date, who: actions.hold_seats(occurrence=date, person=who.person, by=by, at=NOW).held  # noqa: E731
        assert opens(first, mother)
        assert opens(first, child)
        assert (status_of(mother), status_of(child)) == (["left"], ["held"])
        assert opens(second, mother)
        assert opens(third, mother)
        assert opens(fourth, mother) is None

    def test_whoever_opens_again_and_again_registers_without_a_held_seat(self) -> None:
        occurrence, patron = an_occurrence(capacity=1), a_patron()
        for hour in range(3):
            assert opened(occurrence, patron, later(minutes=60 * hour)).held is not None
            tasks.end_offers(later(minutes=60 * hour + 15))
        assert opened(occurrence, patron, NOW + timedelta(hours=3)) == Begun(None, rules.Status.CONFIRMED)
        assert Registration.objects.count() == 1
        tasks.part_from_persons(NOW + timedelta(hours=20))
        assert Registration.objects.count() == 1
        tasks.part_from_persons(NOW + timedelta(hours=27))
        assert Registration.objects.count() == 0
        assert opened(occurrence, patron, NOW + timedelta(hours=27)).held is not None

    def test_what_the_form_could_not_help_is_said_before_it_is_filled_in(self) -> None:
        patron = a_patron()
        occurrence = an_occurrence(a_programme(registration=Mode.INVITATION, age_to=3), closes_at=NOW)
        assert reasons(lambda: opened(occurrence, patron)) == ["by_invitation", "closed"]
        registered = an_occurrence()
        sent(registered, patron)
        assert reasons(lambda: opened(registered, patron)) == ["already_registered"]
        assert not Registration.objects.filter(status="held").exists()

    def test_calling_off_reporting_and_the_door_find_no_form_in_their_way(self) -> None:
        called_off, reported, door = (an_occurrence() for _ in range(3))
        one, two, three = a_patron(), a_patron(), a_patron()
        opened(called_off, one)
        actions.call_off(occurrence=called_off, because="Banjir", by=SYSTEM, at=NOW)
        opened(reported, two, BEGINS - timedelta(minutes=5))
        actions.report(occurrence=reported, by=SYSTEM, at=BEGINS)
        opened(door, three, BEGINS - timedelta(minutes=5))
        here = actions.walk_in(occurrence=door, person=three.person, by=SYSTEM, at=BEGINS, source=Source.DESK)
        assert (status_of(one), status_of(two), status_of(three)) == (["left"], ["left"], ["attended"])
        assert here.held_until is None


@pytest.mark.usefixtures("transactional_db")
def test_thirty_who_open_the_form_for_five_seats_in_one_moment_hold_five_and_six_windows_of_one_person_hold_one() -> (
    None
):
    occurrence = an_occurrence(capacity=5)
    persons = [a_patron().person for _ in range(30)]
    hold = partial(actions.hold_seats, occurrence=occurrence, by=SYSTEM, at=NOW)
    answers = at_once(*(partial(hold, person=person) for person in persons))
    assert sum(isinstance(each, Begun) and each.held is not None for each in answers) == 5
    assert Registration.objects.count() == 5
    wide, one = an_occurrence(), a_patron().person
    at_once(*(partial(actions.hold_seats, occurrence=wide, person=one, by=SYSTEM, at=NOW) for _ in range(6)))
    assert queries.seats_taken(wide) == 1
