"""Who holds which machine licence, and why somebody may not use a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces.models import LicenceKind, MachineLicence
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from pustakota.contexts.people.models import Person
    from pustakota.contexts.spaces.models import Resource
    from pustakota.contexts.spaces.rules import Span


def licence_kinds() -> QuerySet[LicenceKind]:
    """Every licence that can be had, with the machines that want it."""
    return LicenceKind.objects.prefetch_related("resources__service_point").order_by("name")


def licence_kind(key: int) -> LicenceKind | None:
    return LicenceKind.objects.filter(pk=key).first()


def holders(kind: LicenceKind) -> QuerySet[MachineLicence]:
    """Whoever was given this licence, the newest first, also where it does not hold any more."""
    rows = kind.licences.select_related("credential__holder__patron", "credential__service_point__library")
    return rows.order_by("-credential__issued_at", "-pk")


def licences_of(person_id: int) -> QuerySet[MachineLicence]:
    """What a person holds that was not withdrawn, the one that lasts longest last."""
    rows = MachineLicence.objects.filter(
        credential__holder__in=people.entries_of(person_id), credential__revoked_at__isnull=True
    )
    return rows.select_related("kind", "credential__service_point").order_by("credential__expires_on", "pk")


def holds_licence(kind_id: int, person_id: int, *, on: date) -> bool:
    """True where a person's licence of this kind holds on a day; its last day counts."""
    lasts = Q(credential__expires_on__isnull=True) | Q(credential__expires_on__gte=on)
    return licences_of(person_id).filter(lasts, kind=kind_id).exists()


def reasons_of_licence(of: Resource, person: Person, span: Span) -> Iterator[Reason]:
    """Why this person may not use it then: a reason about the person, not about the time."""
    kind = of.licence
    if kind is None:
        return
    day = periods.local_day(span.start, of.service_point.zone)
    if not holds_licence(kind.pk, person.pk, on=day):
        had = licences_of(person.pk).filter(kind=kind).exists()
        yield Reason("licence_ends_before" if had else "licence_needed", {"licence": kind.name, "how": kind.how})
    if (
        kind.needs_guardian
        and people.is_child(day, person.born_on)
        and not people.has_consent(person.pk, people.MACHINES)
    ):
        yield Reason("guardian_agrees_first", overridable=False)


class Holder(NamedTuple):
    """A licence that was given, and whether it holds now, in words."""

    licence: MachineLicence
    holds: bool
    word: str | Promise


def holders_now(kind: LicenceKind, *, at: datetime) -> list[Holder]:
    """Whoever was given this licence, the newest first, each with whether it still holds."""
    rows = ((row, credentials.standing_of(row.credential, at=at)) for row in holders(kind))
    return [
        Holder(row, standing is credentials.Standing.VALID, credentials.STANDING_WORDS[standing])
        for row, standing in rows
    ]
