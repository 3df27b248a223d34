"""What is known at the door, and how other ledgers name a date."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Sum

from pustakota.contexts.participation import queries as participation
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import (
    Kind,
    Occurrence,
    Registration,
    Tally,
)
from pustakota.foundation import periods, signing


def admission_of(row: Registration, *, at: datetime) -> str:
    """What the QR of a seat says, with its signature; see ``rules.admissions``."""
    occurrence = row.occurrence
    seat = rules.Admission(
        registration_id=row.pk,
        occurrence_id=occurrence.pk,
        on=periods.local_day(occurrence.starts_at, occurrence.service_point.zone),
        party=row.party,
        made_at=at,
    )
    text = rules.payload(seat)
    return f"{text}.{signing.signed(text, purpose=rules.ADMISSION)}"


def registration_of_admission(text: str, of: Occurrence) -> Registration | None:
    """Whose seat of this date a QR speaks of; nothing where it is not ours, or of another date."""
    said, _dot, signature = text.strip().rpartition(".")
    key = rules.registration_in(said)
    if key is None or not signing.is_signed(said, signature, purpose=rules.ADMISSION):
        return None
    return of.registrations.select_related("person").filter(pk=key).first()


def admission_keys() -> list[str]:
    """What checks such a QR without a network."""
    return signing.public_keys(rules.ADMISSION)


def word_of_room(of: Occurrence, *, at: datetime) -> str:
    """What the display in the room shows now."""
    return rules.word_at(str(settings.SECRET_KEY), of.pk, at)


def registrations_at_door(of: Occurrence) -> list[Registration]:
    """Whom somebody at the door may meet: those with a seat or waiting, with their persons."""
    rows = of.registrations.filter(status__in=rules.LIVE).select_related("person__patron")
    return list(rows.order_by("person__name", "pk"))


def tally_of(of: Occurrence, counter: str) -> dict[str, int]:
    """What one counter has counted of each band."""
    rows = Tally.objects.filter(occurrence=of, counter=counter)
    return dict(rows.values_list("band", "participation__number"))


def heads(of: Occurrence) -> int:
    """How many came, as the ledger of participation has it."""
    return int(participation.parts_in(ref_of(of)).aggregate(n=Sum("number", default=0))["n"])


def ref_of(of: Occurrence) -> str:
    """How other ledgers name it."""
    return f"occurrence:{of.pk}"


def activity_of(of: Occurrence) -> participation.ActivityKind:
    is_course = of.programme.kind == Kind.COURSE
    return participation.ActivityKind.COURSE if is_course else participation.ActivityKind.EVENT
