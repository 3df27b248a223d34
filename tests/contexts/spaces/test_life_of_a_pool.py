"""Three cameras, one of them a kit, as a machine of states: nothing is had twice; what is out is what is claimed."""

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pustakota.contexts.spaces import actions, queries, rules, tasks
from pustakota.contexts.spaces.actions import Condition
from pustakota.contexts.spaces.models import Booking, Claim, Fault, HandOut
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from tests.factories.moments import NOW, at_clock
from tests.factories.people import a_patron
from tests.factories.spaces import TUESDAY, some_equipment

pytestmark = pytest.mark.django_db
numbers, starts, lengths = st.integers(0, 20), st.integers(0, 14), st.integers(2, 6)
HALF = timedelta(minutes=30)


class Cameras(RuleBasedStateMachine):
    """A pool of three, booked for hours or over nights, handed out, swapped, late, broken and put right."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.at = NOW

    @initialize()
    def buy_them(self) -> None:
        self.pool = some_equipment(is_pool=True, most_days=3, most_open=None, release_after=90)
        self.units = [some_equipment(part_of=self.pool) for _ in range(3)]
        self.kit = [some_equipment(part_of=self.units[2]) for _ in range(2)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)

    def start(self, place: int) -> datetime:
        return at_clock(TUESDAY, "08:00") + place * HALF

    def chosen(self, number: int) -> Booking | None:
        rows = list(Booking.objects.select_related("resource__service_point", "resource__policy").order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(start=starts, length=lengths, nights=st.integers(0, 3))
    def book(self, start: int, length: int, nights: int) -> None:
        begins = self.start(start)
        ends = begins + (timedelta(days=nights) if nights else length * HALF)
        try:
            actions.book(
                resource=self.pool, patron=a_patron(), span=Span(begins, ends), by=SYSTEM, at=self.at, purpose="Acara"
            )
        except Refusal:
            return

    @rule(number=numbers, start=starts, length=lengths)
    def move(self, number: int, start: int, length: int) -> None:
        if booking := self.chosen(number):
            begins = booking.starts_at if booking.state == "checked_in" else self.start(start)
            try:
                actions.move(
                    booking=booking, span=Span(begins, begins + length * HALF), by=SYSTEM, at=self.at, because="Pindah"
                )
            except Refusal:
                return

    @rule(number=numbers, unit=st.integers(0, 2))
    def hand_out(self, number: int, unit: int) -> None:
        if booking := self.chosen(number):
            try:
                actions.hand_out(
                    booking=booking, thing=self.pool, unit=self.units[unit], condition=Condition.GOOD, by=SYSTEM,
                    at=self.at,
                )  # fmt: skip
            except Refusal:
                return

    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        rows = list(HandOut.objects.filter(back_at=None).select_related("booking__resource", "thing").order_by("pk"))
        if rows:
            actions.take_back(hand_out=rows[number % len(rows)], condition=Condition.WORN, by=SYSTEM, at=self.at)

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        if booking := self.chosen(number):
            try:
                actions.cancel(booking=booking, by=SYSTEM, at=self.at)
            except Refusal:
                return

    @rule(unit=st.integers(0, 2))
    def break_down(self, unit: int) -> None:
        until = self.at + timedelta(hours=30)
        actions.note_fault(
            resource=self.units[unit], what="Rusak", out_from=self.at, out_until=until, by=SYSTEM, at=self.at
        )

    @rule(number=numbers)
    def put_right(self, number: int) -> None:
        rows = list(Fault.objects.filter(repaired_at=None).select_related("resource__service_point").order_by("pk"))
        if rows:
            actions.put_right(fault=rows[number % len(rows)], by=SYSTEM, at=self.at)

    @rule(minutes=st.integers(10, 300))
    def pass_time(self, minutes: int) -> None:
        self.at = max(self.at, at_clock(TUESDAY, "07:00")) + timedelta(minutes=minutes)
        tasks.end_what_is_over(self.at)
        tasks.keep_what_is_late(self.at)

    @invariant()
    def nothing_is_had_twice(self) -> None:
        had: dict[int, list[Span]] = {}
        for key, start, end in Claim.objects.filter(blocking=True).values_list("resource", "starts_at", "ends_at"):
            had.setdefault(key, []).append(Span(start, end))
        assert not any(one.overlaps(other) for spans in had.values() for one, other in combinations(spans, 2))

    @invariant()
    def each_has_one_whole_unit_for_all_its_time_and_what_is_out_is_that(self) -> None:
        for booking in Booking.objects.all():
            claims = list(booking.claims.all())
            leaves = {claim.resource_id for claim in claims}
            if booking.state not in rules.HOLDS:
                assert not claims
                continue
            assert leaves in [set(each) for each in queries.units_of(self.pool).values()]
            assert all(each.starts_at <= booking.starts_at and booking.ends_at <= each.ends_at for each in claims)
            out = HandOut.objects.filter(booking=booking, back_at=None).select_related("unit").first()
            assert out is None or set(queries.leaves_of(out.unit)) == leaves


def test_whatever_becomes_of_cameras_nothing_is_had_twice() -> None:
    run_state_machine_as_test(
        Cameras,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
