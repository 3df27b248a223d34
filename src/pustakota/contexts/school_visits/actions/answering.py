"""What staff answer: agree to a date, keep another, decline, withdraw; and which school it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import permissions, rules
from pustakota.contexts.school_visits.actions.becoming import become, held_in, refused, release, seat
from pustakota.contexts.school_visits.models import Status

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Organisation
    from pustakota.contexts.programmes.queries import Occurrence
    from pustakota.contexts.school_visits.models import ClassVisit
    from pustakota.foundation.actors import Actor


def _point(visit: ClassVisit) -> int:
    return visit.offer.programme.service_point_id


@transaction.atomic
def agree(*, visit: ClassVisit, by: Actor, at: datetime) -> ClassVisit:
    """Say yes to the date that the school asked for; refused where its seats are taken meanwhile."""
    permissions.may_plan(by, _point(visit))
    held = held_in(visit, [Status.REQUESTED])
    if held.occurrence is None:
        raise refused("date_missing")
    seat(held, held.occurrence, by=by, at=at)
    return become(held, Status.CONFIRMED, at=at, news="agreed")


@transaction.atomic
def keep_date(*, visit: ClassVisit, occurrence: Occurrence, by: Actor, at: datetime, because: str = "") -> ClassVisit:
    """Offer a date: its seats are kept for the class until the school answers, three days at most."""
    permissions.may_plan(by, _point(visit))
    held = held_in(visit, rules.OPEN)
    if occurrence.programme_id != held.offer.programme_id:
        raise refused("another_offer")
    seat(held, occurrence, by=by, at=at)
    held.offered_until = min(at + rules.OFFER_LASTS, occurrence.starts_at)
    held.reminded_at = None
    return become(held, Status.OFFERED, at=at, news="offered", because=because)


@transaction.atomic
def keep_new_date(
    *, visit: ClassVisit, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime, because: str = ""
) -> ClassVisit:
    """Plan a date for this class, and keep it; both, or nothing."""
    made = programmes.plan(programme=visit.offer.programme, starts_at=starts_at, ends_at=ends_at, by=by, at=at)
    return keep_date(visit=visit, occurrence=made, because=because, by=by, at=at)


@transaction.atomic
def decline(*, visit: ClassVisit, because: str, by: Actor, at: datetime) -> ClassVisit:
    """Say no, with the reason that the school reads."""
    permissions.may_plan(by, _point(visit))
    held = held_in(visit, rules.WAITING)
    if not because.strip():
        raise refused("reason_missing")
    return become(held, Status.DECLINED, at=at, news="declined", because=because)


@transaction.atomic
def withdraw(*, visit: ClassVisit, because: str, by: Actor, at: datetime) -> ClassVisit:
    """Take back a date that was kept or agreed, with the reason that the school reads."""
    permissions.may_plan(by, _point(visit))
    held = held_in(visit, rules.SEATED)
    if not because.strip():
        raise refused("reason_missing")
    release(held, at=at)
    return become(held, Status.WITHDRAWN, at=at, news="withdrawn", because=because)


@transaction.atomic
def name_school(*, visit: ClassVisit, organisation: Organisation, by: Actor) -> ClassVisit:
    """Say which of the schools that the library knows this is, so that its class list can be brought in."""
    permissions.may_host(by, _point(visit))
    visit.organisation, visit.school = organisation, organisation.name
    visit.save(update_fields=["organisation", "school"])
    return visit
