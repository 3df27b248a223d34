"""What whoever booked is told, by which ways, and what is taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.carriers.email import message_of
from pustakota.contexts.notices.models import Letter, Notice
from pustakota.contexts.notices.rules import Answer, Carried, Channel
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from tests.factories.moments import NOW, at_clock, later
from tests.factories.notices import a_reader
from tests.factories.people import a_child, a_member_acting, a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_by_mail")]


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def lines(patron: Patron) -> list[str]:
    """What was told about bookings, the newest first; what was taken back in brackets."""
    rows = Notice.objects.filter(tellings__person=patron.person, tellings__channel=Channel.INBOX)
    words = [(told.line([row], today=NOW.date()), row.withdrawn_at) for row in rows.order_by("-pk")]
    return [f"({text})" if gone else text for text, gone in words if not text.startswith("Welcome")]


def test_whoever_books_is_told_that_it_stands_and_hears_when_it_moves() -> None:
    patron, room = a_patron(), a_room(name="Ruang Diskusi")
    made = a_booking(room, patron=patron)
    deliver()
    assert lines(patron)[0].startswith("Booked for you: Ruang Diskusi, Tuesday, 3 March, 09:00")
    actions.move(booking=made, span=a_span("13:00", "14:00"), by=SYSTEM, at=NOW)
    deliver()
    moved, first = lines(patron)
    assert moved.startswith("Your booking has another time or place now: Ruang Diskusi")
    assert "13:00–14:00" in moved
    assert first.startswith("(Booked")


def test_an_answer_to_a_request_is_told_with_its_reason() -> None:
    asker, rival, third = a_patron(), a_patron(), a_patron()
    room = a_room(mode=Mode.APPROVAL)
    wishes = [
        actions.book(resource=room, patron=each, span=a_span(), by=a_member_acting(each), at=NOW)
        for each in (asker, rival)
    ]
    other = actions.book(resource=room, patron=third, span=a_span("13:00", "14:00"), by=a_member_acting(third), at=NOW)
    deliver()
    assert lines(asker)[0].startswith("You asked for")
    actions.approve(booking=wishes[0], by=SYSTEM, at=NOW)
    actions.deny(booking=other, because="Ruang dicat.", by=SYSTEM, at=NOW)
    deliver()
    assert lines(asker)[0].startswith("Approved:")
    assert lines(rival)[0].endswith("Somebody else was given that time.")
    assert lines(third)[0].endswith("Ruang dicat.")


def test_who_cancels_themselves_is_told_nothing_and_who_is_cancelled_reads_why() -> None:
    own, theirs = a_patron(), a_patron()
    first, second = a_booking(patron=own), a_booking(patron=theirs)
    deliver()
    actions.cancel(booking=first, by=a_member_acting(own), at=NOW)
    actions.cancel(booking=second, because="Listrik padam.", by=SYSTEM, at=NOW)
    deliver()
    assert [line[0] for line in lines(own)] == ["("]
    assert "had to cancel" in lines(theirs)[0]
    assert lines(theirs)[0].endswith("Listrik padam.")


def test_who_did_not_come_hears_that_others_may_have_the_time() -> None:
    patron = a_patron()
    a_booking(patron=patron)
    actions.end_what_is_over(at=a_span().start + timedelta(minutes=15))
    deliver()
    assert lines(patron)[0].startswith("Nobody came for your booking")


def test_a_child_s_booking_is_told_to_the_guardian() -> None:
    mother = a_patron()
    a_booking(patron=a_child(guardian=mother, name="Bima"))
    deliver()
    assert "Booked for you" in lines(mother)[0]


def reminded(at: datetime) -> int:
    return actions.remind(at=at)


def test_a_reminder_comes_once_at_the_time_that_the_terms_say() -> None:
    room, patron = a_room(remind_before=120), a_patron()
    a_booking(room, patron=patron)
    assert reminded(at_clock(TUESDAY, "06:59")) == 0
    assert reminded(at_clock(TUESDAY, "07:00")) == 1
    assert reminded(at_clock(TUESDAY, "07:05")) == 0
    assert lines(patron)[0].startswith("You have Ruang")


def test_a_moved_booking_is_reminded_of_at_its_new_time_and_a_cancelled_one_never() -> None:
    room, patron = a_room(remind_before=120), a_patron()
    made, gone = a_booking(room, patron=patron), a_booking(a_room(remind_before=120))
    reminded(at_clock(TUESDAY, "07:00"))
    actions.cancel(booking=gone, by=SYSTEM, at=NOW)
    actions.move(booking=made, span=a_span("14:00", "15:00"), by=SYSTEM, at=at_clock(TUESDAY, "07:10"))
    assert reminded(at_clock(TUESDAY, "12:00")) == 1
    assert Notice.objects.filter(kind="booking_reminder").count() == 3


def test_nobody_is_reminded_of_what_they_booked_a_moment_ago_or_of_terms_without_reminders() -> None:
    a_booking(a_room(remind_before=48 * 60))
    a_booking(a_room(remind_before=None))
    assert reminded(later(minutes=1)) == 0
    assert not Booking.objects.filter(resource__policy__remind_before=48 * 60, reminded_at=None).exists()


def the_mail_of(patron: Patron, at: datetime) -> Any:
    """The event in the calendar file of the letter that goes now."""
    notices.gather(channel=Channel.EMAIL, after=0, at=at)
    begun = notices.begin(letter=Letter.objects.get(person=patron.person, state="waiting"), at=at)
    assert begun is not None
    notices.end(begun=begun, carried=Carried(answer=Answer.TAKEN), at=at)
    (attached,) = message_of(begun.parcel).attachments
    (event,) = Calendar.from_ical(attached[1]).walk("VEVENT")
    return event


def test_each_letter_brings_a_calendar_file_that_changes_the_one_before() -> None:
    patron = a_reader(email="siti@example.org")
    made = a_booking(patron=patron)
    deliver()
    first = the_mail_of(patron, NOW)
    actions.move(booking=made, span=a_span("13:00", "14:00"), by=SYSTEM, at=NOW)
    deliver()
    moved = the_mail_of(patron, NOW)
    actions.cancel(booking=made, by=SYSTEM, at=NOW)
    deliver()
    gone = the_mail_of(patron, NOW)
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [int(each["SEQUENCE"]) for each in (first, moved, gone)] == [0, 1, 2]
    assert moved.decoded("DTSTART") == a_span("13:00", "14:00").start
    assert [str(each["STATUS"]) for each in (first, moved, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
