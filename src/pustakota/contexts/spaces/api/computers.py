"""The program on a public computer: paired once, it asks what stands, begins, prolongs and ends sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer
from pydantic import Field, StringConstraints

from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.spaces import actions, queries, rules
from pustakota.contexts.spaces.errors import SittingRefused
from pustakota.contexts.spaces.models import Computer, Sitting
from pustakota.foundation import clock, periods, throttle
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.spaces.queries import Standing

Typed = Annotated[str, StringConstraints(max_length=128)]


@dataclass(frozen=True, slots=True)
class AtComputer:
    """The computer whose program asks, and what it may do."""

    computer: Computer
    actor: Actor


class ComputerBearer(HttpBearer):
    """``Authorization: Bearer …`` with the token of the pairing; no other token opens these operations."""

    def authenticate(self, request: HttpRequest, token: str) -> AtComputer | None:
        del request
        device = people.device_of_token(token)
        computer = queries.computer_of_device(device.pk) if device else None
        return AtComputer(computer, people.actor_of_device(device)) if device and computer else None


class ComputerRequest(HttpRequest):
    """A request of a paired computer."""

    auth: AtComputer


router = Router(tags=["computers"], auth=ComputerBearer())


class PairingAsked(Schema):
    """The code that the desk shows when a computer is paired."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class PairingMade(Schema):
    """``token`` is shown once."""

    token: str
    name: str


class SessionAsked(Schema):
    """A card number with its password, or the code of a pass."""

    card_number: Typed = ""
    password: Typed = ""
    guest_pass: Typed = ""


class Heartbeat(Schema):
    """``idle_seconds``: how long nobody has touched keyboard and mouse, where the program knows."""

    idle_seconds: Annotated[int, Field(ge=0, le=86400)] | None = None


class SessionShown(Schema):
    """``ends_at`` is the lease: until then the session goes on, also while the server cannot be reached."""

    began_at: datetime
    ends_at: datetime
    warns_at: datetime
    seconds_left: int
    waiting: int


class ComputerShown(Schema):
    """``state``: free, in_use, kept (for ``called``), booked, out or closed; ``until``: when that ends or changes."""

    id: int
    name: str
    state: str
    called: int | None
    until: datetime | None
    session: SessionShown | None
    server_time: datetime
    ask_again_seconds: int


@router.post("/computers/pairings", response={201: PairingMade}, auth=None)
def pair(request: HttpRequest, asked: PairingAsked) -> PairingMade:
    """Give the program that types the code of the desk its token."""
    throttle.count(request, "pairing")
    paired = people_actions.pair_device(code=asked.code, kind=DeviceKind.COMPUTER, at=clock.now())
    return PairingMade(token=paired.token, name=paired.device.name)


@router.get("/computers/this", response=ComputerShown)
def this_computer(request: ComputerRequest) -> ComputerShown:
    """What stands at this computer."""
    return _shown(request.auth.computer, at=clock.now())


@router.post("/computers/this/heartbeats", response=ComputerShown)
def heartbeat(request: ComputerRequest, asked: Heartbeat) -> ComputerShown:
    """The program lives; where nobody has touched anything for long, the session ends."""
    at, idle = clock.now(), asked.idle_seconds
    actions.note_heard(
        computer=request.auth.computer,
        by=request.auth.actor,
        at=at,
        idle=None if idle is None else timedelta(seconds=idle),
    )
    return _shown(request.auth.computer, at=at)


@router.post("/computers/this/session", response={201: ComputerShown})
def begin_session(request: ComputerRequest, asked: SessionAsked) -> ComputerShown:
    """Begin a session for a card with its password, or for a pass."""
    here, at = request.auth, clock.now()
    patron, sitter = actions.recognise(
        request,
        computer=here.computer,
        card=asked.card_number,
        password=asked.password,
        code=asked.guest_pass,
        at=at,
    )
    actions.sit_down(computer=here.computer, patron=patron, guest_pass=sitter.guest_pass, by=here.actor, at=at)
    return _shown(here.computer, at=at)


@router.post("/computers/this/session/extensions", response=ComputerShown)
def extend_session(request: ComputerRequest) -> ComputerShown:
    """Let the session last longer, while nobody waits and the day's time allows."""
    here, at = request.auth, clock.now()
    actions.stay_longer(sitting=_going_on(here), by=here.actor, at=at)
    return _shown(here.computer, at=at)


@router.delete("/computers/this/session", response={204: None})
def end_session(request: ComputerRequest) -> None:
    """End the session."""
    here = request.auth
    actions.get_up(sitting=_going_on(here), by=here.actor, at=clock.now())


def _going_on(here: AtComputer) -> Sitting:
    sitting = queries.sitting_at(here.computer)
    if sitting is None:
        raise SittingRefused(Reason("nobody_sits", overridable=False))
    return sitting


def _shown(computer: Computer, *, at: datetime) -> ComputerShown:
    standing = queries.standing(computer, at=at)
    return ComputerShown(
        id=computer.pk,
        name=computer.resource.name,
        state=standing.state,
        called=standing.turn.number if standing.turn else None,
        until=standing.until,
        session=_session(standing, at) if standing.sitting else None,
        server_time=at,
        ask_again_seconds=int(rules.HEARD_EVERY.total_seconds()),
    )


def _session(standing: Standing, at: datetime) -> SessionShown | None:
    sitting, computer = standing.sitting, standing.computer
    if sitting is None:
        return None
    point = computer.resource.service_point
    waiting = queries.turns_for(computer, queries.turns_waiting(point, periods.local_day(at, point.zone)))
    return SessionShown(
        began_at=sitting.began_at,
        ends_at=sitting.ends_at,
        warns_at=sitting.ends_at - computer.policy.terms.warning,
        seconds_left=max(0, int((sitting.ends_at - at).total_seconds())),
        waiting=len(waiting),
    )
