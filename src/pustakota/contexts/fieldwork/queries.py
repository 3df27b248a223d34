"""What a phone takes along for the day, and what became of what it sent."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from pustakota.contexts.credentials.queries import shortened
from pustakota.contexts.fieldwork.errors import EntryRefused
from pustakota.contexts.fieldwork.models import Entry, Outcome
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from pustakota.contexts.people.models import Device
    from pustakota.contexts.programmes.models import Occurrence, Registration

__all__ = ["Outcome"]

LONGER_THAN_THE_DAY = timedelta(hours=3)
"""An evening at the library may end after midnight; then the list goes from the phone by itself."""


def extract(device: Device, *, at: datetime) -> dict[str, Any]:
    """What a phone keeps while the day lasts: today's events, and of those registered as little as the door needs.

    A card is on it only as a salted hash, a name only as it is shortened, no birthday, no address, no secret link.
    """
    point = device.service_point
    day = periods.local_day(at, point.zone)
    salt = secrets.token_hex(16)
    return {
        "point": point.name,
        "day": day.isoformat(),
        "read_at": at.isoformat(),
        "until": (periods.start_of_day(day + timedelta(days=1), point.zone) + LONGER_THAN_THE_DAY).isoformat(),
        "salt": salt,
        "keys": programmes.admission_keys(),
        "events": [_event(each, salt, device) for each in programmes.held_on(day, point.pk)],
    }


def _event(of: Occurrence, salt: str, device: Device) -> dict[str, Any]:
    is_nameless = of.programme.is_nameless
    return {
        "id": of.pk,
        "name": of.name,
        "start": of.local_start.strftime("%H.%M"),
        "end": of.local_end.strftime("%H.%M"),
        "capacity": of.capacity,
        "nameless": is_nameless,
        "open": of.registration == programmes.Mode.NONE,
        "people": [] if is_nameless else [_person(each, salt) for each in programmes.registrations_at_door(of)],
        "tally": programmes.tally_of(of, counter_of(device)),
    }


def _person(of: Registration, salt: str) -> dict[str, Any]:
    patron = getattr(of.person, "patron", None)
    return {
        "id": of.pk,
        "name": shortened(of.person.name) if of.person else "–",
        "party": of.party,
        "status": of.status,
        "came": of.came_at.isoformat() if of.came_at else None,
        "left": of.left_at.isoformat() if of.left_at else None,
        "card": mark_of_card(patron.card_number, salt) if patron else None,
    }


def mark_of_card(card_number: str, salt: str) -> str:
    """How a phone knows a card again without having its number."""
    return hashlib.sha256(f"{salt}:{card_number.upper()}".encode()).hexdigest()


def counter_of(device: Device) -> str:
    """The name under which a phone counts."""
    return f"device:{device.pk}"


def entry_by_uuid(uuid: UUID) -> Entry | None:
    return Entry.objects.filter(uuid=uuid).first()


def entry(entry_id: int) -> Entry | None:
    return Entry.objects.select_related("device__service_point").filter(pk=entry_id).first()


def entries_about(subject: str) -> QuerySet[Entry]:
    """What phones noted of one registration."""
    return Entry.objects.filter(subject=subject)


def entries_to_settle(point_ids: Sequence[int]) -> list[Entry]:
    """What was refused and nobody settled, the oldest first; at most two hundred."""
    rows = Entry.objects.filter(outcome=Outcome.REFUSED, device__service_point__in=point_ids)
    return list(rows.select_related("device__service_point").order_by("received_at", "pk")[:200])


def number_to_settle(point_id: int) -> int:
    """How much waits at a point."""
    return Entry.objects.filter(outcome=Outcome.REFUSED, device__service_point=point_id).count()


def of_persons(person_ids: Sequence[int]) -> QuerySet[Entry]:
    """What phones noted of these persons: by their registrations, and what was refused by their cards."""
    subjects = [f"registration:{key}" for key in programmes.registration_ids_of(person_ids)]
    cards = [patron.card_number for key in person_ids if (patron := people.patron_of_person(key))]
    return Entry.objects.filter(Q(subject__in=subjects) | Q(said__card__in=cards))


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """What phones noted about a person, in words they can read."""
    rows = of_persons(people.entries_of(person_id)).order_by("received_at", "pk")
    return {
        _("Noted by phones at the door"): [
            {_("at"): row.happened_at or row.received_at, _("what became of it"): row.get_outcome_display()}
            for row in rows
        ]
    }


def words_of(row: Entry) -> list[str]:
    """Why an entry was refused, in the language that is active now."""
    words = {**RegistrationRefused.WORDS, **EntryRefused.WORDS}
    found = [Reason(code, facts, overridable=False) for code, facts in row.reasons]
    return [
        (EntryRefused if reason.code in EntryRefused.WORDS else RegistrationRefused).word(reason)
        if reason.code in words
        else _("This could not be kept (%(code)s).") % {"code": reason.code}
        for reason in found
    ]
