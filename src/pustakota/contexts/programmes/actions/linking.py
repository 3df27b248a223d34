"""Say what a programme is about: titles, authors, publishers; their pages lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import permissions
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Subject
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.programmes.models import Occurrence, Programme
    from pustakota.foundation.actors import Actor

MOST = 40


@transaction.atomic
def link(
    *,
    programme: Programme,
    by: Actor,
    occurrence: Occurrence | None = None,
    record: Record | None = None,
    author: str = "",
    publisher: str = "",
) -> Subject:
    """Link a programme, or one date of it, to one thing; twice the same is once."""
    permissions.may_plan(by, programme.service_point_id)
    if sum(map(bool, (record, author, publisher))) != 1:
        raise PlanRefused(Reason("about_one_thing", overridable=False))
    if programme.subjects.count() >= MOST:
        raise PlanRefused(Reason("about_too_much", {"most": MOST}, overridable=False))
    made, _is_new = Subject.objects.get_or_create(
        programme=programme, occurrence=occurrence, record=record, author=author.strip(), publisher=publisher.strip()
    )
    return made


@transaction.atomic
def unlink(*, subject: Subject, by: Actor) -> None:
    """It is not about that after all."""
    permissions.may_plan(by, subject.programme.service_point_id)
    subject.delete()


@transaction.atomic
def follow_records(*, record_id: int, survivor_id: int) -> None:
    """What was about a title that was merged is about the one that stays."""
    for subject in Subject.objects.filter(record=record_id):
        same = Subject.objects.filter(programme=subject.programme_id, occurrence=subject.occurrence_id)
        if same.filter(record=survivor_id).exists():
            subject.delete()
        else:
            subject.record_id = survivor_id
            subject.save(update_fields=["record"])
