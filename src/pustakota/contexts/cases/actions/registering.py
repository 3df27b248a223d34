"""Make a member of whoever asked to become one, with one press."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.cases.actions.answering import close_case
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case, Kind
from pustakota.contexts.cases.rules import REGISTERED
from pustakota.contexts.people import actions as people
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.actions import Registered
    from pustakota.contexts.people.models import PatronType, Person
    from pustakota.foundation.actors import Actor

TAKEN_OVER = ("name", "call_name", "phone", "email", "address")
"""Fields of the registration form that are a member's fields by the same name; ``born_on`` is read as a date."""


@transaction.atomic
def register_from_case(
    *,
    case: Case,
    type: PatronType,  # noqa: A002 -- the field's own word
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
) -> Registered:
    """Register the member a case asks for and close the case: both, or neither."""
    if case.kind != Kind.REGISTRATION:
        raise CaseRefused(Reason("no_registration", overridable=False))
    said = {answer["field"]: answer["value"] for answer in case.answers}
    given = {name: said.get(name, "") for name in TAKEN_OVER}
    registered = people.register_member(
        **given, born_on=_day(said.get("born_on", "")), type=type, home_point=at_point, by=by, at=at
    )
    words = gettext("Welcome. Your card number is %(card_number)s.") % {"card_number": registered.patron.card_number}
    close_case(case=case, outcome=REGISTERED, words=words, by=by, at=at)
    _hand_over(case, to=registered.patron.person)
    return registered


def _hand_over(case: Case, *, to: Person) -> None:
    """The case now belongs to the member, whose data stand with the membership and no longer here as well."""
    emptied = {"contact_name": "", "contact_email": "", "contact_phone": "", "answers": []}
    Case.objects.filter(pk=case.pk).update(asker=to, **emptied)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as unreadable:
        raise CaseRefused(Reason("born_on_unreadable", {"given": given}, overridable=False)) from unreadable
