"""What those who registered are told, what is taken back, and what a merge of two entries does."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions, tasks
from pustakota.contexts.programmes.models import Registration
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from tests.factories.moments import NOW, later
from tests.factories.people import a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told_by_mail")]


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def notices_of(patron: Patron) -> list[Notice]:
    rows = Notice.objects.filter(tellings__person=patron.person, tellings__channel=Channel.INBOX)
    return [row for row in rows.order_by("-pk") if row.kind in {"event", "event_reminder"}]


def lines(patron: Patron) -> list[str]:
    """What was told about events, the newest first; what was taken back in brackets."""
    words = [(told.line([row], today=NOW.date()), row.withdrawn_at) for row in notices_of(patron)]
    return [f"({text})" if gone else text for text, gone in words]


def test_a_seat_a_place_in_the_queue_and_an_offer_are_told_with_the_link_that_answers() -> None:
    occurrence = an_occurrence(a_programme(title="Kelas Koding"), capacity=1)
    seated, waiting = a_patron(), a_patron()
    first = a_registration(occurrence, patron=seated)
    second = a_registration(occurrence, patron=waiting)
    deliver()
    assert lines(seated)[0].startswith("You are registered: Kelas Koding, Tuesday, 10 March, 09:00")
    assert first.code in lines(seated)[0]
    assert lines(waiting)[0].startswith("You are on the waiting list for Kelas Koding")
    actions.cancel(registration=first, by=None, at=NOW)
    deliver()
    assert lines(seated)[0].startswith("(You are registered")  # they know that they gave it back
    offer, old = lines(waiting)
    assert offer.startswith("A seat is free for you: Kelas Koding")
    assert second.code in offer
    assert old.startswith("(You are on the waiting list")


def test_everybody_hears_of_another_time_and_that_it_is_called_off_and_calendars_follow() -> None:
    occurrence = an_occurrence(capacity=1)
    patrons = [a_patron(), a_patron()]
    for patron in patrons:
        a_registration(occurrence, patron=patron)
    deliver()
    start = BEGINS + timedelta(hours=4)
    actions.move(
        occurrence=occurrence, starts_at=start, ends_at=start + timedelta(hours=1), because="Hujan", by=SYSTEM, at=NOW
    )
    deliver()
    for patron in patrons:
        assert lines(patron)[0].startswith("It has another time now:")
        assert lines(patron)[0].endswith("Hujan")
    moved = Calendar.from_ical(told.calendar_of(notices_of(patrons[0])[:1], at=NOW)).events[0]
    actions.call_off(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)
    deliver()
    assert [lines(patron)[0].endswith("Banjir") for patron in patrons] == [True, True]
    off = Calendar.from_ical(told.calendar_of(notices_of(patrons[0])[:1], at=NOW)).events[0]
    assert (moved["UID"], moved["SEQUENCE"], moved["STATUS"]) == (off["UID"], 1, "CONFIRMED")
    assert (off["SEQUENCE"], off["STATUS"]) == (2, "CANCELLED")


def test_who_has_a_seat_is_reminded_once_the_day_before() -> None:
    occurrence = an_occurrence(capacity=1)
    seated, waiting = a_patron(), a_patron()
    for patron in (seated, waiting):
        a_registration(occurrence, patron=patron)
    deliver()
    day_before = BEGINS - timedelta(hours=25)
    assert [tasks.remind(BEGINS - timedelta(hours=27)), tasks.remind(day_before), tasks.remind(day_before)] == [0, 1, 0]
    assert lines(seated)[0].startswith("Soon:")
    assert not lines(waiting)[0].startswith("Soon:")
    late = a_registration(an_occurrence(), at=day_before)
    assert tasks.remind(day_before) == 0
    late.refresh_from_db()
    assert late.reminded_at == day_before


def test_registrations_follow_a_merge_and_go_back_but_nobody_is_registered_twice() -> None:
    shared, own = an_occurrence(), an_occurrence()
    kept, gone = a_patron(), a_patron()
    for patron in (kept, gone):
        a_registration(shared, patron=patron)
    alone = a_registration(own, patron=gone)
    assert actions.follow_merge(merge_id=7, gone_id=gone.person_id, kept_id=kept.person_id) == 1
    alone.refresh_from_db()
    assert alone.person_id == kept.person_id
    assert actions.undo_merge(merge_id=7, gone_id=gone.person_id) == 1
    assert set(Registration.objects.values_list("occurrence", "person")) == {
        (shared.pk, kept.person_id),
        (shared.pk, gone.person_id),
        (own.pk, gone.person_id),
    }
