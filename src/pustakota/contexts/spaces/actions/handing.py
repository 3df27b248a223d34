"""Hand equipment out and take it back, tell those who are late, and ask for what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.core.files.storage import storages
from django.db import transaction

from pustakota.contexts.charges import actions as charges
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.booking import changed, ended
from pustakota.contexts.spaces.actions.claiming import claim_leaves, hold_leaves
from pustakota.contexts.spaces.actions.faults import note_fault
from pustakota.contexts.spaces.actions.photos import kept_photo
from pustakota.contexts.spaces.errors import BookingRefused, HandOutRefused
from pustakota.contexts.spaces.models import Booking, Claim, Condition, HandOut, Kind, State
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.charges.models import Charge
    from pustakota.contexts.organisation.models import PolicyDocument
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

PAGE = 200


@transaction.atomic
def hand_out(
    *,
    booking: Booking,
    thing: Resource,
    by: Actor,
    at: datetime,
    condition: Condition,
    unit: Resource | None = None,
    words: str = "",
    photo: BinaryIO | None = None,
    parts: Sequence[str] | None = None,
) -> HandOut:
    """Somebody takes something with them: the unit that was kept for them, or of a pool another one.

    ``parts``: what was ticked as going with it; without it, all. The claim moves with the unit; whoever was to have
    that one is to have another. What goes before its time is theirs from now on.
    """
    permissions.may_book(by, booking.resource.service_point_id)
    hold_leaves(thing)
    held = _held(booking)
    chosen = unit or queries.unit_of(held, thing)
    facts = _facts(held, thing, chosen, at)
    if reasons := rules.reasons_not_to_hand_out(facts):
        raise HandOutRefused(*reasons)
    assert chosen is not None, "else it were no unit of it"
    _give(held, thing, chosen, at)
    there = queries.parts_of(chosen, thing)
    gone = there if parts is None else [part for part in there if part in parts]
    row = HandOut(
        booking=held,
        thing=thing,
        unit=chosen,
        parts=gone,
        lacking=rules.not_there(there, gone),
        out_at=at,
        out_by=by.account_id,
        out_condition=condition,
        out_words=words.strip(),
        out_photo=kept_photo(photo, queries.hand_out_photo, HandOutRefused),
    )
    row.save()
    held.state, held.came_at = State.CHECKED_IN, held.came_at or at
    held.save(update_fields=["state", "came_at"])
    changed(held, at)
    return row


def _facts(held: Booking, thing: Resource, chosen: Resource | None, at: datetime) -> rules.ToHandOut:
    things = [held.resource, *held.along.all()]
    known = HandOut.objects.filter(booking=held, thing=thing).exists()
    other = queries.who_has(chosen) if chosen else None
    patron = _patron(held)
    is_unit = chosen is not None and (chosen == thing or (thing.is_pool and chosen.part_of_id == thing.pk))
    return rules.ToHandOut(
        state=rules.State(held.state),
        is_equipment=thing in things and thing.kind == Kind.EQUIPMENT,
        is_out=known,
        is_card_blocked=patron is not None and patron.status == "blocked",
        is_unit_of_it=is_unit and not (thing.is_pool and chosen == thing),
        is_in_service=chosen is None or _is_in_service(chosen, at),
        has_it=_whose(other) if other else "",
        is_over=held.ends_at <= at,
    )


def _is_in_service(unit: Resource, at: datetime) -> bool:
    return unit.is_active and queries.fault_now(unit, at) is None


def _whose(row: HandOut) -> str:
    patron = _patron(row.booking)
    return patron.card_number if patron else "–"


def _patron(booking: Booking) -> Patron | None:
    return people.patron_of_person(booking.person_id) if booking.person_id else None


def _give(held: Booking, thing: Resource, chosen: Resource, at: datetime) -> None:
    """The claim is on what goes, from now on; others who were to have it then are to have another unit."""
    kept = rules.with_layout(thing.policy.terms, held.layout_of(thing)).around(held.span)
    kept = Span(min(kept.start, at), kept.end)
    leaves = queries.leaves_of(chosen)
    Claim.objects.filter(booking=held, resource__in=queries.leaves_of(thing)).delete()
    moved = _put_aside(thing, leaves, kept)
    claim_leaves(held, leaves, kept)
    for booking, span in moved:
        if not (others := queries.leaves_to_claim(thing, span)):
            raise BookingRefused(rules.TAKEN)
        claim_leaves(booking, others, span)


def _put_aside(thing: Resource, leaves: Sequence[int], kept: Span) -> list[tuple[Booking, Span]]:
    """Whose claims stand in the way, taken off; of something that is no pool nobody's are."""
    rows = Claim.objects.filter(resource__in=leaves, blocking=True, starts_at__lt=kept.end, ends_at__gt=kept.start)
    found = {row.booking: Span(row.starts_at, row.ends_at) for row in rows.select_related("booking").order_by("pk")}
    is_in_the_way = any(each.resource_id != thing.pk or queries.has_open_hand_out(each) for each in found)
    if found and (not thing.is_pool or is_in_the_way):
        raise BookingRefused(rules.TAKEN)
    rows.delete()
    return list(found.items())


