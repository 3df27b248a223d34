"""A time is had by one: who books it, when, and what is said where it cannot be had."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from pustakota.contexts.spaces import actions, queries, rules, tasks
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Claim
from pustakota.contexts.spaces.rules import Span, Terms
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import QueriesAre
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, somebody_with_role
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_member_books_at_once_and_nobody_else_has_that_time() -> None:
    room, patron, other = a_room(), a_patron(), a_patron()
    made = actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
    assert made.state == "confirmed"
    wish = lambda span: actions.book(resource=room, patron=other, span=span, by=a_member_acting(other), at=NOW)  # noqa: E731
    assert reasons(lambda: wish(a_span("09:30", "10:30"))) == ["taken"]
    assert wish(a_span("10:00", "11:00")).state == "confirmed"


def test_every_reason_against_a_time_is_said_at_once() -> None:
    room, patron = a_room(lead=60, longest=120), a_patron()
    late = Span(at_clock(MONDAY, "10:10"), at_clock(MONDAY, "16:30"))
    said = reasons(lambda: actions.book(resource=room, patron=patron, span=late, by=a_member_acting(patron), at=NOW))
    assert said == ["too_soon", "too_long", "closed_then"]
    backwards = Span(at_clock(TUESDAY, "10:00"), at_clock(TUESDAY, "09:00"))
    assert reasons(lambda: a_booking(room, span=backwards)) == ["ends_before_it_begins"]
    short = Span(at_clock(TUESDAY, "09:10"), at_clock(TUESDAY, "09:40"))
    said = reasons(lambda: actions.book(resource=room, patron=patron, span=short, by=a_member_acting(patron), at=NOW))
    assert said == ["too_short", "off_the_grid"]
    gone = Span(at_clock(MONDAY, "09:00"), at_clock(MONDAY, "10:00"))
    said = reasons(lambda: actions.book(resource=room, patron=patron, span=gone, by=a_member_acting(patron), at=NOW))
    assert said == ["begun_already"]


def test_a_member_has_limits_that_staff_may_go_beyond() -> None:
    room, patron = a_room(most_open=1, most_a_day=60), a_patron()
    by = a_member_acting(patron)
    actions.book(resource=room, patron=patron, span=a_span(), by=by, at=NOW)
    more = {"resource": room, "patron": patron, "span": a_span("11:00", "12:00"), "at": NOW}
    assert reasons(lambda: actions.book(by=by, **more)) == ["too_many_ahead", "too_much_that_day"]
    staff = somebody_with_role("pustakawan", at_point=room.service_point)
    assert reasons(lambda: actions.book(by=staff, **more))[-1] == "say_what_for"
    assert actions.book(by=staff, purpose="Lomba", **more).state == "confirmed"


def test_staff_go_beyond_terms_and_hours_by_saying_what_for_but_not_beyond_what_is_taken() -> None:
    room, patron = a_room(lead=24 * 60, longest=120), a_patron()
    a_booking(room, span=a_span("14:00", "15:00"))
    evening = {"resource": room, "patron": patron, "at": NOW, "purpose": "Bedah buku", "by": SYSTEM}
    assert actions.book(span=a_span("16:00", "21:00", on=MONDAY), **evening).state == "confirmed"
    assert reasons(lambda: actions.book(span=a_span("14:10", "20:00"), **evening)) == ["taken"]


def test_nobody_is_in_two_places_and_a_blocked_card_books_nothing() -> None:
    patron = a_patron()
    by = a_member_acting(patron)
    a_booking(patron=patron)
    wish = lambda: actions.book(resource=a_room(), patron=patron, span=a_span(), by=by, at=NOW)  # noqa: E731
    assert reasons(wish) == ["elsewhere_then"]
    blocked = a_patron(blocked=True)
    refused = lambda: actions.book(  # noqa: E731
        resource=a_room(), patron=blocked, span=a_span(), by=a_member_acting(blocked), at=NOW
    )
    assert reasons(refused) == ["card_blocked"]


def test_a_guardian_books_for_a_child_and_a_stranger_for_nobody() -> None:
    mother, stranger = a_patron(), a_patron()
    child = a_child(guardian=mother)
    assert actions.book(resource=a_room(), patron=child, span=a_span(), by=a_member_acting(mother), at=NOW)
    with pytest.raises(NotAllowed):
        actions.book(resource=a_room(), patron=child, span=a_span(), by=a_member_acting(stranger), at=NOW)


def test_the_room_and_its_halves_exclude_each_other_but_the_halves_do_not() -> None:
    room = a_room()
    left, right = a_room(part_of=room), a_room(part_of=room)
    a_booking(left)
    a_booking(right)
    assert reasons(lambda: a_booking(room)) == ["taken"]
    a_booking(room, span=a_span("13:00", "14:00"))
    assert reasons(lambda: a_booking(left, span=a_span("13:00", "14:00"))) == ["taken"]
    assert set(Claim.objects.values_list("resource", flat=True)) == {left.pk, right.pk}


def test_what_is_kept_free_around_is_nobody_s() -> None:
    room = a_room(after=30)
    a_booking(room)
    assert reasons(lambda: a_booking(room, span=a_span("10:00", "11:00"))) == ["taken"]
    assert a_booking(room, span=a_span("10:30", "11:30"))


def test_requests_queue_for_a_time_and_approving_one_declines_the_others() -> None:
    room = a_room(mode=Mode.APPROVAL)
    first, second = (
        actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
        for patron in (a_patron(), a_patron())
    )
    assert (first.state, second.state) == ("requested", "requested")
    assert len(queries.requests(room.service_point)) == 2
    actions.approve(booking=second, by=somebody_with_role("pustakawan", at_point=room.service_point), at=NOW)
    first.refresh_from_db()
    assert (first.state, first.because) == ("denied", "")
    assert queries.answered_lately([first.person_id or 0], since=later(days=-1)) == [first]
    assert reasons(lambda: actions.approve(booking=first, by=SYSTEM, at=NOW)) == ["not_requested"]
    assert list(Claim.objects.values_list("booking", "blocking")) == [(second.pk, True)]


def test_what_staff_book_is_not_booked_by_members() -> None:
    room, patron = a_room(mode=Mode.STAFF), a_patron()
    wish = lambda: actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)  # noqa: E731
    assert reasons(wish) == ["staff_book_it"]
    assert actions.book(resource=room, patron=None, span=a_span(), by=SYSTEM, at=NOW, purpose="Rapat").person is None


def test_a_booking_moves_as_a_whole_or_stays() -> None:
    room = a_room()
    booking = a_booking(room)
    a_booking(room, span=a_span("11:00", "12:00"))
    assert reasons(lambda: actions.move(booking=booking, span=a_span("10:30", "11:30"), by=SYSTEM, at=NOW)) == ["taken"]
    booking.refresh_from_db()
    assert booking.span == a_span()
    moved = actions.move(booking=booking, span=a_span("09:30", "10:30"), by=SYSTEM, at=NOW)
    span = a_span("09:30", "10:30")
    assert list(moved.claims.values_list("starts_at", "ends_at")) == [(span.start, span.end)]


def test_a_cancelled_time_is_free_and_too_late_is_too_late() -> None:
    room, patron = a_room(cancel_until=60), a_patron()
    by = a_member_acting(patron)
    booking = a_booking(room, patron=patron)
    late = a_span().start - timedelta(minutes=59)
    assert reasons(lambda: actions.cancel(booking=booking, by=by, at=late)) == ["too_late"]
    assert actions.cancel(booking=booking, by=by, at=later(minutes=5)).state == "cancelled"
    assert reasons(lambda: actions.cancel(booking=booking, by=by, at=NOW)) == ["already_over"]
    assert a_booking(room)


def test_who_does_not_come_loses_the_time_and_who_came_keeps_it() -> None:
    room, other = a_room(), a_room()
    missed, kept = a_booking(room), a_booking(other)
    actions.check_in(booking=kept, by=SYSTEM, at=a_span().start)
    assert tasks.end_what_is_over(a_span().start + timedelta(minutes=14)) == 0
    assert tasks.end_what_is_over(a_span().start + timedelta(minutes=15)) == 1
    missed.refresh_from_db()
    assert (missed.state, Claim.objects.filter(booking=missed).exists()) == ("no_show", False)
    tasks.end_what_is_over(a_span().end)
    kept.refresh_from_db()
    assert kept.state == "completed"


def test_a_request_that_nobody_answered_ends_and_says_so() -> None:
    patron = a_patron()
    request = actions.book(
        resource=a_room(mode=Mode.APPROVAL), patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW
    )
    tasks.end_what_is_over(a_span().start)
    request.refresh_from_db()
    assert request.state == "expired"


def test_the_library_takes_the_whole_for_itself_until_it_gives_it_back() -> None:
    room = a_room()
    half = a_room(part_of=room)
    take = {"resource": room, "patron": None, "span": a_span("06:00", "12:00"), "by": SYSTEM, "at": NOW}
    assert reasons(lambda: actions.book(**take)) == ["too_long", "closed_then", "purpose_missing", "say_what_for"]
    taken = actions.book(purpose="Pengecatan", **take)
    assert reasons(lambda: a_booking(half)) == ["taken"]
    assert tasks.end_what_is_over(a_span("09:00").start) == 0
    actions.cancel(booking=taken, by=SYSTEM, at=NOW)
    assert a_booking(half)


def test_the_sheet_shows_at_each_part_what_is_booked_of_the_whole(queries_are: QueriesAre) -> None:
    room = a_room()
    left, right = a_room(part_of=room), a_room(part_of=room)
    whole, half = a_booking(room, span=a_span("13:00", "14:00")), a_booking(left)
    gone = actions.cancel(booking=a_booking(right), by=SYSTEM, at=NOW)
    with queries_are(4):
        rows = queries.sheet(room.service_point, TUESDAY, down={})
    shown = {row.resource.pk: row.bookings for row in rows}
    assert shown == {room.pk: [half, whole], left.pk: [half, whole], right.pk: [gone, whole]}


def test_the_slots_of_a_day_are_those_that_can_be_booked() -> None:
    room = a_room()
    a_booking(room, span=a_span("09:00", "11:00"))
    free = [f"{slot.start:%H.%M}" for slot in queries.slots(room, TUESDAY, at=NOW)]
    assert free == ["08.00", "11.00", "12.00", "13.00", "14.00", "15.00"]
    assert [f"{slot.start:%H.%M}" for slot in queries.slots(room, MONDAY, at=NOW)] == [
        "10.00", "11.00", "12.00", "13.00", "14.00", "15.00",
    ]  # fmt: skip
    closed = a_room(at_point=a_point(open_on=[0]))
    assert queries.slots(closed, TUESDAY, at=NOW) == []


def test_a_week_of_slots_asks_as_often_as_a_day(queries_are: QueriesAre) -> None:
    room = a_room()
    for on in (TUESDAY, TUESDAY + timedelta(days=6)):
        with queries_are(4):
            assert queries.slots_of_days(room, TUESDAY, on, at=NOW)


def test_a_person_with_a_booking_ahead_is_not_forgotten_and_afterwards_nothing_leads_to_them() -> None:
    booking = a_booking()
    person_id = booking.person_id
    assert person_id is not None
    assert reasons(lambda: personal_data.forget(person_id, by=SYSTEM, at=NOW)) == ["bookings_ahead"]
    actions.cancel(booking=booking, by=SYSTEM, at=NOW)
    personal_data.forget(person_id, by=SYSTEM, at=NOW)
    booking.refresh_from_db()
    assert booking.person is None


def test_the_database_itself_refuses_what_is_claimed_twice() -> None:
    claim = a_booking().claims.get()
    twin = Claim(resource=claim.resource, booking=claim.booking, starts_at=claim.starts_at, ends_at=claim.ends_at)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


START, HOUR = at_clock(TUESDAY, "08:00"), timedelta(hours=1)
OPENED = [Span(START, START + 4 * HOUR), Span(START + 5 * HOUR, START + 9 * HOUR)]
quarters = st.integers(min_value=-4, max_value=40).map(lambda n: START + n * timedelta(minutes=15))
spans = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))


@given(claimed=st.lists(spans, max_size=6), before=st.integers(0, 2), after=st.integers(0, 2), wanted=spans)
@settings(max_examples=300)
def test_no_slot_is_offered_that_a_booking_would_refuse_and_none_overlaps(
    claimed: list[Span], before: int, after: int, wanted: Span
) -> None:
    quarter = timedelta(minutes=15)
    terms = Terms(step=quarter, before=before * quarter, after=after * quarter)
    given = {"terms": terms, "opened": OPENED, "claimed": claimed, "blackouts": [], "at": START - HOUR}
    offered = rules.slots(**given)  # type: ignore[arg-type]
    for slot in offered:
        assert not rules.reasons_not_free(slot, **given)  # type: ignore[arg-type]
        assert not any(slot.overlaps(span) for span in claimed)
    assert all(not one.overlaps(other) for one in offered for other in offered if one is not other)
    if not rules.reasons_not_free(wanted, **given):  # type: ignore[arg-type]
        assert any(opening.holds(wanted) for opening in OPENED)
        assert not any(wanted.overlaps(span) for span in claimed)
