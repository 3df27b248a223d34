"""Telling those who booked what became of it, reminding them, and taking back what is no longer true.

What is told is read anew here: an event or the clock only says where to look.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import queries, rules
from pustakota.contexts.spaces.models import Booking, Policy, State, Waiting, WaitState
from pustakota.contexts.spaces.rules import News
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import datetime

STALE = timedelta(days=1)
"""Nobody is told of what ended longer ago: the worker stood still, and they know."""
PAGE = 200
"""Bookings looked at in one transaction."""
STANDS = {News.CONFIRMED: State.CONFIRMED, News.REQUESTED: State.REQUESTED}
"""News that are old as soon as the booking is in another state."""


@transaction.atomic
def tell_of_booking(*, booking_id: int, news: str, at: datetime) -> int:
    """Tell whoever booked what became of it, and take back what was said before; no news: only take back."""
    because = _of_booking(booking_id)
    booking = queries.told_bookings().filter(pk=booking_id).first()
    if booking is None or (news in STANDS and booking.state != STANDS[News(news)]):
        return 0
    notices.withdraw(because=[because], at=at)
    if news == News.CONFIRMED and queries.is_of_season(booking.pk):
        return 0
    if not news or booking.person_id is None or (booking.ended_at and booking.ended_at < at - STALE):
        return 0
    key = f"spaces/booking:{booking.pk}:{news}:{booking.revision}"
    facts = {"news": news, "because": booking.because, "calendar": queries.entry_of(booking).as_facts()}
    return notices.queue_all(wanted=[_about(booking, "booking", key, facts)], at=at)


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind those whose time begins soon, as the terms say; the number reminded.

    Whoever booked later than the reminder would have come is not reminded.
    """
    longest = Policy.objects.aggregate(longest=Max("remind_before"))["longest"] or 0
    rows = queries.told_bookings().filter(
        state=State.CONFIRMED,
        person__isnull=False,
        reminded_at__isnull=True,
        starts_at__gt=at,
        starts_at__lte=at + timedelta(minutes=longest),
    )
    due = [row for row in rows.order_by("starts_at", "pk")[:PAGE] if rules.is_to_remind(row.facts_of_time(), at)]
    wanted = [
        _about(row, "booking_reminder", f"spaces/booking_reminder:{row.pk}:{row.revision}", {})
        for row in due
        if rules.was_booked_before_reminder(row.facts_of_time())
    ]
    Booking.objects.filter(pk__in=[row.pk for row in due]).update(reminded_at=at)
    return notices.queue_all(wanted=wanted, at=at)


@transaction.atomic
def tell_of_offer(*, waiting_id: int, at: datetime) -> int:
    """Tell somebody who waited that the time is free, and until when they may take it."""
    row = Waiting.objects.select_related("resource__service_point").filter(pk=waiting_id).first()
    notices.withdraw(because=[f"waiting:{waiting_id}"], at=at)
    if row is None or row.state != WaitState.OFFERED or row.offered_until is None:
        return 0
    return notices.queue(
        template="spaces/booking_offer",
        key=f"spaces/booking_offer:{row.pk}:{row.offered_until:%Y%m%d%H%M%S}",
        because=f"waiting:{row.pk}",
        to=row.person_id,
        point=row.resource.service_point,
        facts={
            "booking_id": row.pk,
            "room": row.resource.name,
            "place": row.resource.service_point.name,
            "starts_at": row.starts_at.isoformat(),
            "ends_at": row.ends_at.isoformat(),
            "until_at": row.offered_until.isoformat(),
        },
        at=at,
        useful_until=periods.local_day(row.offered_until, row.resource.service_point.zone),
    )


def _about(booking: Booking, name: str, key: str, facts: dict[str, Any]) -> notices.ToTell:
    assert booking.person_id is not None, "the library is not written to"
    patron, point = people.patron_of_person(booking.person_id), booking.resource.service_point
    return notices.ToTell(
        template=f"spaces/{name}",
        key=key,
        because=_of_booking(booking.pk),
        to=booking.person_id,
        point=point,
        facts={
            "booking_id": booking.pk,
            "room": booking.resource.name,
            "place": point.name,
            "starts_at": booking.starts_at.isoformat(),
            "ends_at": booking.ends_at.isoformat(),
            **facts,
        },
        useful_until=periods.local_day(booking.ends_at, point.zone),
        patron_type_id=patron.type_id if patron else None,
    )


def _of_booking(booking_id: int) -> str:
    return f"booking:{booking_id}"
