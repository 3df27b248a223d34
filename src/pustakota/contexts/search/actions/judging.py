"""Say what a question should find."""

from datetime import datetime

from django.db import transaction

from pustakota.contexts.search import permissions
from pustakota.contexts.search.errors import JudgingRefused
from pustakota.contexts.search.models import Expected, Grade, JudgedQuery
from pustakota.contexts.search.rules import judging
from pustakota.contexts.search.rules.documents import Key
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason


@transaction.atomic
def judge_query(*, text: str, by: Actor, at: datetime) -> JudgedQuery:
    """Add a question to those that are judged; the one that is there already, where it is."""
    permissions.may_judge(by)
    line = " ".join(text.split())
    if known := JudgedQuery.objects.filter(text=line).first():
        return known
    if reasons := judging.reasons_not_to_judge(line, there=JudgedQuery.objects.count()):
        raise JudgingRefused(*reasons)
    return JudgedQuery.objects.create(text=line, added_at=at, added_by=by.account_id)


@transaction.atomic
def expect(*, query: JudgedQuery, things: dict[Key, int], by: Actor) -> None:
    """Set what a question should find, with a grade each; grade 0 is no longer expected. Others stay as they are."""
    permissions.may_judge(by)
    if not set(things.values()) <= {0, *Grade.values}:
        raise JudgingRefused(Reason("unknown_grade", overridable=False))
    for (kind, number), grade in things.items():
        if grade:
            Expected.objects.update_or_create(query=query, kind=kind, number=number, defaults={"grade": grade})
        else:
            Expected.objects.filter(query=query, kind=kind, number=number).delete()


@transaction.atomic
def forget_query(*, query: JudgedQuery, by: Actor) -> None:
    """Take a question off the bench, with what was expected of it."""
    permissions.may_judge(by)
    query.delete()
