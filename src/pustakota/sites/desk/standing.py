"""How the house stands: what waits to be done at this point, and what is out of order, said loudly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.contexts.cases import queries as cases
from pustakota.contexts.cases.permissions import ANSWER
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.permissions import LEND
from pustakota.contexts.fieldwork import queries as fieldwork
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.permissions import SEND
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.programmes.permissions import HOST
from pustakota.contexts.spaces import queries as spaces
from pustakota.contexts.spaces.permissions import APPROVE, BOOK
from pustakota.foundation import delivery, lost, periods, schedule
from pustakota.sites.operator.findings import SILENT

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.sites.desk.gate import Desk


@dataclass(frozen=True, slots=True)
class Count:
    """A figure and the way to its rows."""

    number: int
    label: str
    href: str


def counts(desk: Desk, *, at: datetime) -> list[Count]:
    """What waits at the point, for those who lend there."""
    if not desk.by.may(LEND, desk.point.pk):
        return []
    today = periods.local_day(at, desk.point.zone)
    again = lost.number()  # only after a restore
    return [
        *([Count(again, _("To enter again"), reverse("desk:lost"))] if again else []),
        Count(len(circulation.pull_list(desk.point)), _("To fetch from the shelves"), reverse("desk:pull_list")),
        Count(circulation.hold_shelf(desk.point).count(), _("Ready to collect"), reverse("desk:hold_shelf")),
        Count(circulation.shelf_to_clear(desk.point).count(), _("To clear away"), reverse("desk:to_clear")),
        Count(circulation.overdue_loans(desk.point, today=today).count(), _("Overdue"), reverse("desk:overdue")),
        *_by_hand(desk),
        *_requests(desk, at),
        *_outside_hours(desk, at),
        *_lockers(desk, at),
        *_equipment(desk, at),
        *_events(desk, at),
    ]


def _events(desk: Desk, at: datetime) -> list[Count]:
    """Events whose report is missing, and what phones noted and the library refused; two queries."""
    if not desk.by.may(HOST, desk.point.pk):
        return []
    unreported = len(programmes.to_report([desk.point.pk], at=at))
    refused = fieldwork.number_to_settle(desk.point.pk)
    return [
        *([Count(unreported, _("Events to report"), reverse("desk:agenda"))] if unreported else []),
        *([Count(refused, _("Refused from phones"), reverse("desk:field_entries"))] if refused else []),
    ]


def _by_hand(desk: Desk) -> list[Count]:
    """Messages that wait for somebody to send them."""
    if not desk.by.may(SEND, desk.point.pk):
        return []
    waiting = sum(notices.number_by_hand(desk.point).values())
    held = notices.held_back(desk.point).count()  # only after a restore
    return [
        *([Count(held, _("Messages held back"), reverse("desk:messages_held"))] if held else []),
        *([Count(waiting, _("Messages to send"), reverse("desk:messages"))] if waiting else []),
    ]


def _requests(desk: Desk, at: datetime) -> list[Count]:
    """Requests that have waited for an answer longer than was promised; one query."""
    if not desk.by.may(ANSWER, desk.point.pk):
        return []
    late = cases.waiting_counts(desk.point.pk, at=at)["late"]
    return [Count(late, _("Late answers"), f"{reverse('desk:cases')}?late=on")] if late else []


def _outside_hours(desk: Desk, at: datetime) -> list[Count]:
    """Bookings at times at which the point is not open any more: somebody would stand before a closed door."""
    if not desk.by.may(BOOK, desk.point.pk):
        return []
    outside = len(spaces.outside_hours(desk.point, at=at))
    return [Count(outside, _("Bookings outside the opening hours"), reverse("desk:outside_hours"))] if outside else []


def late_requests(desk: Desk, *, at: datetime) -> list[str]:
    """Rooms that somebody asked for and nobody answered in the promised time: here, and anywhere for the head."""
    if not desk.by.may(BOOK):
        return []
    own = [row for row in spaces.late_requests(at=at) if _concerns(desk, row.resource.service_point_id)]
    words = ngettext(
        "%(number)d request for a room waits longer than was promised. Answer it under “Requests for rooms”.",
        "%(number)d requests for rooms wait longer than was promised. Answer them under “Requests for rooms”.",
        len(own),
    )
    return [words % {"number": len(own)}] if own else []


def _concerns(desk: Desk, point_id: int) -> bool:
    return desk.by.may(APPROVE, point_id) or (point_id == desk.point.pk and desk.by.may(BOOK, point_id))


def _lockers(desk: Desk, at: datetime) -> list[Count]:
    """Lockers that were not given back when the day was over; one query while nobody has any."""
    if not desk.by.may(BOOK, desk.point.pk):
        return []
    overdue = len(spaces.lockers_overdue(desk.point, at=at))
    return [Count(overdue, _("Lockers not given back"), reverse("desk:lockers"))] if overdue else []


def _equipment(desk: Desk, at: datetime) -> list[Count]:
    """Equipment that did not come back in time; one query."""
    if not desk.by.may(BOOK, desk.point.pk):
        return []
    late = len(spaces.late_now(desk.point, at=at))
    return [Count(late, _("Equipment not brought back"), reverse("desk:hand_outs"))] if late else []


def alarms(*, at: datetime) -> list[str]:
    """What is out of order, one sentence each; empty is well."""
    return [*_worker(at), *_parked(), *_missed(at)]


def _worker(at: datetime) -> list[str]:
    seen = schedule.last_beat("worker")
    if seen is None:
        return [_("The worker has never run: the search index and messages stand still. Start “pustakota worker”.")]
    if seen < at - SILENT:
        minutes = int((at - seen).total_seconds() // 60)
        words = ngettext(
            "The worker has been silent for %(minutes)d minute: the search index and messages stand still.",
            "The worker has been silent for %(minutes)d minutes: the search index and messages stand still.",
            minutes,
        )
        return [words % {"minutes": minutes}]
    return []


def _parked() -> list[str]:
    number = len(delivery.parked())
    words = ngettext(
        "%(number)d delivery keeps failing and is parked. Tell the operator.",
        "%(number)d deliveries keep failing and are parked. Tell the operator.",
        number,
    )
    return [words % {"number": number}] if number else []


def _missed(at: datetime) -> list[str]:
    return [_("The task %(task)s did not run or failed.") % {"task": run.task} for run in schedule.missed(at=at)]
