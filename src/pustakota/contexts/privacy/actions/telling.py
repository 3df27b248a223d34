"""Tell those whom an incident concerns, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.privacy import permissions, queries, rules
from pustakota.contexts.privacy.errors import IncidentRefused
from pustakota.contexts.privacy.models import Affected, Incident
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor

PAGE = 200


@transaction.atomic
def order_telling(*, incident: Incident, by: Actor, at: datetime) -> None:
    """From now on everybody on the list is told, whoever comes onto it later too."""
    permissions.may_guard_privacy(by)
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    if held.closed_at is not None:
        raise IncidentRefused(Reason("already_closed", overridable=False))
    affected = queries.standing(held, at=at).affected
    if reasons := rules.reasons_not_to_tell(how=held.how, handling=held.handling, affected=affected):
        raise IncidentRefused(*reasons)
    held.telling_since = held.telling_since or at
    held.save(update_fields=["telling_since"])


@transaction.atomic
def tell_some(*, incident: Incident, at: datetime) -> int:
    """Queue the notice for a page of those who were not told; the number of that page, 0 when all were."""
    rows = queries.to_tell(incident, size=PAGE)
    notices.queue_all(wanted=[_told(incident, row) for row in rows], at=at)
    return Affected.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)


def _told(incident: Incident, row: Affected) -> notices.ToTell:
    patron = getattr(row.person, "patron", None)
    zone = incident.service_point.zone
    return notices.ToTell(
        template="privacy/breach",
        key=f"privacy/breach:{incident.pk}:{row.person_id}",
        because=f"incident:{incident.pk}",
        to=row.person_id,
        point=(patron.home_point if patron else None) or incident.service_point,
        facts={
            "what": incident.what,
            "data": incident.data,
            "how": incident.how,
            "handling": incident.handling,
            "noticed_on": periods.local_day(incident.found_at, zone).isoformat(),
        },
    )
