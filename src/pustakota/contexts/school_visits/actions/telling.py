"""Tell the school what became of its visit, and remind it: a member as they wish, a contact by e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.school_visits import queries, rules
from pustakota.contexts.school_visits.models import ClassVisit, Status
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import datetime

USEFUL = rules.CONTACT_KEPT


@transaction.atomic
def tell_of_visit(*, visit_id: int, status: str, news: str, at: datetime) -> int:
    """Tell what is news to the school; read anew, so that what is no longer so is not told."""
    visit = queries.visit(visit_id)
    if visit is None or visit.status != status:
        return 0
    notices.withdraw(because=[_of(visit)], at=at)
    return _tell(visit, "event", f"{news}:{at:%Y%m%d%H%M}", {"news": news, "because": visit.because}, at) if news else 0


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind schools three days before, with what to know for the arrival; the number reminded."""
    rows = queries.to_remind(at)
    for visit in rows:
        facts = {"arrival": visit.offer.arrival, "lunch": visit.offer.lunch if visit.wants_lunch else ""}
        _tell(visit, "event_reminder", f"reminder:{visit.occurrence_id}", facts, at)
    ClassVisit.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return len(rows)


def _tell(visit: ClassVisit, name: str, key: str, facts: dict[str, Any], at: datetime) -> int:
    point = visit.offer.programme.service_point
    told: dict[str, Any] = {
        "template": f"school_visits/{name}",
        "key": f"school_visits/{name}:{visit.pk}:{key}",
        "point": point,
        "facts": _facts(visit) | facts,
    }
    if visit.person_id is not None:
        patron = people.patron_of_person(visit.person_id)
        until = periods.local_day(visit.occurrence.ends_at if visit.occurrence else at + USEFUL, point.zone)
        return notices.queue(
            to=visit.person_id,
            because=_of(visit),
            at=at,
            useful_until=None if facts.get("news") == "report" else until,
            patron_type_id=patron.type_id if patron else None,
            **told,
        )
    return notices.write_to(email=visit.contact_email, name=visit.contact_name, language=visit.language, at=at, **told)


def _facts(visit: ClassVisit) -> dict[str, Any]:
    """What every message says; a date with its calendar entry."""
    occurrence, page = visit.occurrence, settings.PUBLIC_URL + reverse("public:class_visit", args=[visit.code])
    facts: dict[str, Any] = {"event": str(visit.offer), "school": str(visit), "page": page, "status": visit.status}
    if visit.offered_until is not None:
        facts["until_at"] = visit.offered_until.isoformat()
    if occurrence is not None:
        calendar = programmes.entry_of(occurrence, about=page).as_facts()
        calendar["is_cancelled"] = visit.status not in (Status.CONFIRMED, Status.CAME)
        facts |= {"starts_at": occurrence.starts_at.isoformat(), "place": occurrence.service_point.name}
        if visit.status in (Status.CONFIRMED, Status.WITHDRAWN):
            facts["calendar"] = calendar
    return facts


def _of(visit: ClassVisit) -> str:
    return f"class_visit:{visit.pk}"
