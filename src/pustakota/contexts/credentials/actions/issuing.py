"""Attest something, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.credentials import permissions, rules
from pustakota.contexts.credentials.errors import CredentialRefused
from pustakota.contexts.credentials.events import CredentialIssued, CredentialRevoked
from pustakota.contexts.credentials.models import Credential, NumberSeries
from pustakota.contexts.credentials.rules import CredentialKind
from pustakota.foundation import locks, numbering, outbox, periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from pustakota.contexts.credentials.models import Kind
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def issue(
    *,
    kind: Kind,
    holder: Person,
    at_point: ServicePoint,
    template: str,
    said: Mapping[str, Any],
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
) -> Credential:
    """Give somebody a letter with the next number of its kind; whether they deserve it, the caller has decided."""
    permissions.may_issue(by, at_point.pk)
    year = periods.local_day(at, at_point.zone).year
    serial = numbering.next_number(NumberSeries, kind, year=year)
    issued = Credential.objects.create(
        kind=kind,
        number=rules.number_of(CredentialKind(kind), serial, year),
        year=year,
        serial=serial,
        holder=holder,
        service_point=at_point,
        template=template,
        said=dict(said),
        issued_at=at,
        issued_by=by.account_id,
        expires_on=expires_on,
    )
    outbox.announce(CredentialIssued(credential_id=issued.pk, kind=issued.kind, service_point_id=at_point.pk), at=at)
    return issued


@transaction.atomic
def revoke(*, credential: Credential, because: str, by: Actor, at: datetime) -> Credential:
    """Declare a letter invalid, with the reason that whoever checks it reads."""
    permissions.may_revoke(by, credential.service_point_id)
    credential = locks.hold(credential)
    if reasons := rules.reasons_not_to_revoke(is_revoked=credential.revoked_at is not None, because=because):
        raise CredentialRefused(*reasons)
    credential.revoked_at, credential.revoked_by = at, by.account_id
    credential.revoked_because = because.strip()
    credential.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    outbox.announce(CredentialRevoked(credential_id=credential.pk, kind=credential.kind), at=at)
    return credential
