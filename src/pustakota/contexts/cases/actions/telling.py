"""Tell whoever asked that the library answered, and take it back when they ask further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.cases.models import Case, State
from pustakota.contexts.cases.rules import REGISTERED, Step
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as readers
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import datetime

TOLD = (Step.ANSWERED, Step.CLOSED)


@transaction.atomic
def tell_answered(*, case_id: int, at: datetime) -> int:
    """Tell the asker that the library said something; what a case is about is named only to those who asked for titles.

    Read anew: a case that was opened again meanwhile tells nothing. A new member is greeted instead.
    """
    case = Case.objects.select_related("service_point").filter(pk=case_id).exclude(state=State.OPEN).first()
    if case is None or case.asker_id is None or case.outcome == REGISTERED:
        return 0
    entry = case.history.filter(step__in=TOLD).order_by("-pk").first()
    if entry is None:
        return 0
    facts: dict[str, Any] = {"case_id": case.pk, "case": case.code}
    if readers.titles_wanted({case.asker_id}, today=periods.local_day(at, case.service_point.zone)):
        facts["title"] = case.subject
    patron = people.patron_of_person(case.asker_id)
    return notices.queue(
        template="cases/answered",
        key=f"cases/answered:{case.pk}:{entry.pk}",
        because=_because(case.pk),
        to=case.asker_id,
        point=case.service_point,
        facts=facts,
        at=at,
        patron_type_id=patron.type_id if patron else None,
    )


@transaction.atomic
def stop_telling(*, case_id: int, at: datetime) -> int:
    """The case goes on: what was said about its answer is settled."""
    return notices.withdraw(because=[_because(case_id)], at=at)


def _because(case_id: int) -> str:
    return f"case:{case_id}"
