"""Passes without a name, and numbers for those who wait for a computer; all of it is gone with the day."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Max

from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.claiming import hold_leaves
from pustakota.contexts.spaces.errors import SittingRefused
from pustakota.contexts.spaces.models import DaySecret, GuestPass, Resource, Sitting, Turn, TurnState
from pustakota.contexts.spaces.queries import Sitter
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer
    from pustakota.foundation.actors import Actor


class PassMade(NamedTuple):
    """A pass, and its code, which is shown once."""

    guest_pass: GuestPass
    code: str


@transaction.atomic
def make_pass(
    *, at_point: ServicePoint, by: Actor, at: datetime, age: int | None = None, patron: Patron | None = None
) -> PassMade:
    """A pass for today, without a name; or for a card whose holder has no password."""
    permissions.may_book(by, at_point.pk)
    code = "".join(secrets.choice(rules.PASS_LETTERS) for _ in range(rules.PASS_LENGTH))
    made = GuestPass.objects.create(
        service_point=at_point,
        on=periods.local_day(at, at_point.zone),
        code_hash=rules.hash_of_pass(code),
        age=age,
        person=patron.person if patron else None,
        made_at=at,
        made_by=by.account_id,
    )
    return PassMade(made, code)


@transaction.atomic
def take_number(
    *,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    patron: Patron | None = None,
    guest_pass: GuestPass | None = None,
) -> Turn:
    """The next number of the day, for a card or a pass; a computer that is free is called at once."""
    permissions.may_sit(by, at_point.pk)
    on, sitter = periods.local_day(at, at_point.zone), Sitter.of(patron=patron, guest_pass=guest_pass)
    _hold_queue(at_point)
    if before := queries.turn_of(sitter):
        raise SittingRefused(Reason("waits_already", {"number": before.number}, overridable=False))
    last = Turn.objects.filter(service_point=at_point, on=on).aggregate(last=Max("number"))["last"] or 0
    turn = Turn.objects.create(
        service_point=at_point,
        on=on,
        number=last + 1,
        person=sitter.person,
        guest_pass=guest_pass,
        age=sitter.age_on(on),
        taken_at=at,
    )
    for standing in queries.standings(at_point, at=at):
        if standing.state == "free" and call_next(computer=standing.computer, by=by, at=at) is not None:
            break
    turn.refresh_from_db()
    return turn


def _hold_queue(point: ServicePoint) -> None:
    """Two who take a number in one moment take two numbers: the computers of the point are held in their order."""
    rows = Resource.objects.filter(computer__isnull=False, service_point=point).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


@transaction.atomic
def call_next(*, computer: Computer, by: Actor, at: datetime) -> Turn | None:
    """Call the lowest number for which a free computer is, and keep the computer for it for some minutes."""
    point = computer.resource.service_point
    permissions.may_sit(by, point.pk)
    hold_leaves(computer.resource)
    _pass_over(computer, at=at)
    on = periods.local_day(at, point.zone)
    fitting = queries.turns_for(computer, queries.turns_waiting(point, on))
    if not fitting or queries.standing(computer, at=at).state != "free":
        return None
    return _call(fitting[0], computer, at=at)


def _call(turn: Turn, computer: Computer, *, at: datetime) -> Turn:
    held = Turn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    if held.state != TurnState.WAITING:
        raise SittingRefused(Reason("not_waiting", overridable=False))
    held.state, held.computer, held.until = TurnState.CALLED, computer, at + rules.CALLED_FOR
    held.save(update_fields=["state", "computer", "until"])
    return held


def _pass_over(computer: Computer, *, at: datetime) -> int:
    rows = Turn.objects.filter(computer=computer, state=TurnState.CALLED, until__lte=at)
    return rows.update(state=TurnState.MISSED, person=None, guest_pass=None)


@transaction.atomic
def leave_queue(*, turn: Turn, by: Actor, at: datetime) -> Turn:
    """Whoever waited does not wait any more; a computer that was kept goes to the next."""
    permissions.may_sit(by, turn.service_point_id)
    held = Turn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    if held.state not in {TurnState.WAITING, TurnState.CALLED}:
        raise SittingRefused(Reason("not_waiting", overridable=False))
    computer = held.computer
    held.state, held.person, held.guest_pass = TurnState.LEFT, None, None
    held.save(update_fields=["state", "person", "guest_pass"])
    if computer is not None:
        call_next(computer=computer, by=by, at=at)
    return held


def call_after_missed(*, by: Actor, at: datetime) -> int:
    """Where a number was called and nobody came, the next is called; how many did not come."""
    missed = Turn.objects.filter(state=TurnState.CALLED, until__lte=at).select_related(
        "computer__resource__service_point", "computer__resource__policy", "computer__policy", "computer__device"
    )
    computers = [turn.computer for turn in missed if turn.computer is not None]
    for computer in computers:
        call_next(computer=computer, by=by, at=at)
    return len(computers)


@transaction.atomic
def forget_days(*, by: Actor, at: datetime) -> int:
    """Take away what led to anybody on days that are over everywhere: secrets, keys, passes, numbers."""
    by.need(permissions.PART)
    today = periods.local_day(at - timedelta(hours=1), "Asia/Jakarta")
    Turn.objects.filter(on__lt=today).delete()
    GuestPass.objects.filter(on__lt=today).exclude(pk__in=_in_use()).delete()
    DaySecret.objects.filter(on__lt=today).delete()
    return Sitting.objects.filter(on__lt=today).exclude(holder="").update(holder="")


def _in_use() -> list[int]:
    rows = Sitting.objects.filter(ended_at=None, guest_pass__isnull=False)
    return list(rows.values_list("guest_pass_id", flat=True))
