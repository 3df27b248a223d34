"""Which devices there are, and who a device is that shows its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.people.models import Device
from pustakota.contexts.people.rules import devices as rules
from pustakota.foundation.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.db.models import QuerySet


def devices_of(point_id: int) -> QuerySet[Device]:
    """The devices of a point that were not revoked, the newest at the top."""
    return Device.objects.filter(service_point=point_id, revoked_at=None).order_by("-pk")


def device_of(point_id: int, device_id: int) -> Device | None:
    """A device of a point that was not revoked."""
    return devices_of(point_id).filter(pk=device_id).first()


def device_of_token(token: str) -> Device | None:
    """The device that shows a token, with its point; nothing where it was revoked or the point is closed for good."""
    if not token:
        return None
    rows = Device.objects.select_related("service_point")
    return rows.filter(token_hash=rules.hash_of(token), revoked_at=None, service_point__is_active=True).first()


def actor_of_device(device: Device) -> Actor:
    """Who asks there: a device with the rights of its kind at its own point, in nobody's name."""
    return Actor(kind=ActorKind.DEVICE, permissions={device.service_point_id: rules.RIGHTS[device.kind]})
