"""What a school does: ask for a date, name days or wait for a term; change, accept, cancel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import queries, rules
from pustakota.contexts.school_visits.actions.becoming import become, held_in, refused, release, seat
from pustakota.contexts.school_visits.errors import VisitRefused
from pustakota.contexts.school_visits.models import ClassVisit, PupilGroup, Status
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pustakota.contexts.people.models import Organisation, Person
    from pustakota.contexts.programmes.queries import Occurrence
    from pustakota.contexts.school_visits.models import Offer
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who arranges the visit for the school, where they are no member; all may be empty for a member."""

    name: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def ask(
    *,
    offer: Offer,
    school: str,
    groups: Sequence[rules.Group],
    adults: int,
    by: Actor,
    at: datetime,
    class_name: str = "",
    person: Person | None = None,
    organisation: Organisation | None = None,
    contact: Contact | None = None,
    occurrence: Occurrence | None = None,
    wishes: Sequence[rules.Wish] | None = None,
    wants_cards: bool = False,
    wants_lunch: bool = False,
    note: str = "",
    language: str = "id",
) -> ClassVisit:
    """Ask for a date (``occurrence``), for one of some days (``wishes``), or (neither) wait for the next term.

    A free date is agreed at once where the offer says so; else it waits for an answer and takes no seats.
    """
    reached, name = contact or Contact(), organisation.name if organisation else school
    asked = queries.asked(
        school=name, email=reached.email, phone=reached.phone, person=person, groups=groups, adults=adults
    )
    reasons = [*rules.reasons_not_to_visit(asked, offer.terms), *_against_time(offer, occurrence, wishes, at)]
    if reasons:
        raise VisitRefused(*reasons)
    visit = ClassVisit.objects.create(
        offer=offer,
        status=_first_status(occurrence, wishes),
        occurrence=occurrence,
        organisation=organisation,
        school=" ".join(name.split()),
        class_name=" ".join(class_name.split()),
        person=person,
        contact_name=" ".join(reached.name.split()),
        contact_email=reached.email.strip(),
        contact_phone=reached.phone.strip(),
        language=language,
        adults=adults,
        wishes=[[wish.day.isoformat(), wish.part] for wish in wishes or ()],
        term="" if occurrence or wishes is not None else queries.next_term(offer, at=at).code,
        wants_cards=wants_cards,
        wants_lunch=wants_lunch,
        note=note.strip(),
        made_at=at,
    )
    _write_groups(visit, groups)
    if occurrence is not None and offer.at_once:
        seat(visit, occurrence, by=by, at=at)
        return become(visit, Status.CONFIRMED, at=at, news="agreed")
    return become(visit, Status(visit.status), at=at, news="asked")


def _first_status(occurrence: Occurrence | None, wishes: Sequence[rules.Wish] | None) -> Status:
    if occurrence is not None:
        return Status.REQUESTED
    return Status.QUEUED if wishes is None else Status.WISHED


def _against_time(
    offer: Offer, occurrence: Occurrence | None, wishes: Sequence[rules.Wish] | None, at: datetime
) -> Iterator[Reason]:
    if wishes is not None:
        today = periods.local_day(at, offer.programme.service_point.zone)
        yield from rules.reasons_against_wishes(wishes, today=today, days_before=offer.days_before)
    if occurrence is None:
        return
    if occurrence.programme_id != offer.programme_id:
        yield Reason("another_offer", overridable=False)
    if rules.is_too_soon(occurrence.starts_at, at=at, days_before=offer.days_before):
        yield Reason("too_soon", {"days": offer.days_before}, overridable=False)


def _write_groups(visit: ClassVisit, groups: Sequence[rules.Group]) -> None:
    PupilGroup.objects.filter(visit=visit).delete()
    PupilGroup.objects.bulk_create(
        PupilGroup(visit=visit, grade=group.grade, girls=group.girls, boys=group.boys)
        for group in groups
        if group.pupils
    )


@transaction.atomic
def change(
    *, visit: ClassVisit, groups: Sequence[rules.Group], adults: int, at: datetime, note: str = ""
) -> ClassVisit:
    """Other numbers, by whoever holds the secret address; a date that is kept gets more seats, or nothing changes."""
    held = held_in(visit, rules.OPEN)
    asked = rules.Asked(school=held.school, has_contact=True, groups=groups, adults=adults)
    if reasons := rules.reasons_not_to_visit(asked, held.offer.terms):
        raise VisitRefused(*reasons)
    if held.registration is not None:
        programmes.resize_group(registration=held.registration, party=held.offer.terms.party(asked.pupils), at=at)
    _write_groups(held, groups)
    held.adults, held.note = adults, note.strip()
    return become(held, Status(held.status), at=at, because=held.because)


@transaction.atomic
def accept(*, visit: ClassVisit, at: datetime) -> ClassVisit:
    """Take the date that is kept, by whoever holds the secret address."""
    held = held_in(visit, [Status.OFFERED], "not_offered_now")
    if held.offered_until is None or held.offered_until <= at:
        raise refused("not_offered_now")
    return become(held, Status.CONFIRMED, at=at, news="agreed")


@transaction.atomic
def cancel(*, visit: ClassVisit, at: datetime, because: str = "") -> ClassVisit:
    """The class does not come, says whoever holds the secret address; its seats are free."""
    held = held_in(visit, rules.OPEN)
    release(held, at=at)
    return become(held, Status.CANCELLED, at=at, because=because)
