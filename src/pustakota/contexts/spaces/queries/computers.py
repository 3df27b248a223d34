"""Who may sit at which computer now, until when, and who waits."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import (
    Claim,
    Computer,
    DaySecret,
    GuestPass,
    Sitting,
    SittingPolicy,
    Turn,
    TurnState,
)
from pustakota.contexts.spaces.queries.free import claimed, leaves_of, opened
from pustakota.contexts.spaces.rules import Limits, Seat, Span
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron, Person

AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who wants to sit down: a member by card, or a pass (which may be for a card)."""

    person: Person | None
    guest_pass: GuestPass | None = None

    @classmethod
    def of(cls, *, patron: Patron | None, guest_pass: GuestPass | None) -> Sitter:
        if patron is not None:
            return cls(patron.person)
        return cls(guest_pass.person if guest_pass else None, guest_pass)

    def age_on(self, day: date) -> int | None:
        if self.person is not None:
            return people.age_on(self.person, day)
        return self.guest_pass.age if self.guest_pass else None

    @property
    def mark(self) -> str:
        """What tells holders apart within a day."""
        if self.person is not None:
            return f"person:{self.person.pk}"
        return f"pass:{self.guest_pass.pk}" if self.guest_pass else ""


def computers() -> QuerySet[Computer]:
    """All public computers that are in service, with what is asked of each."""
    rows = Computer.objects.select_related("resource__service_point", "resource__policy", "policy", "device")
    return rows.filter(resource__is_active=True, resource__service_point__is_active=True).order_by("resource__name")


def computer(resource_id: int) -> Computer | None:
    return computers().filter(pk=resource_id).first()


def computer_of_device(device_id: int) -> Computer | None:
    """The computer on which a program is paired."""
    return computers().filter(device=device_id).first()


def sitting_policies() -> QuerySet[SittingPolicy]:
    return SittingPolicy.objects.order_by("name")


def sitting_at(of: Computer) -> Sitting | None:
    """The session that goes on there."""
    rows = Sitting.objects.select_related("computer__policy", "person__patron", "guest_pass", "booking")
    return rows.filter(computer=of, ended_at=None).first()


def open_sittings() -> QuerySet[Sitting]:
    """All sessions that go on."""
    rows = Sitting.objects.select_related("computer__policy", "computer__resource__service_point")
    return rows.filter(ended_at=None).order_by("pk")


def turn_called_to(of: Computer) -> Turn | None:
    """The turn that was called to a computer and is expected there."""
    return Turn.objects.filter(computer=of, state=TurnState.CALLED).first()


def closing_of(point: ServicePoint, at: datetime) -> datetime | None:
    """When the point closes next; nothing while it is closed."""
    day = periods.local_day(at, point.zone)
    return next((span.end for span in opened(point, day, day) if span.start <= at < span.end), None)


def holder_key(mark: str, on: date) -> str:
    """What is kept of who sat somewhere today: it leads nowhere once the day's secret is gone; empty without one."""
    secret = DaySecret.objects.filter(on=on).values_list("secret", flat=True).first()
    if not mark or secret is None:
        return ""
    return hmac.new(secret.encode(), mark.encode(), hashlib.sha256).hexdigest()


def used_on(holder: str, *, at: datetime) -> timedelta:
    """How long a holder has sat at computers on the day of the key."""
    if not holder:
        return timedelta()
    rows = Sitting.objects.filter(holder=holder).values_list("began_at", "ended_at")
    return sum(((ended or at) - began for began, ended in rows), timedelta())


def limits_of(of: Computer, *, holder: str, besides: int | None, at: datetime) -> Limits:
    """What ends a session there whatever somebody wishes; ``besides``: a booking of one's own."""
    terms, point = of.policy.terms, of.resource.service_point
    closing = closing_of(point, at)
    ahead = claimed(leaves_of(of.resource), Span(at, at + AHEAD), besides=besides)
    taken = next((span.start - of.resource.policy.terms.after for span in ahead if span.end > at), None)
    return Limits(
        closing=closing - terms.before_closing if closing else None,
        taken=taken,
        left=terms.day - used_on(holder, at=at),
    )


def seat_of(of: Computer, sitter: Sitter, *, at: datetime) -> Seat:
    """What is to be known of a computer and of who wants to sit there."""
    called, day = turn_called_to(of), periods.local_day(at, of.resource.service_point.zone)
    return Seat(
        is_out=bool(of.out_because) or not of.resource.is_active,
        in_use=Sitting.objects.filter(computer=of, ended_at=None).exists(),
        kept_for=called.number if called and not _is_theirs(called, sitter) else None,
        sits_elsewhere=_sits(sitter),
        age=sitter.age_on(day),
        youngest=of.youngest,
        oldest=of.oldest,
    )


def _is_theirs(turn: Turn, sitter: Sitter) -> bool:
    by_person = sitter.person is not None and turn.person_id == sitter.person.pk
    return by_person or (sitter.guest_pass is not None and turn.guest_pass_id == sitter.guest_pass.pk)


def pass_of_code(code: str, point: ServicePoint, *, at: datetime) -> GuestPass | None:
    """The pass of today with a code."""
    rows = GuestPass.objects.select_related("person").filter(service_point=point)
    return rows.filter(code_hash=rules.hash_of_pass(code), on=periods.local_day(at, point.zone)).first()


