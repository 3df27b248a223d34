"""A group's booking becomes an event for everybody in one approval, and ends with the booking."""

from datetime import timedelta

import pytest

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Mode, Occurrence, Programme
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as rooms
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.contexts.spaces.models import Booking
from pustakota.contexts.spaces.models import Mode as RoomMode
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_room, a_span

pytestmark = pytest.mark.django_db


def asked() -> Booking:
    """A group asked for a room that is given by an answer."""
    patron, room = a_patron(), a_room(mode=RoomMode.APPROVAL)
    return spaces.book(
        resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW, purpose="Latihan angklung"
    )


def announced(booking: Booking) -> Occurrence:
    return actions.announce_booking(
        booking=booking, title="Angklung untuk Semua", group="Sanggar Tirta", registration=Mode.NONE, by=SYSTEM, at=NOW
    )


def test_one_press_approves_and_announces() -> None:
    booking, rival = asked(), a_patron()
    other = spaces.book(
        resource=booking.resource, patron=rival, span=a_span(), by=a_member_acting(rival), at=NOW, purpose="Rapat RW"
    )
    assert rooms.groups_ahead(booking.resource.service_point_id, at=NOW) == [booking, other]
    made = announced(booking)
    booking.refresh_from_db()
    other.refresh_from_db()
    assert (booking.state, booking.is_kept, other.state) == ("confirmed", True, "denied")
    assert (made.booking, made.starts_at, made.ends_at) == (booking, booking.starts_at, booking.ends_at)
    assert (made.state, made.name, made.programme.partners) == ("published", "Angklung untuk Semua", "Sanggar Tirta")
    assert made in queries.shown_on_days(made.local_start.date(), made.local_start.date())
    assert rooms.groups_ahead(booking.resource.service_point_id, at=NOW) == []


def test_the_room_is_not_released_when_nobody_checks_in_at_its_door() -> None:
    booking = asked()
    announced(booking)
    spaces.end_what_is_over(at=booking.starts_at + timedelta(minutes=20))
    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_a_group_that_gives_the_room_back_ends_the_event() -> None:
    booking = asked()
    made = announced(booking)
    booking.refresh_from_db()
    spaces.cancel(booking=booking, by=SYSTEM, at=NOW, because="Pelatih sakit")
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))
    made.refresh_from_db()
    assert (made.state, made.because) == ("cancelled", "Pelatih sakit")


def test_a_group_that_moves_its_booking_moves_the_event() -> None:
    booking = asked()
    made = announced(booking)
    booking.refresh_from_db()
    span = rooms.Span(booking.starts_at + timedelta(hours=2), booking.ends_at + timedelta(hours=2))
    spaces.move(booking=booking, span=span, by=SYSTEM, at=NOW)
    for _ in range(2):
        Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))
    made.refresh_from_db()
    assert (made.starts_at, made.ends_at, made.sequence) == (span.start, span.end, 1)


def test_an_event_that_is_called_off_frees_the_room() -> None:
    booking = asked()
    actions.call_off(occurrence=announced(booking), because="Banjir", by=SYSTEM, at=NOW)
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def test_it_is_announced_once(nothing_changes: NothingChanges) -> None:
    announced(asked())
    with nothing_changes(), pytest.raises(PlanRefused) as refused:
        announced(Booking.objects.get())
    assert [reason.code for reason in refused.value.reasons] == ["announced_already"]


def test_what_was_given_back_is_not_announced(nothing_changes: NothingChanges) -> None:
    spaces.cancel(booking=asked(), by=SYSTEM, at=NOW, because="")
    with nothing_changes(), pytest.raises(BookingRefused):
        announced(Booking.objects.get())


def test_only_who_plans_announces_and_nothing_is_half_done(nothing_changes: NothingChanges) -> None:
    booking, member = asked(), a_member_acting(a_patron())
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.announce_booking(booking=booking, title="Angklung", group="Sanggar", by=member, at=NOW)
    with nothing_changes(), pytest.raises(PlanRefused):
        actions.announce_booking(booking=booking, title=" ", group="Sanggar", by=SYSTEM, at=NOW)
    assert not Programme.objects.exists()
