"""A member asks for a correction; staff write it as asked, with one press, and the case says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.cases import queries
from pustakota.contexts.cases.actions.answering import close_case
from pustakota.contexts.cases.actions.opening import Answered, open_case
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case, Kind, Source
from pustakota.contexts.cases.rules import CORRECTED
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as persons
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


@transaction.atomic
def ask_correction(
    *, patron: Patron, wished: Mapping[str, tuple[str, str]], remark: str, by: Actor, at: datetime
) -> Case:
    """Ask that what is kept be corrected. ``wished``: field → its name on the page, and how it should read."""
    known = persons.correctable(patron.person)
    differing = {field: said for field, said in wished.items() if known.get(field, "") != said[1].strip()}
    if not differing and not remark.strip():
        raise CaseRefused(Reason("nothing_to_correct", overridable=False))
    answers = [Answered(field, asked, value.strip()) for field, (asked, value) in differing.items()]
    return _asked(patron, Kind.CORRECTION, gettext("Correction of my data"), remark, answers, by=by, at=at)


@transaction.atomic
def ask_deletion(*, patron: Patron, remark: str, by: Actor, at: datetime) -> Case:
    """Ask that everything that is kept about a member be deleted."""
    return _asked(patron, Kind.DELETION, gettext("Deletion of my data"), remark, [], by=by, at=at)


def _asked(
    patron: Patron, kind: Kind, subject: str, remark: str, answers: list[Answered], *, by: Actor, at: datetime
) -> Case:
    if queries.open_case_of(patron.person_id, kind):
        raise CaseRefused(Reason("asked_already", overridable=False))
    return open_case(
        kind=kind,
        subject=subject,
        text=remark,
        answers=answers,
        at_point=patron.home_point,
        asker=patron.person,
        source=Source.WEB,
        by=by,
        at=at,
    )


@transaction.atomic
def correct_from_case(*, case: Case, by: Actor, at: datetime) -> Case:
    """Write a member's data as the case asks and close it: both, or neither."""
    if case.kind != Kind.CORRECTION or case.asker is None:
        raise CaseRefused(Reason("no_correction", overridable=False))
    asked = {answer["field"]: answer["value"] for answer in case.answers}
    known = persons.correctable(case.asker)
    wished = {**known, **{field: value for field, value in asked.items() if field in known}}
    born_on = wished.pop("born_on")
    people.correct_person(person=case.asker, **wished, born_on=_day(born_on), asked_in=case.code, by=by, at=at)
    return close_case(case=case, outcome=CORRECTED, words=gettext("Corrected as you asked."), by=by, at=at)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as unreadable:
        raise CaseRefused(Reason("born_on_unreadable", {"given": given}, overridable=False)) from unreadable
