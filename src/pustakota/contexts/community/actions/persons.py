"""Two entries of one person; a person who is forgotten; reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.community import rules
from pustakota.contexts.community.models import Proposal, State, Support
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone proposed and supported is the kept one's; two supports for one thing count once."""
    Proposal.objects.filter(author=gone_id).update(author=kept_id, merge_id=merge_id)
    twice = list(Support.objects.filter(person=kept_id).values_list("proposal", flat=True))
    Support.objects.filter(person=gone_id, proposal__in=twice).delete()
    return Support.objects.filter(person=gone_id).update(person=kept_id, merge_id=merge_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """What came by a merge goes back."""
    Proposal.objects.filter(merge_id=merge_id, author__isnull=False).update(author=gone_id, merge_id=None)
    return Support.objects.filter(merge_id=merge_id, person__isnull=False).update(person=gone_id, merge_id=None)


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> int:
    """Part proposals and support from a person: drafts go, what was published stands without a name, support counts."""
    may_forget(by)
    Support.objects.filter(person__in=person_ids).update(person=None)
    Proposal.objects.filter(author__in=person_ids, state__in=[State.DRAFT, State.WITHDRAWN]).update(
        state=State.WITHDRAWN, title="–", about=""
    )
    return Proposal.objects.filter(author__in=person_ids).update(author=None)


@transaction.atomic
def part_from_persons(*, before: datetime) -> int:
    """A year after the answer it is not known any more who supported what; the number stays."""
    decided = Proposal.objects.filter(answered_at__lt=before).exclude(state__in=rules.OPEN)
    return Support.objects.filter(proposal__in=decided, person__isnull=False).update(person=None)