def turn_of(sitter: Sitter) -> Turn | None:
    """The turn with which somebody waits or was called."""
    whose = Q()
    if sitter.person is not None:
        whose |= Q(person=sitter.person)
    if sitter.guest_pass is not None:
        whose |= Q(guest_pass=sitter.guest_pass)
    rows = Turn.objects.filter(whose, state__in=[TurnState.WAITING, TurnState.CALLED])
    return rows.first() if whose else None


def _sits(sitter: Sitter) -> bool:
    rows = Sitting.objects.filter(ended_at=None)
    if sitter.person is not None:
        return rows.filter(person=sitter.person).exists()
    return sitter.guest_pass is not None and rows.filter(guest_pass=sitter.guest_pass).exists()


def turns_waiting(point: ServicePoint, on: date) -> list[Turn]:
    """Who waits for a computer at a point, the lowest number first."""
    rows = Turn.objects.filter(service_point=point, on=on, state=TurnState.WAITING)
    return list(rows.select_related("person__patron").order_by("number"))


def turns_for(of: Computer, turns: Sequence[Turn]) -> list[Turn]:
    """Those among them for whom a computer is."""
    return [turn for turn in turns if rules.suits(turn.age, of.youngest, of.oldest)]


def turns_called(point: ServicePoint, on: date) -> list[Turn]:
    """Who was called and is expected at a computer, the last called first."""
    rows = Turn.objects.filter(service_point=point, on=on, state=TurnState.CALLED)
    return list(rows.select_related("computer__resource").order_by("-until", "-number"))


@dataclass(frozen=True, slots=True)
class Standing:
    """A computer as the desk and the program on it see it. ``state``: free, in_use, kept, booked, out or closed.

    ``until``: when what stands ends, or the next booking begins.
    """

    computer: Computer
    state: str
    sitting: Sitting | None = None
    turn: Turn | None = None
    until: datetime | None = None
    silent_since: datetime | None = None


def standings(point: ServicePoint, *, at: datetime) -> list[Standing]:
    """Every computer of a point; five queries, however many there are."""
    found = list(computers().filter(resource__service_point=point))
    return _standings(found, point, at=at)


def free_computers(point: ServicePoint, *, at: datetime) -> tuple[int, int]:
    """How many are free, of how many in service; one query where there are none."""
    if not computers().filter(resource__service_point=point).exists():
        return 0, 0
    found = [each for each in standings(point, at=at) if each.state != "out"]
    return sum(each.state == "free" for each in found), len(found)


def standing(of: Computer, *, at: datetime) -> Standing:
    """One of them."""
    return _standings([of], of.resource.service_point, at=at)[0]


def _standings(found: Sequence[Computer], point: ServicePoint, *, at: datetime) -> list[Standing]:
    keys = [each.pk for each in found]
    rows = Sitting.objects.filter(computer__in=keys, ended_at=None).select_related("person__patron", "guest_pass")
    sittings = {sitting.computer_id: sitting for sitting in rows}
    turns = {
        turn.computer_id: turn for turn in Turn.objects.filter(computer__in=keys, state=TurnState.CALLED, until__gt=at)
    }
    closing, taken = closing_of(point, at), _taken(keys, at)
    return [
        _standing(each, sittings.get(each.pk), turns.get(each.pk), closing, taken.get(each.pk), at) for each in found
    ]


def _standing(  # noqa: PLR0917 -- what stands at one computer, gathered for all of them at once
    of: Computer,
    sitting: Sitting | None,
    turn: Turn | None,
    closing: datetime | None,
    taken: Span | None,
    at: datetime,
) -> Standing:
    base = Standing(of, "free", silent_since=_silent_since(of, at), until=taken.start if taken else None)
    if sitting is not None:
        return replace(base, state="in_use", sitting=sitting, until=sitting.ends_at)
    if of.out_because:
        return replace(base, state="out")
    if closing is None or closing - of.policy.terms.before_closing - rules.SHORTEST_SITTING < at:
        return replace(base, state="closed")
    if turn is not None:
        return replace(base, state="kept", turn=turn, until=turn.until)
    if taken is not None and taken.start <= at + rules.SHORTEST_SITTING:
        return replace(base, state="booked", until=taken.end)
    return base


def _taken(keys: Collection[int], at: datetime) -> dict[int, Span]:
    """The next time that somebody has at each computer."""
    rows = Claim.objects.filter(resource__in=keys, blocking=True, starts_at__lt=at + AHEAD, ends_at__gt=at)
    found: dict[int, Span] = {}
    for key, start, end in rows.order_by("starts_at").values_list("resource", "starts_at", "ends_at"):
        found.setdefault(key, Span(start, end))
    return found


def _silent_since(of: Computer, at: datetime) -> datetime | None:
    is_paired = of.device is not None and of.device.paired_at is not None and of.device.revoked_at is None
    if not is_paired:
        return None
    heard = of.heard_at or (of.device.paired_at if of.device else None)
    return heard if heard is not None and at - heard > rules.UNHEARD_AFTER else None
