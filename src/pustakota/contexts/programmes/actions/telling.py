"""Telling those who registered what became of it, of changes, and the day before; taking back what is no longer true.

What is told is read anew here: an event or the clock only says where to look.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries, rules
from pustakota.contexts.programmes.models import Registration, State, Status
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pustakota.contexts.programmes.models import Occurrence

PAGE = 200
DAY_BEFORE = timedelta(hours=26)
"""Reminders go from a day and a little before: whoever is told in the evening sleeps over it."""
CHANGES = ("moved", "postponed", "called_off")
"""What changes the entry in everybody's calendar."""
TOLD = frozenset(
    {Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.PENDING, Status.WITHDRAWN, Status.LAPSED}
    | {Status.REJECTED}
)
"""What somebody is told of; a seat that they gave back themselves, and their coming, they know."""


@transaction.atomic
def tell_of_registration(*, registration_id: int, status: str, was: str, at: datetime) -> int:
    """Tell somebody what became of their registration, and take back what was said before."""
    row = queries.registration(registration_id)
    if row is None or row.status != status:
        return 0
    notices.withdraw(because=[_of(row)], at=at)
    if status not in TOLD or was == Status.ATTENDED or row.person_id is None:
        return 0
    facts = {"news": status, "because": row.because, "position": queries.position(row)}
    if row.offered_until is not None:
        facts["until_at"] = row.offered_until.isoformat()
    return notices.queue_all(wanted=[_about(row, "event", f"{status}:{at:%Y%m%d%H%M}", facts)], at=at)


@transaction.atomic
def tell_of_change(*, occurrence_id: int, sequence: int, at: datetime) -> int:
    """Tell everybody of a date that it moved or does not take place; the number told."""
    occurrence = queries.occurrence(occurrence_id)
    if occurrence is None or occurrence.sequence != sequence or not sequence:
        return 0
    if occurrence.state == State.CANCELLED:
        rows, news = queries.withdrawn_with(occurrence), "called_off"
    elif occurrence.state in (State.PUBLISHED, State.POSTPONED):
        rows = queries.live_registrations(occurrence)
        news = "moved" if occurrence.state == State.PUBLISHED else "postponed"
    else:
        return 0
    return _tell_all(rows, occurrence, news, at)


def _tell_all(rows: Iterable[Registration], occurrence: Occurrence, news: str, at: datetime) -> int:
    facts = {"news": news, "because": occurrence.because}
    concerned = [row for row in rows if row.person_id is not None]
    for row in concerned:
        row.occurrence = occurrence
    notices.withdraw(because=[_of(row) for row in concerned], at=at)
    told = 0
    for start in range(0, len(concerned), PAGE):
        page = concerned[start : start + PAGE]
        told += notices.queue_all(
            wanted=[_about(row, "event", f"{news}:{occurrence.sequence}", facts) for row in page], at=at
        )
    return told


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind those who have a seat, the day before; whoever registered since is not reminded of what they know."""
    rows = queries.registrations_to_remind(at, at + DAY_BEFORE)[:PAGE]
    due = [row for row in rows if row.made_at < row.occurrence.starts_at - DAY_BEFORE]
    wanted = [_about(row, "event_reminder", str(row.occurrence.sequence), {}) for row in due]
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return notices.queue_all(wanted=wanted, at=at)


def _about(row: Registration, name: str, key: str, facts: dict[str, Any]) -> notices.ToTell:
    occurrence, point = row.occurrence, row.occurrence.service_point
    assert row.person_id is not None, "nobody is written to who was forgotten"
    patron = people.patron_of_person(row.person_id)
    page = settings.PUBLIC_URL + reverse("public:registration", args=[row.code])
    calendar = queries.entry_of(occurrence, about=page).as_facts()
    if name == "event" and rules.Status(row.status) not in rules.TAKES_SEAT:
        calendar["is_cancelled"] = True
    has_seat = row.status in (Status.CONFIRMED, Status.WITHDRAWN) or facts.get("news") in CHANGES
    return notices.ToTell(
        template=f"programmes/{name}",
        key=f"programmes/{name}:{row.pk}:{key}",
        because=_of(row),
        to=row.person_id,
        point=point,
        facts={
            "registration_code": row.code,
            "event": occurrence.name,
            "place": point.name,
            "starts_at": occurrence.starts_at.isoformat(),
            "page": page,
            **({"calendar": calendar} if has_seat else {}),
            **facts,
        },
        useful_until=periods.local_day(occurrence.ends_at, point.zone),
        patron_type_id=patron.type_id if patron else None,
    )


def _of(row: Registration) -> str:
    return f"registration:{row.pk}"
