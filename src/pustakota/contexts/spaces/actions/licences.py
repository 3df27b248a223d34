"""Issue a machine licence after an induction, and take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.errors import LicenceRefused
from pustakota.contexts.spaces.models import LicenceKind, MachineLicence
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

PAPER = "spaces/print/licence.html"


@transaction.atomic
def keep_licence_kind(*, kind: LicenceKind, by: Actor) -> LicenceKind:
    """A licence as staff word it, new or changed; for whoever keeps each point whose machines want it."""
    permissions.may_keep_shared(by, queries.points_sharing(licence=kind.pk) if kind.pk else ())
    kind.name, kind.how, kind.link = kind.name.strip(), kind.how.strip(), kind.link.strip()
    same = LicenceKind.objects.filter(name=kind.name).exclude(pk=kind.pk).exists()
    is_address = not kind.link or kind.link.startswith(("https://", "http://", "/"))
    checks = (
        ("licence_name_missing", not kind.name),
        ("licence_name_taken", same),
        ("how_missing", not kind.how),
        ("link_wrong", not is_address),
    )
    if reasons := [Reason(code, overridable=False) for code, is_wrong in checks if is_wrong]:
        raise LicenceRefused(*reasons)
    kind.save()
    return kind


@transaction.atomic
def want_licence(*, resource: Resource, kind: LicenceKind | None, by: Actor) -> None:
    """From now on nobody books this without the licence; without a kind, everybody may."""
    permissions.may_keep(by, resource.service_point_id)
    resource.licence = kind
    resource.save(update_fields=["licence"])


@transaction.atomic
def issue_licence(
    *, kind: LicenceKind, patron: Patron, at_point: ServicePoint, by: Actor, at: datetime
) -> MachineLicence:
    """Give somebody a licence after they were shown the machine; under eighteen, once a guardian agreed."""
    today = periods.local_day(at, at_point.zone)
    person = patron.person
    lacks_consent = kind.needs_guardian and people.is_child(today, person.born_on)
    if lacks_consent and not people.has_consent(person.pk, people.MACHINES):
        raise LicenceRefused(Reason("guardian_agrees_first", overridable=False))
    made = credentials.issue(
        kind=credentials.Kind.LICENCE,
        holder=person,
        at_point=at_point,
        template=PAPER,
        said={"name": person.name, "card_number": patron.card_number, "about": kind.name},
        expires_on=today + timedelta(days=kind.valid_days) if kind.valid_days else None,
        by=by,
        at=at,
    )
    return MachineLicence.objects.create(kind=kind, credential=made)


@transaction.atomic
def withdraw_licence(*, licence: MachineLicence, because: str, by: Actor, at: datetime) -> None:
    """A licence no longer holds; whoever held it reads why. Bookings that are ahead stand, and do not begin."""
    credentials.revoke(credential=licence.credential, because=because, by=by, at=at)
