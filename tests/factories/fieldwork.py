"""Phones for tests, and what they note."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from pustakota.contexts.fieldwork import actions
from pustakota.contexts.fieldwork.actions import Answer
from pustakota.contexts.fieldwork.models import Entry
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.people.models import Device
from pustakota.contexts.programmes.models import Occurrence, Registration
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.programmes import BEGINS

places = count(1)


def a_phone(at_point: ServicePoint, *, name: str = "Ponsel pintu") -> Device:
    return people_actions.add_device(name=name, kind=DeviceKind.PHONE, at_point=at_point, by=SYSTEM, at=NOW).device


def a_paired_token(at_point: ServicePoint, *, at: datetime = NOW) -> str:
    """What the cookie of a paired phone holds."""
    added = people_actions.add_device(name="Ponsel", kind=DeviceKind.PHONE, at_point=at_point, by=SYSTEM, at=at)
    return people_actions.pair_device(code=added.code, kind=DeviceKind.PHONE, at=at).token


def an_entry(kind: str, occurrence: Occurrence, *, at: datetime = BEGINS, **said: Any) -> dict[str, Any]:
    """As a phone writes it into its log."""
    return {
        "uuid": str(uuid4()),
        "seq": next(places),
        "kind": kind,
        "at": at.isoformat(),
        "occurrence": occurrence.pk,
        **said,
    }


def here(registration: Registration, *, at: datetime = BEGINS) -> dict[str, Any]:
    return an_entry("here", registration.occurrence, at=at, registration=registration.pk)


def undo(entry: dict[str, Any], occurrence: Occurrence, *, at: datetime = BEGINS) -> dict[str, Any]:
    return an_entry("undo", occurrence, at=at, undoes=entry["uuid"])


def sent_by(device: Device, *entries: Any, at: datetime = BEGINS, sent_at: datetime | None = None) -> list[Answer]:
    """What the library answers to a sending."""
    sending = {"sent_at": (sent_at or at).isoformat(), "entries": list(entries)}
    return actions.take(sent=sending, device=device, by=people.actor_of_device(device), at=at)


def outcomes(answers: list[Answer]) -> list[str]:
    return [answer.outcome for answer in answers]


def a_refused_entry(at_point: ServicePoint, occurrence: Occurrence) -> Entry:
    """Of a card that nobody has."""
    sent = an_entry("card", occurrence, card="TAKADA")
    sent_by(a_phone(at_point), sent)
    return Entry.objects.get(uuid=sent["uuid"])
