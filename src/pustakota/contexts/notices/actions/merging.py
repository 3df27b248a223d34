"""What was told follows when two entries of one person are merged, and goes when the person is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from pustakota.contexts.notices.models import (
    Choice,
    DirectLetter,
    Letter,
    Notice,
    PushSubscription,
    Recipient,
    Telling,
    TellingState,
    TopicChoice,
)
from pustakota.contexts.notices.queries import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection


@transaction.atomic
def follow_merge(*, gone_id: int, kept_id: int) -> None:
    """What concerns the entry that is gone concerns the one that stays; letters that wait are made anew for it."""
    Notice.objects.filter(about=gone_id).update(about=kept_id)
    known = Telling.objects.filter(person=kept_id).values_list("notice", "channel")
    both = Q()
    for notice_id, channel in known.filter(notice__tellings__person=gone_id):
        both |= Q(notice=notice_id, channel=channel)
    if both:
        Telling.objects.filter(both, person=gone_id).delete()
    Telling.objects.filter(person=gone_id, state=TellingState.WAITING).update(letter=None)
    Telling.objects.filter(person=gone_id).update(person=kept_id)
    Letter.objects.filter(person=gone_id, state__in=OPEN).delete()
    PushSubscription.objects.filter(person=gone_id).update(person=kept_id)
    chosen = TopicChoice.objects.filter(person=kept_id).values_list("topic", flat=True)
    TopicChoice.objects.filter(person=gone_id, topic__in=list(chosen)).delete()
    TopicChoice.objects.filter(person=gone_id).update(person=kept_id)


@transaction.atomic
def forget_reader(*, person_ids: Collection[int]) -> None:
    """Delete everything that was told to or about these persons, and what they chose."""
    Notice.objects.filter(about__in=person_ids).delete()
    Telling.objects.filter(person__in=person_ids).delete()
    Letter.objects.filter(person__in=person_ids).delete()
    for model in (DirectLetter, Recipient, Choice, PushSubscription, TopicChoice):
        model._base_manager.filter(person__in=person_ids).delete()  # noqa: SLF001 -- Django's documented API
