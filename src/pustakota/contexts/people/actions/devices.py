"""Add, pair and revoke the machines of a point."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from pustakota.contexts.people import permissions
from pustakota.contexts.people.errors import DeviceRefused
from pustakota.contexts.people.models import Device, DeviceKind
from pustakota.contexts.people.rules import devices as rules
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class Added(NamedTuple):
    """A device and the code to type in at it; the code is shown once."""

    device: Device
    code: str


class Paired(NamedTuple):
    """A device and the token it shows from now on; the token is shown once."""

    device: Device
    token: str


@transaction.atomic
def add_device(*, name: str, kind: DeviceKind, at_point: ServicePoint, by: Actor, at: datetime) -> Added:
    """Add a device of a point, to be paired within a quarter of an hour."""
    permissions.may_keep_devices(by, at_point.pk)
    code = "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_LENGTH))
    device = Device.objects.create(
        kind=kind,
        name=name,
        service_point=at_point,
        added_at=at,
        added_by=by.account_id,
        code_hash=rules.hash_of(code),
        code_until=at + rules.CODE_LASTS,
    )
    return Added(device, code)


@transaction.atomic
def pair_device(*, code: str, kind: DeviceKind, at: datetime) -> Paired:
    """Give the device of a kind that types the code its token; the code holds once. Nobody is signed in there."""
    hashed = rules.hash_of(rules.plain_code(code))
    waiting = Device.objects.select_for_update().filter(kind=kind, code_until__gt=at, revoked_at=None)
    device = waiting.filter(code_hash=hashed).first()
    if device is None:
        raise DeviceRefused(Reason("code_unknown", overridable=False))
    token = secrets.token_urlsafe(32)
    device.code_hash, device.code_until, device.token_hash = "", None, rules.hash_of(token)
    device.paired_at = device.last_seen_at = at
    device.save(update_fields=["code_hash", "code_until", "token_hash", "paired_at", "last_seen_at"])
    return Paired(device, token)


def note_device_seen(*, device: Device, at: datetime) -> None:
    """Keep when a device was last seen, now and then."""
    if device.last_seen_at is None or at - device.last_seen_at >= rules.SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(last_seen_at=at)


@transaction.atomic
def revoke_device(*, device: Device, by: Actor, at: datetime) -> None:
    """Take a device's right away; from its next page on it is a stranger."""
    permissions.may_keep_devices(by, device.service_point_id)
    Device.objects.filter(pk=device.pk, revoked_at=None).update(
        revoked_at=at, token_hash="", code_hash="", code_until=None
    )
