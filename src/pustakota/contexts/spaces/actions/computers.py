"""Say which computers there are for the public, on which terms; pair the program on one; take one out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.people import actions as people
from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.actions.claiming import hold_leaves
from pustakota.contexts.spaces.actions.keeping import add_resource
from pustakota.contexts.spaces.errors import SittingRefused
from pustakota.contexts.spaces.models import Computer, Kind, SittingPolicy, Turn, TurnState
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Policy, Resource
    from pustakota.foundation.actors import Actor


@transaction.atomic
def keep_sitting_policy(*, name: str, by: Actor, **terms: Any) -> SittingPolicy:
    """Terms of sitting at a computer, in minutes; those of the same name are changed, for who sits down from now on."""
    permissions.may_keep_shared(by, queries.points_sharing(computer__policy__name=name.strip()))
    if terms.get("day", 120) < terms.get("session", 60):
        raise SittingRefused(Reason("day_shorter", overridable=False))
    kept, _is_new = SittingPolicy.objects.update_or_create(name=name.strip(), defaults=terms)
    return kept


@transaction.atomic
def add_computer(
    *,
    service_point: ServicePoint,
    name: str,
    policy: SittingPolicy,
    booking: Policy,
    by: Actor,
    at: datetime,
    youngest: int | None = None,
    oldest: int | None = None,
) -> Computer:
    """A computer for the public, which may also be booked ahead."""
    if youngest is not None and oldest is not None and oldest < youngest:
        raise SittingRefused(Reason("ages_backwards", overridable=False))
    resource = add_resource(service_point=service_point, name=name, kind=Kind.COMPUTER, policy=booking, by=by, at=at)
    return open_to_public(resource=resource, policy=policy, by=by, youngest=youngest, oldest=oldest)


@transaction.atomic
def open_to_public(
    *, resource: Resource, policy: SittingPolicy, by: Actor, youngest: int | None = None, oldest: int | None = None
) -> Computer:
    """Make a resource a public computer with sessions, or change for whom it is and on which terms."""
    permissions.may_keep(by, resource.service_point_id)
    given = {"policy": policy, "youngest": youngest, "oldest": oldest}
    made, _is_new = Computer.objects.update_or_create(resource=resource, defaults=given)
    return made


@transaction.atomic
def take_out(*, computer: Computer, because: str, by: Actor, at: datetime) -> Computer:
    """Nobody sits down there until it is put back; who was called to it waits again."""
    permissions.may_book(by, computer.resource.service_point_id)
    hold_leaves(computer.resource)
    if not because.strip():
        raise SittingRefused(Reason("reason_missing", overridable=False))
    if queries.sitting_at(computer) is not None:
        raise SittingRefused(Reason("someone_sits", overridable=False))
    del at
    Turn.objects.filter(computer=computer, state=TurnState.CALLED).update(
        state=TurnState.WAITING, computer=None, until=None
    )
    computer.out_because = because.strip()[:120]
    computer.save(update_fields=["out_because"])
    return computer


@transaction.atomic
def put_back(*, computer: Computer, by: Actor) -> Computer:
    """It is in service again."""
    permissions.may_book(by, computer.resource.service_point_id)
    computer.out_because = ""
    computer.save(update_fields=["out_because"])
    return computer


@transaction.atomic
def pair_computer(*, computer: Computer, by: Actor, at: datetime) -> str:
    """A code to type in at the computer; the program that was paired before is a stranger from now on."""
    if computer.device is not None:
        people.revoke_device(device=computer.device, by=by, at=at)
    added = people.add_device(
        name=computer.resource.name[:60],
        kind=people.DeviceKind.COMPUTER,
        at_point=computer.resource.service_point,
        by=by,
        at=at,
    )
    computer.device, computer.heard_at = added.device, None
    computer.save(update_fields=["device", "heard_at"])
    return added.code
