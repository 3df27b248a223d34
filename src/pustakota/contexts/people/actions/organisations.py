"""Organisations outside, their agreements, and the classes they send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.membership import note_guardian, register_child
from pustakota.contexts.people.errors import ClassRefused
from pustakota.contexts.people.models import (
    Affiliation,
    ClassSeat,
    How,
    Organisation,
    Patron,
    Person,
    SchoolClass,
)
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import PatronType
    from pustakota.contexts.people.rules import Line
    from pustakota.foundation.actors import Actor


@transaction.atomic
def keep_organisation(*, organisation: Organisation, by: Actor) -> Organisation:
    """Keep an organisation as it was filled in; memberships by its agreement end on the agreement's last day."""
    permissions.may_keep_organisations(by)
    organisation.save()
    if ends_on := organisation.agreement_ends_on:
        _standing(organisation).update(expires_on=ends_on)
    return organisation


def _standing(organisation: Organisation) -> QuerySet[Patron]:
    standing = Affiliation.objects.filter(organisation=organisation, ended_on__isnull=True, by_agreement=True)
    return Patron.objects.filter(person__in=standing.values("person"))


@transaction.atomic
def affiliate(
    *, person: Person, organisation: Organisation, by: Actor, on: date, by_agreement: bool = True
) -> Affiliation:
    """Note that a person belongs to an organisation; by its agreement, the membership then ends with it."""
    permissions.may_note_wish_of(by, person.pk)
    known = Affiliation.objects.filter(person=person, organisation=organisation, ended_on=None).first()
    made = known or Affiliation.objects.create(
        person=person, organisation=organisation, by_agreement=by_agreement, began_on=on
    )
    if made.by_agreement and organisation.agreement_ends_on:
        Patron.objects.filter(person=person).update(expires_on=organisation.agreement_ends_on)
    return made


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, by: Actor, on: date) -> None:
    """Note that a person no longer belongs to an organisation; a membership by its agreement ends that day."""
    permissions.may_note_wish_of(by, affiliation.person_id)
    if affiliation.by_agreement and affiliation.ended_on is None:
        Patron.objects.filter(person=affiliation.person_id, expires_on__gt=on).update(expires_on=on)
    Affiliation.objects.filter(pk=affiliation.pk, ended_on=None).update(ended_on=on)


@transaction.atomic
def bring_in_class(
    *,
    organisation: Organisation,
    name: str,
    school_year: str,
    text: str,
    type: PatronType,  # noqa: A002 -- the field's own word
    home_point: ServicePoint,
    by: Actor,
    at: datetime,
) -> SchoolClass:
    """Register a whole class from its list, or refuse with every slip in it; who is already a member only joins.

    Guardians agreed on paper, which the school keeps; each becomes a line of the ledger.
    """
    permissions.may_register(by, home_point.pk)
    today = periods.local_day(at, home_point.zone)
    lines = rules.read_class_list(text, today=today)
    if reasons := list(_reasons_not_to_bring_in(organisation, name, school_year, lines, today)):
        raise ClassRefused(*reasons)
    made, _ = SchoolClass.objects.get_or_create(
        organisation=organisation, name=" ".join(name.split()), school_year=school_year
    )
    for line in lines:
        person = _known(line) or _registered(line, type, home_point, by=by, at=at)
        affiliate(person=person, organisation=organisation, by=by, on=today)
        ClassSeat.objects.get_or_create(school_class=made, person=person)
    return made


def _reasons_not_to_bring_in(
    organisation: Organisation, name: str, school_year: str, lines: list[Line], today: date
) -> Iterator[Reason]:
    ends_on = organisation.agreement_ends_on
    if not name.strip():
        yield Reason("class_name_missing", overridable=False)
    if not rules.is_school_year(school_year):
        yield Reason("year_wrong", {"year": school_year}, overridable=False)
    if ends_on and ends_on < today:
        facts = {"organisation": organisation.name, "day": ends_on.isoformat()}
        yield Reason("agreement_ended", facts, overridable=False)
    if not lines:
        yield Reason("no_rows", overridable=False)
    for line in lines:
        yield from line.reasons


def _known(line: Line) -> Person | None:
    """The member that a line speaks of: the same name and date of birth."""
    alike = queries.likely_same(name=line.name, born_on=line.born_on)
    return next((each.person for each in alike if each.patron and queries.NAME in each.alike_in), None)


def _registered(line: Line, type_: PatronType, home_point: ServicePoint, *, by: Actor, at: datetime) -> Person:
    child = register_child(
        name=line.name,
        call_name=line.call_name,
        born_on=line.born_on,
        guardian=note_guardian(name=line.guardian, phone=line.phone, by=by, at_point=home_point),
        consent_text=rules.TEXT_VERSION,
        consent_how=How.PAPER,
        type=type_,
        home_point=home_point,
        by=by,
        at=at,
    )
    return child.patron.person
