"""Two entries of one person; a person who is forgotten; what nobody needs to know any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.organisers import queries, rules
from pustakota.contexts.organisers.models import Organiser, OwnEvent, PlanState, State
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

KEPT_FOR = timedelta(days=365)
"""For so long after the end it is still known who applied or organised."""
NOBODY = {"person": None, "guardian": None, "why": "", "wish": "", "experience": ""}


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone was here is the kept one's, but where both are on the ladder of a point."""
    both = list(Organiser.objects.filter(person=kept_id, state__in=rules.LIVE).values_list("service_point", flat=True))
    Organiser.objects.filter(guardian=gone_id).update(guardian=kept_id)
    rows = Organiser.objects.filter(person=gone_id).exclude(state__in=rules.LIVE, service_point__in=both)
    return rows.update(person=kept_id, merge_id=merge_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """What came by a merge goes back."""
    rows = Organiser.objects.filter(merge_id=merge_id, person__isnull=False)
    return rows.update(person=gone_id, merge_id=None)


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor, at: datetime) -> int:
    """Part everything from a person who is forgotten; drafts that nobody saw go, what was announced stays."""
    may_forget(by)
    OwnEvent.objects.filter(organiser__person__in=person_ids, state__in=rules.EDITABLE).update(
        state=PlanState.WITHDRAWN, changed_at=at
    )
    OwnEvent.objects.filter(organiser__person__in=person_ids).update(host="", words="", report="")
    Organiser.objects.filter(guardian__in=person_ids).update(guardian=None)
    live = Organiser.objects.filter(person__in=person_ids, state__in=[State.APPLIED, State.TRAINING])
    live.update(state=State.WITHDRAWN, ended_at=at)
    return Organiser.objects.filter(person__in=person_ids).update(**NOBODY)


@transaction.atomic
def part_from_persons(*, at: datetime) -> int:
    """A year after the end nobody needs to know who it was; what was held, and how many came, is kept."""
    return queries.ended_before(at - KEPT_FOR).update(**NOBODY)
