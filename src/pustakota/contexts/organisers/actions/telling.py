"""Tell an organiser what became of them and of what they planned; what is told is read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.organisers import queries
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisers.models import Organiser


@transaction.atomic
def tell_of_step(*, organiser_id: int, state: str, news: str, at: datetime) -> int:
    """Tell somebody that they came a step further."""
    organiser = queries.organiser(organiser_id)
    if organiser is None or not news or organiser.state != state:
        return 0
    facts: dict[str, Any] = {"news": news, "page": settings.PUBLIC_URL + reverse("public:my_organising")}
    if organiser.credential is not None and organiser.credential.expires_on is not None:
        facts |= {"number": organiser.credential.number, "until_on": organiser.credential.expires_on.isoformat()}
    return _tell(organiser, f"{news}:{at:%Y%m%d%H%M}", facts, at)


@transaction.atomic
def tell_of_revoked(*, credential_id: int, at: datetime) -> int:
    """Tell somebody that the credential by which they organise does not hold any more, and why."""
    organiser = queries.organiser_of_credential(credential_id)
    if organiser is None or organiser.credential is None:
        return 0
    page = settings.PUBLIC_URL + reverse("public:my_organising")
    facts = {"news": "revoked", "words": organiser.credential.revoked_because, "page": page}
    return _tell(organiser, f"revoked:{credential_id}", facts, at)


@transaction.atomic
def tell_of_event(*, event_id: int, state: str, news: str, at: datetime) -> int:
    """Tell an organiser what the library said of what they planned."""
    event = queries.own_event_by_id(event_id)
    if event is None or not news or event.state != state:
        return 0
    page = settings.PUBLIC_URL + reverse("public:my_plan", args=[event.code])
    facts = {"news": news, "event": event.title, "words": event.words, "page": page}
    return _tell(event.organiser, f"event:{event.pk}:{news}:{at:%Y%m%d%H%M}", facts, at)


def _tell(organiser: Organiser, key: str, facts: dict[str, Any], at: datetime) -> int:
    if organiser.person_id is None:
        return 0
    patron = people.patron_of_person(organiser.person_id)
    return notices.queue(
        template="organisers/event",
        key=f"organisers/event:{organiser.pk}:{key}",
        because=f"organiser:{organiser.pk}",
        to=organiser.person_id,
        point=organiser.service_point,
        facts=facts,
        at=at,
        patron_type_id=patron.type_id if patron else None,
    )
