"""What a service point asks of organisers, and which rooms are open to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.organisers import permissions
from pustakota.contexts.organisers.errors import TermsRefused
from pustakota.contexts.organisers.models import Terms
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

KEPT = (
    *("is_open", "words", "course", "to_watch", "youngest", "valid_months", "good_events", "most_people"),
    "days_after",
)


@transaction.atomic
def keep_terms(*, terms: Terms, rooms: Collection[Resource], by: Actor) -> Terms:
    """Keep the rule of a point; it holds from now on, also for those who are on their way."""
    point = terms.service_point
    permissions.may_plan(by, point.pk)
    if elsewhere := [room.name for room in rooms if room.service_point_id != point.pk]:
        raise TermsRefused(*(Reason("room_elsewhere", {"name": name}, overridable=False) for name in elsewhere))
    kept, _is_new = Terms.objects.update_or_create(
        service_point=point, defaults={name: getattr(terms, name) for name in KEPT}
    )
    kept.rooms.set(rooms)
    return kept
