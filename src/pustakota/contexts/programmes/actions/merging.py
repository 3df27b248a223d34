"""Two entries of one person become one, and two again: their registrations go with them."""

from __future__ import annotations

from django.db import transaction

from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import Registration


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone registered for is the kept one's, but where both are registered; the number moved."""
    both = Registration.objects.filter(person=kept_id, status__in=rules.ONE_EACH).values("occurrence")
    rows = Registration.objects.filter(person=gone_id)
    kept_twice = rows.filter(status__in=rules.ONE_EACH, occurrence__in=list(both.values_list("occurrence", flat=True)))
    return rows.exclude(pk__in=list(kept_twice.values_list("pk", flat=True))).update(person=kept_id, merge_id=merge_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """What came by a merge goes back; the number of registrations moved."""
    rows = Registration.objects.filter(merge_id=merge_id, person__isnull=False)
    return rows.update(person=gone_id, merge_id=None)
