"""Attest that a member owes the library nothing (*surat bebas pustaka*)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import rules
from pustakota.contexts.circulation.errors import ClearanceRefused
from pustakota.contexts.circulation.queries.clearing import clearing_situation
from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.credentials import permissions as credentials_permissions
from pustakota.contexts.credentials import queries as letters
from pustakota.contexts.credentials.actions import Kind
from pustakota.foundation import locks, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.credentials.models import Credential
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

PAPER = "circulation/print/clearance.html"


@transaction.atomic
def clear_member(*, patron: Patron, at_point: ServicePoint, by: Actor, at: datetime) -> Credential:
    """Issue a clearance letter, or refuse with everything that is still open; nobody lends meanwhile."""
    credentials_permissions.may_issue(by, at_point.pk)
    holder = patron.person
    patron = locks.hold(patron)
    if reasons := rules.reasons_not_to_clear(clearing_situation(patron)):
        raise ClearanceRefused(*reasons)
    today = periods.local_day(at, at_point.zone)
    return credentials.issue(
        kind=Kind.CLEARANCE,
        holder=holder,
        at_point=at_point,
        template=PAPER,
        said={"name": holder.name, "card_number": patron.card_number},
        expires_on=today + timedelta(days=letters.valid_days(Kind.CLEARANCE, rules.CLEARANCE_DAYS)),
        by=by,
        at=at,
    )
