"""Make a member of whoever asked to become one, with one press; a child waits until a parent or guardian agrees."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.cases import permissions, queries
from pustakota.contexts.cases.actions.answering import close_case
from pustakota.contexts.cases.actions.keeping import keep_entry
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case, Kind, State
from pustakota.contexts.cases.rules import REGISTERED, Step
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as persons
from pustakota.foundation import locks, periods
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
    guardian: Person | None = None,
) -> Registered:
    """Register the member a case asks for and close the case: both, or neither.

    ``guardian``: who agrees at the desk for a child; otherwise whoever agreed in the request does.
    """
    if case.kind != Kind.REGISTRATION or queries.is_of_group(case):
        raise CaseRefused(Reason("no_registration", overridable=False))
    said = queries.said_in(case)
    born_on = _day(said.get("born_on", ""))
    if persons.is_child(periods.local_day(at, at_point.zone), born_on):
        registered = _child(said, born_on, guardian, type, at_point, by=by, at=at)
    else:
        given = {name: said.get(name, "") for name in TAKEN_OVER}
        registered = people.register_member(**given, born_on=born_on, type=type, home_point=at_point, by=by, at=at)
    words = gettext("Welcome. Your card number is %(card_number)s.") % {"card_number": registered.patron.card_number}
    close_case(case=case, outcome=REGISTERED, words=words, by=by, at=at)
    _hand_over(case, to=registered.patron.person)
    return registered


def _child(
    said: dict[str, str],
    born_on: date | None,
    guardian: Person | None,
    type_: PatronType,
    at_point: ServicePoint,
    *,
    by: Actor,
    at: datetime,
) -> Registered:
    name = said.get("guardian", "")
    if guardian is None and (said.get("guardian_agrees") != "yes" or not name):
        raise CaseRefused(Reason("waits_for_guardian", overridable=False))
    known = guardian or people.note_guardian(name=name, phone=said.get("phone", ""), by=by, at_point=at_point)
    return people.register_child(
        name=said.get("name", ""),
        call_name=said.get("call_name", ""),
        born_on=born_on,
        guardian=known,
        consent_text=persons.TEXT_VERSION,
        consent_how=people.How.DESK if guardian else people.How.WEB,
        type=type_,
        home_point=at_point,
        by=by,
        at=at,
    )


@transaction.atomic
def agree_for_child(*, case: Case, name: str, by: Actor, at: datetime) -> Case:
    """A parent or guardian agrees to the membership that a child asked for; the number is given after the check."""
    permissions.may_read(by, case)
    case = locks.hold(case)
    if case.kind != Kind.REGISTRATION or case.state == State.CLOSED:
        raise CaseRefused(Reason("no_registration", overridable=False))
    if not name.strip():
        raise CaseRefused(Reason("guardian_missing", overridable=False))
    kept = [answer for answer in case.answers if answer["field"] not in {"guardian", "guardian_agrees"}]
    agreed = [("guardian", gettext("Parent or guardian"), " ".join(name.split())),
              ("guardian_agrees", gettext("The parent or guardian agrees"), "yes")]  # fmt: skip
    case.answers = kept + [{"field": field, "asked": asked, "value": value} for field, asked, value in agreed]
    case.save(update_fields=["answers"])
    keep_entry(case, Step.AGREED, by=by, at=at, words=gettext("A parent or guardian has agreed."))
    return case


def _hand_over(case: Case, *, to: Person) -> None:
    """The case now belongs to the member, whose data stand with the membership and no longer here as well."""
    emptied = {"contact_name": "", "contact_email": "", "contact_phone": "", "answers": []}
    Case.objects.filter(pk=case.pk).update(asker=to, **emptied)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as unreadable:
        raise CaseRefused(Reason("born_on_unreadable", {"given": given}, overridable=False)) from unreadable
