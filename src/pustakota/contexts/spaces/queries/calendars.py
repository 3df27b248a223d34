"""What stands in a calendar file: for a thing without names, for a person what is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, CalendarAddress, State
from pustakota.contexts.spaces.queries.free import leaves_of
from pustakota.foundation.calendars import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.spaces.models import Resource

SINCE, UNTIL = timedelta(days=30), timedelta(days=370)
MOST = 2000


def told_bookings() -> QuerySet[Booking]:
    """Bookings with what is told of them."""
    return Booking.objects.select_related("resource__service_point__library", "resource__policy", "person")


def entry_of(booking: Booking) -> Entry:
    """A booking in its booker's own calendar."""
    point = booking.resource.service_point
    return Entry(
        uid=_uid(f"booking-{booking.code}"),
        revision=booking.revision,
        start=booking.starts_at,
        end=booking.ends_at,
        title=booking.resource.name,
        place=", ".join(part for part in (point.name, point.address) if part),
        about=settings.PUBLIC_URL + reverse("public:my_bookings"),
        is_cancelled=booking.state not in {*rules.OPEN, State.COMPLETED},
        is_tentative=booking.state == State.REQUESTED,
    )


def calendar_of_resource(of: Resource, *, at: datetime) -> list[Entry]:
    """When something is taken, also by its whole or its parts; by whom and for what stands nowhere."""
    rows = Booking.objects.filter(
        claims__resource__in=leaves_of(of), claims__blocking=True, ends_at__gt=at - SINCE, starts_at__lt=at + UNTIL
    )
    return [
        Entry(
            uid=_uid(f"taken-{of.pk}-{row.pk}"),
            revision=row.revision,
            start=row.starts_at,
            end=row.ends_at,
            title=_("booked"),
            place=f"{of.name}, {of.service_point.name}",
        )
        for row in rows.distinct().order_by("starts_at", "pk")[:MOST]
    ]


def calendar_of_person(person_id: int, *, at: datetime) -> list[Entry]:
    """What a person (in all entries of them) booked, also what was cancelled lately, so that calendars learn of it."""
    rows = told_bookings().filter(person__in=people.entries_of(person_id))
    rows = rows.filter(ends_at__gt=at - SINCE, starts_at__lt=at + UNTIL)
    return [entry_of(row) for row in rows.order_by("starts_at", "pk")[:MOST]]


def calendar_address(person_id: int) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(person=person_id).first()


def person_of_calendar(secret: str) -> int | None:
    """Whose calendar a secret address is; nobody's where it was ended."""
    return CalendarAddress.objects.filter(secret=secret).values_list("person", flat=True).first()


def _uid(name: str) -> str:
    return f"{name}@{urlsplit(settings.PUBLIC_URL).hostname}"
