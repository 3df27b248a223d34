"""Seats are given once, in order, and nobody is passed over."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pustakota.contexts.people.models import Person
from pustakota.contexts.programmes import actions, queries, rules, tasks
from pustakota.contexts.programmes.actions import Mode
from pustakota.contexts.programmes.models import Occurrence, Registration
from pustakota.contexts.programmes.rules import Waiting, WaitingTerms
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.conftest import QueriesAre
from tests.factories.moments import NOW, later
from tests.factories.people import a_child, a_member_acting, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR = timedelta(hours=1)


def statuses(occurrence: Occurrence) -> list[str]:
    rows = Registration.objects.filter(occurrence=occurrence).order_by("pk")
    return list(rows.values_list("status", flat=True))


def test_seats_are_given_until_there_are_none_and_then_places_in_the_queue() -> None:
    occurrence = an_occurrence(capacity=2)
    made = [a_registration(occurrence) for _ in range(4)]
    assert statuses(occurrence) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert [queries.position(each) for each in made] == [None, None, 1, 2]
    assert queries.places_left(occurrence) == 0


def test_a_member_registers_alone_and_a_guardian_for_a_child_but_nobody_for_a_stranger() -> None:
    occurrence, patron, stranger = an_occurrence(), a_patron(), a_patron()
    by = a_member_acting(patron)
    assert actions.register(occurrence=occurrence, person=patron.person, by=by, at=NOW).status == "confirmed"
    child = a_child(guardian=patron)
    by = a_member_acting(patron)
    assert actions.register(occurrence=occurrence, person=child.person, by=by, at=NOW).status == "confirmed"
    with pytest.raises(NotAllowed):
        actions.register(occurrence=occurrence, person=stranger.person, by=by, at=NOW)


def test_every_reason_against_a_registration_is_said_at_once() -> None:
    programme = a_programme(registration=Mode.INVITATION, most_in_party=2, age_from=60)
    occurrence, patron = an_occurrence(programme, closes_at=NOW), a_patron(born_on=date(2000, 1, 1))
    by = a_member_acting(patron)
    act = lambda at: actions.register(occurrence=occurrence, person=patron.person, by=by, at=at, party=3)  # noqa: E731
    assert reasons(lambda: act(NOW)) == ["by_invitation", "closed", "party_too_large", "too_young"]
    assert reasons(lambda: act(BEGINS)) == ["by_invitation", "begun", "party_too_large", "too_young"]
    assert a_registration(occurrence, patron=patron, at=BEGINS).status == "confirmed"  # staff, at the door
    assert reasons(lambda: a_registration(occurrence, patron=patron)) == ["already_registered"]


def test_a_seat_given_back_is_offered_and_goes_on_when_nobody_answers() -> None:
    occurrence = an_occurrence(capacity=1)
    first, second, third = (a_registration(occurrence) for _ in range(3))
    actions.cancel(registration=first, by=SYSTEM, at=NOW)
    assert statuses(occurrence) == ["withdrawn", "offered", "waitlisted"]
    assert tasks.end_offers(NOW + timedelta(hours=23)) == 0
    assert tasks.end_offers(NOW + timedelta(hours=24)) == 1
    assert statuses(occurrence) == ["withdrawn", "lapsed", "offered"]
    assert reasons(lambda: actions.accept(registration=second, by=SYSTEM, at=NOW)) == ["not_offered_now"]
    third = actions.accept(registration=third, by=SYSTEM, at=NOW + timedelta(hours=30))
    assert third.status == "confirmed"


@pytest.mark.parametrize(
    ("before", "status"),
    [(49, "offered"), (48, "confirmed"), (6, "confirmed"), (5, "waitlisted")],
)
def test_how_long_before_decides_whether_a_seat_is_offered_given_or_kept(before: int, status: str) -> None:
    occurrence = an_occurrence(capacity=1)
    first, second = a_registration(occurrence), a_registration(occurrence)
    actions.cancel(registration=first, by=SYSTEM, at=BEGINS - before * HOUR)
    second.refresh_from_db()
    assert second.status == status


def test_whoever_leaves_and_comes_back_waits_at_the_end() -> None:
    occurrence = an_occurrence(capacity=1)
    patron = a_patron()
    _seated, early = a_registration(occurrence), a_registration(occurrence, patron=patron)
    other = a_registration(occurrence, at=later(minutes=5))
    actions.cancel(registration=early, by=SYSTEM, at=later(minutes=10))
    back = a_registration(occurrence, patron=patron, at=later(minutes=15))
    assert [queries.position(each) for each in (other, back)] == [1, 2]


def test_more_seats_go_to_those_who_wait_and_never_fewer_than_are_taken() -> None:
    occurrence = an_occurrence(capacity=1)
    for _ in range(4):
        a_registration(occurrence)
    actions.set_capacity(occurrence=occurrence, capacity=3, by=SYSTEM, at=NOW)
    assert statuses(occurrence) == ["confirmed", "offered", "offered", "waitlisted"]
    assert reasons(lambda: actions.set_capacity(occurrence=occurrence, capacity=2, by=SYSTEM, at=NOW)) == [
        "seats_taken"
    ]


def test_a_party_stays_together_and_others_wait_behind_it_unless_gaps_are_filled() -> None:
    for fills, expected in ((False, ["waitlisted", "waitlisted"]), (True, ["waitlisted", "offered"])):
        occurrence = an_occurrence(a_programme(most_in_party=3, fills=fills), capacity=2)
        first, _second = a_registration(occurrence), a_registration(occurrence)
        a_registration(occurrence, party=2)
        a_registration(occurrence)
        actions.cancel(registration=first, by=SYSTEM, at=NOW)
        assert statuses(occurrence)[2:] == expected


def test_a_newcomer_does_not_pass_those_who_wait_although_a_seat_is_free() -> None:
    occurrence = an_occurrence(capacity=1)
    first, _waiting = a_registration(occurrence), a_registration(occurrence)
    close = BEGINS - 3 * HOUR
    actions.cancel(registration=first, by=SYSTEM, at=close)
    assert a_registration(occurrence, at=close).status == "waitlisted"


def test_staff_put_somebody_first_and_answer_requests_and_lots_are_drawn() -> None:
    occurrence = an_occurrence(capacity=1)
    seated, _early, urgent = (a_registration(occurrence) for _ in range(3))
    assert queries.position(actions.raise_priority(registration=urgent, by=SYSTEM, at=NOW)) == 1
    actions.cancel(registration=seated, by=SYSTEM, at=NOW)
    assert statuses(occurrence) == ["withdrawn", "waitlisted", "offered"]
    lots = an_occurrence(a_programme(registration=Mode.LOTTERY), capacity=2)
    for _ in range(5):
        patron = a_patron()
        asked = actions.register(occurrence=lots, person=patron.person, by=a_member_acting(patron), at=NOW)
        assert asked.status == "pending"
    drawn = actions.draw(occurrence=lots, by=SYSTEM, at=NOW, chance=Random(7))
    assert [each.status for each in drawn] == ["confirmed"] * 2 + ["waitlisted"] * 3
    assert [queries.position(each) for each in drawn[2:]] == [1, 2, 3]


def test_registering_asks_the_same_few_questions_however_many_wait(queries_are: QueriesAre) -> None:
    occurrence = an_occurrence(capacity=1)
    for _ in range(3):
        person = a_patron().person
        with queries_are(4):
            actions.register(occurrence=occurrence, person=person, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("queue", "free", "fills", "given"),
    [
        ([1, 1, 1], 2, False, [0, 1]),
        ([2, 1], 1, False, []),
        ([2, 1], 1, True, [1]),
        ([2, 1, 1], 3, False, [0, 1]),
        ([1, 1], None, False, [0, 1]),
        ([1], 0, False, []),
    ],
)
def test_who_is_next(queue: list[int], free: int | None, given: list[int], *, fills: bool) -> None:
    waiting = [Waiting(key=n, party=party, since=NOW + n * HOUR) for n, party in enumerate(queue)]
    found = rules.promotions(reversed(waiting), free=free, starts_at=BEGINS, at=NOW, terms=WaitingTerms(fills=fills))
    assert [each.key for each in found] == given


FORM = ("open", "open", "send", "send", "shut", "longer")
OPS = st.lists(
    st.one_of(
        st.tuples(st.just("register"), st.integers(1, 3)),
        st.tuples(st.sampled_from(FORM), st.integers(0, 11)),
        st.tuples(st.sampled_from(["cancel", "cancel", "accept", "first"]), st.integers(0, 7)),
        st.tuples(st.just("capacity"), st.integers(0, 6)),
        st.tuples(st.just("wait"), st.integers(1, 30)),
        st.tuples(st.just("minutes"), st.integers(1, 20)),
    ),
    max_size=20,
)


@settings(max_examples=60)
@given(steps=OPS, fills=st.booleans())
def test_no_seat_is_lost_or_sold_twice_and_nobody_is_passed_over(steps: list[tuple[str, int]], *, fills: bool) -> None:
    """Through any order of registering, giving back, accepting, lapsing, more and fewer seats, and of forms that are
    opened, held for longer, sent in time, late or never, noticed by the clock or by whoever comes next.
    """
    occurrence = an_occurrence(a_programme(most_in_party=3, fills=fills), capacity=3)
    made = [a_registration(occurrence, party=party) for party in (1, 2, 2, 1, 1)]
    others = [a_patron() for _ in range(4)]
    at = NOW
    for verb, number in steps:
        at += timedelta(minutes=1) + {"minutes": timedelta(minutes=1), "wait": HOUR}.get(verb, HOUR * 0) * number
        if verb == "minutes":  # what is over now, nobody has noticed yet
            continue
        occurrence.refresh_from_db()
        queue, held = queries.waiting(occurrence), who_holds(occurrence, at)
        try:
            if verb in FORM:
                new = of_a_form(verb, number, occurrence=occurrence, person=others[number % 4].person, at=at)
            else:
                new = of_a_date(verb, number, occurrence=occurrence, made=made, at=at)
        except Refusal:
            new = None
        if new is not None and new.status in ("confirmed", "held") and new.party > held.get(new.person_id, 0):
            passed = Registration.objects.filter(pk__in=[each.key for each in queue], status="waitlisted")
            assert fills or not passed.exists()
        made += [new] if new is not None and new.status != "held" else []
        tasks.end_offers(at)
        all_is_fair(occurrence, at, fills=fills)


def of_a_form(verb: str, number: int, *, occurrence: Occurrence, person: Person, at: datetime) -> Registration | None:
    """What somebody does with the form; the registration or the held seats that it gave."""
    form: dict[str, Any] = {"occurrence": occurrence, "person": person, "by": SYSTEM, "at": at}
    if verb == "open":
        return actions.hold_seats(**form, party=1 + number // 4).held
    if verb == "send":
        return actions.register(**form, party=1 + number // 4, may_wait=number % 3 > 0)
    (actions.leave_form if verb == "shut" else actions.hold_longer)(**form)
    return None


def of_a_date(
    verb: str, number: int, *, occurrence: Occurrence, made: list[Registration], at: datetime
) -> Registration | None:
    """What staff do, or somebody who is registered; the new registration."""
    if verb == "register":
        return a_registration(occurrence, at=at, party=number)
    if verb == "capacity":
        actions.set_capacity(occurrence=occurrence, capacity=number, by=SYSTEM, at=at)
    elif verb != "wait":
        act = {"cancel": actions.cancel, "accept": actions.accept, "first": actions.raise_priority}[verb]
        act(registration=made[number % len(made)], by=SYSTEM, at=at)  # type: ignore[operator]
    return None


def who_holds(occurrence: Occurrence, at: datetime) -> dict[int | None, int]:
    rows = Registration.objects.filter(occurrence=occurrence, status="held", held_until__gt=at)
    return dict(rows.values_list("person", "party"))


def all_is_fair(occurrence: Occurrence, at: datetime, *, fills: bool) -> None:
    occurrence.refresh_from_db()
    assert occurrence.capacity is not None
    free = occurrence.capacity - queries.seats_taken(occurrence)
    assert free >= 0
    queue = sorted(queries.waiting(occurrence), key=lambda each: each.place)
    if not queue or BEGINS - at < 6 * HOUR:
        return
    # A seat that somebody who waits could have is never left free.
    assert queue[0].party > free
    assert not fills or all(each.party > free for each in queue)
