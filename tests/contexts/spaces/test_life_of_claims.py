"""A hall and its halves as a machine of states: whatever is asked, nothing is ever had twice, and offers hold."""

from datetime import time, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pustakota.contexts.spaces import actions, queries, rules, tasks
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking, Claim
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import TUESDAY, a_room

pytestmark = pytest.mark.django_db
MEMBERS = 4
members, places, numbers = st.integers(0, MEMBERS - 1), st.integers(0, 2), st.integers(0, 20)
starts, lengths = st.integers(0, 18), st.integers(2, 6)
HALF = timedelta(minutes=30)


class Hall(RuleBasedStateMachine):
    """A hall on request, two halves at once, a layout that takes time to set up; one day of the place."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.at = NOW

    @initialize()
    def open_the_hall(self) -> None:
        given = {"most_open": None, "after": 30}
        hall = a_room(mode=Mode.APPROVAL, **given)
        self.rooms = [hall, a_room(part_of=hall, **given), a_room(part_of=hall, **given)]
        rows = {"name": "Bioskop", "seats": 40, "before": 30, "after": 30}
        self.layout = actions.keep_layout(resource=hall, by=SYSTEM, at=NOW, **rows)
        self.patrons = [a_patron() for _ in range(MEMBERS)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)

    def span(self, start: int, length: int) -> Span:
        first = at_clock(TUESDAY, "08:00") + start * HALF
        return Span(first, first + length * HALF)

    def chosen(self, number: int) -> Booking | None:
        rows = list(
            Booking.objects.select_related("resource__service_point", "resource__policy", "layout").order_by("pk")
        )
        return list(rows)[number % len(rows)] if rows else None

    @rule(member=members, place=places, start=starts, length=lengths)
    def ask(self, member: int, place: int, start: int, length: int) -> None:
        patron = self.patrons[member]
        try:
            actions.book(
                resource=self.rooms[place], patron=patron, span=self.span(start, length), by=a_member_acting(patron),
                at=self.at, people=30 if place == 0 else None,
            )  # fmt: skip
        except Refusal:
            return

    @rule(number=numbers)
    def approve(self, number: int) -> None:
        if booking := self.chosen(number):
            try:
                actions.approve(booking=booking, by=SYSTEM, at=self.at)
            except Refusal:
                return

    @rule(number=numbers, start=starts, length=lengths)
    def move(self, number: int, start: int, length: int) -> None:
        if booking := self.chosen(number):
            try:
                actions.move(booking=booking, span=self.span(start, length), by=SYSTEM, at=self.at, because="Pindah")
            except Refusal:
                return

    @rule(number=numbers, length=lengths)
    def extend(self, number: int, length: int) -> None:
        if booking := self.chosen(number):
            try:
                until = booking.ends_at + length * HALF
                actions.extend(booking=booking, until=until, by=SYSTEM, at=self.at, because="Lebih lama")
            except Refusal:
                return

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        if booking := self.chosen(number):
            try:
                actions.cancel(booking=booking, by=SYSTEM, at=self.at)
            except Refusal:
                return

    @rule(place=places, hour=st.integers(8, 15))
    def give_to_nobody(self, place: int, hour: int) -> None:
        room = self.rooms[place]
        actions.add_blackout(
            at_point=room.service_point, resource=room, words="Kelas", first_on=MONDAY, weekday=1, begins=time(hour),
            ends=time(hour + 1), by=SYSTEM,
        )  # fmt: skip

    @rule(minutes=st.integers(10, 120))
    def release(self, minutes: int) -> None:
        """The clock goes on, on Tuesday; who did not come loses the time."""
        self.at = max(self.at, at_clock(TUESDAY, "07:00")) + timedelta(minutes=minutes)
        tasks.end_what_is_over(self.at)

    @rule(place=places, number=numbers)
    def what_is_offered_can_be_had(self, place: int, number: int) -> None:
        room = self.rooms[place]
        layout = self.layout if place == 0 else None
        offered = queries.slots(room, TUESDAY, at=self.at, layout=layout)
        until = [
            Span(cell.span.start, cell.until)
            for cell in queries.strip(room, TUESDAY, at=self.at, layout=layout)
            if cell.until
        ]
        assert {slot.start for slot in offered} <= {span.start for span in until}
        if wanted := [*offered, *until]:
            patron = a_patron()
            span = wanted[number % len(wanted)]
            made = actions.book(
                resource=room, patron=patron, span=span, by=a_member_acting(patron), at=self.at, layout=layout
            )
            assert made.span == span

    @invariant()
    def nothing_is_had_twice(self) -> None:
        had: dict[int, list[Span]] = {}
        for key, start, end in Claim.objects.filter(blocking=True).values_list("resource", "starts_at", "ends_at"):
            had.setdefault(key, []).append(Span(start, end))
        assert not any(one.overlaps(other) for spans in had.values() for one, other in combinations(spans, 2))

    @invariant()
    def what_is_confirmed_has_all_its_claims_with_what_is_kept_free(self) -> None:
        for booking in Booking.objects.select_related("resource__policy", "layout"):
            claims = set(booking.claims.values_list("resource", "starts_at", "ends_at", "blocking"))
            is_had, kept = booking.state in rules.HOLDS, booking.kept
            leaves = queries.leaves_of(booking.resource) if booking.state in rules.OPEN else []
            assert claims == {(leaf, kept.start, kept.end, is_had) for leaf in leaves}


def test_whatever_is_asked_nothing_is_had_twice_and_what_is_offered_can_be_had() -> None:
    run_state_machine_as_test(
        Hall,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