@transaction.atomic
def take_back(
    *,
    hand_out: HandOut,
    by: Actor,
    at: datetime,
    condition: Condition,
    words: str = "",
    photo: BinaryIO | None = None,
    parts: Sequence[str] | None = None,
    is_out_of_order: bool = False,
) -> HandOut:
    """Something is back: its time is free again, and what did not come with it is noted.

    ``parts``: what was ticked as back; without it, all that went. A booking is over when the last of it is back.
    ``is_out_of_order``: nobody else can have it until it was put right.
    """
    permissions.may_book(by, hand_out.booking.resource.service_point_id)
    hold_leaves(hand_out.thing)
    held = _held(hand_out.booking)
    row = HandOut.objects.select_for_update(of=("self",)).select_related("thing", "unit").get(pk=hand_out.pk)
    if row.back_at is not None:
        raise HandOutRefused(Reason("back_already", overridable=False))
    row.booking = held
    row.back_at, row.back_by = at, by.account_id
    row.back_condition, row.back_words, row.back_photo = (
        condition,
        words.strip(),
        kept_photo(photo, queries.hand_out_photo, HandOutRefused),
    )
    row.missing = rules.not_there(row.parts, row.parts if parts is None else parts)
    row.save()
    notices.withdraw(because=[_because(row)], at=at)
    if _is_all_back(held) and held.resource.kind == Kind.EQUIPMENT:
        ended(held, State.COMPLETED, "", at)
    else:
        Claim.objects.filter(booking=held, resource__in=queries.leaves_of(row.unit)).delete()
        changed(held, at)
    if is_out_of_order or row.is_harmed:
        what = ", ".join(
            [row.get_back_condition_display(), *row.missing, *([row.back_words] if row.back_words else [])]
        )
        note_fault(
            resource=row.unit, what=what[:200], hand_out=row, out_from=at if is_out_of_order else None, by=by, at=at
        )
    return row


def _is_all_back(held: Booking) -> bool:
    return all(each.is_back for each in queries.equipment_in(held))


@transaction.atomic
def ask_for_harm(
    *,
    hand_out: HandOut,
    by: Actor,
    at: datetime,
    what: str = "",
    amount: int | None = None,
    basis: PolicyDocument | None = None,
) -> Charge:
    """Ask whoever had it for what is missing or damaged: the same thing, or money on a legal basis."""
    booking = hand_out.booking
    person = people.person(booking.person_id) if booking.person_id else None
    if person is None:
        raise HandOutRefused(Reason("nobody_to_ask", overridable=False))
    return charges.charge(
        person=person,
        why=charges.Why.LOST if hand_out.missing else charges.Why.DAMAGED,
        at_point=booking.resource.service_point,
        what="" if amount else what,
        amount=amount,
        basis=basis if amount else None,
        about=_because(hand_out),
        by=by,
        at=at,
    )


@transaction.atomic
def tell_late(*, at: datetime) -> int:
    """Tell those who have something longer than agreed, after an hour and again after days; the number told."""
    rows = queries.hand_outs().filter(back_at=None, booking__ends_at__lt=at, booking__person__isnull=False)
    wanted = [
        _late(row, step)
        for row in rows.order_by("booking__ends_at", "pk")[:PAGE]
        if (step := rules.late_step(row.booking.ends_at, at)) is not None
    ]
    return notices.queue_all(wanted=wanted, at=at)


def _late(row: HandOut, step: int) -> notices.ToTell:
    booking, point = row.booking, row.booking.resource.service_point
    assert booking.person_id is not None, "the library is not written to"
    patron = _patron(booking)
    return notices.ToTell(
        template="spaces/equipment_late",
        key=f"spaces/equipment_late:{row.pk}:{booking.revision}:{step}",
        because=_because(row),
        to=booking.person_id,
        point=point,
        facts={
            "booking_id": booking.pk,
            "what": row.unit.name,
            "place": point.name,
            "due_at": booking.ends_at.isoformat(),
        },
        useful_until=None,
        patron_type_id=patron.type_id if patron else None,
    )


def keep_what_is_late(*, at: datetime) -> int:
    """Nobody is promised what has not come back: its time goes on, up to whoever is to have it next. How many."""
    rows = HandOut.objects.filter(back_at=None, booking__ends_at__lt=at).order_by("pk").select_related("unit", "thing")
    return sum(_keep(row, at) for row in rows[:PAGE])


@transaction.atomic
def _keep(row: HandOut, at: datetime) -> int:
    hold_leaves(row.thing)
    leaves, until = queries.leaves_of(row.unit), at + rules.KEPT_AHEAD
    own = Claim.objects.filter(booking=row.booking_id, resource__in=leaves, blocking=True)
    first = own.order_by("ends_at").first()
    if first is None or first.ends_at >= at + rules.KEPT_AHEAD / 2:
        return 0
    after = Claim.objects.filter(resource__in=leaves, blocking=True, starts_at__gte=first.ends_at)
    starts = after.exclude(booking=row.booking_id).order_by("starts_at").values_list("starts_at", flat=True).first()
    end = min(until, starts or until)
    return own.update(ends_at=end) if end > first.ends_at else 0


@transaction.atomic
def delete_photos(*, before: datetime) -> int:
    """Photos of what came back in order go after a while; those of harm stay as long as the hand-out."""
    rows = HandOut.objects.filter(back_at__lt=before).exclude(out_photo="", back_photo="")
    gone = [row for row in rows.order_by("pk")[:PAGE] if not row.is_harmed]
    names = [queries.hand_out_photo(code) for row in gone for code in (row.out_photo, row.back_photo) if code]
    HandOut.objects.filter(pk__in=[row.pk for row in gone]).update(out_photo="", back_photo="")
    transaction.on_commit(lambda: _delete(names))
    return len(gone)


def _delete(names: Sequence[str]) -> None:
    for name in names:
        storages["private"].delete(name)


def _held(booking: Booking) -> Booking:
    with_it = ("resource__policy", "resource__service_point", "layout")
    return Booking.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=booking.pk)


def _because(row: HandOut) -> str:
    return f"hand_out:{row.pk}"
