"""What is kept about a person, and what stands in the way of forgetting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.errors import ForgettingRefused
from pustakota.contexts.spaces.models import (
    Application,
    Booking,
    CalendarAddress,
    HandOut,
    LockerUse,
    PrintJob,
    Sitting,
    Waiting,
)
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What is ahead, a print that is not over, and a session that goes on, stand in the way."""
    entries = people.entries_of(person_id)
    found = {
        "bookings_ahead": Booking.objects.filter(person__in=entries, state__in=rules.OPEN).count(),
        "prints_open": PrintJob.objects.filter(person__in=entries, ended_at__isnull=True).count(),
    }
    reasons = [Reason(code, {"count": number}, overridable=False) for code, number in found.items() if number]
    if Sitting.objects.filter(person__in=entries).exists():
        reasons.append(Reason("sits_at_computer", overridable=False))
    if LockerUse.objects.filter(person__in=entries).exists():
        reasons.append(Reason("has_locker", overridable=False))
    return ForgettingRefused(*reasons) if reasons else None


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person booked."""
    entries = people.entries_of(person_id)
    rows = Booking.objects.filter(person__in=entries).select_related("resource__service_point")
    waiting = Waiting.objects.filter(person__in=entries).select_related("resource__service_point")
    prints = PrintJob.objects.filter(person__in=entries).select_related("material").order_by("sent_at", "pk")
    return {
        _("Bookings"): [
            {
                _("what"): f"{row.resource.name}, {row.resource.service_point.name}",
                _("from"): row.starts_at,
                _("until"): row.ends_at,
                _("state"): row.get_state_display(),
                _("purpose"): row.purpose,
            }
            for row in rows.order_by("starts_at", "pk")
        ],
        _("Waiting for a time"): [
            {
                _("what"): f"{row.resource.name}, {row.resource.service_point.name}",
                _("from"): row.starts_at,
                _("until"): row.ends_at,
                _("state"): row.get_state_display(),
            }
            for row in waiting.order_by("starts_at", "pk")
        ],
        _("Secret address of the calendar"): [
            {_("made"): row.made_at} for row in CalendarAddress.objects.filter(person__in=entries)
        ],
        _("Prints"): [
            {
                _("file"): row.file_name,
                _("material"): row.material.name,
                _("sent"): row.sent_at,
                _("state"): row.get_state_display(),
                _("wish"): row.wish,
            }
            for row in prints
        ],
        _("Equipment taken home"): [
            {
                _("what"): row.unit.name,
                _("from"): row.out_at,
                _("back"): row.back_at,
                _("condition before"): row.get_out_condition_display(),
                _("condition after"): row.get_back_condition_display(),
                _("missing parts"): ", ".join(row.missing),
            }
            for row in HandOut.objects.filter(booking__person__in=entries).select_related("unit").order_by("out_at")
        ],
        _("Asked for in a season"): [
            {
                _("what"): row.season.name,
                _("name of the group"): row.group,
                _("purpose"): row.purpose,
                _("sent"): row.made_at,
            }
            for row in Application.objects.filter(person__in=entries).select_related("season").order_by("made_at")
        ],
        _("Lockers taken"): [
            {_("what"): row.locker.number, _("from"): row.taken_at}
            for row in LockerUse.objects.filter(person__in=entries).select_related("locker")
        ],
        _("At a public computer now"): [
            {_("what"): str(row.computer), _("from"): row.began_at}
            for row in Sitting.objects.filter(person__in=entries).select_related("computer__resource")
        ],
    }
