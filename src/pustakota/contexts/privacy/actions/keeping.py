"""Write an incident down, note what was done about it, and close it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.privacy import permissions, queries, rules
from pustakota.contexts.privacy.errors import IncidentRefused
from pustakota.contexts.privacy.models import Incident
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.privacy.rules import Facts
    from pustakota.foundation.actors import Actor


@transaction.atomic
def keep_incident(*, facts: Facts, at_point: ServicePoint, by: Actor, at: datetime) -> Incident:
    """Write an incident down; the term of the law counts from when it was noticed."""
    permissions.may_guard_privacy(by)
    if reasons := rules.reasons_not_to_keep(facts, at=at):
        raise IncidentRefused(*reasons)
    return Incident.objects.create(service_point=at_point, kept_at=at, kept_by=by.account_id, **_tidy(facts))


@transaction.atomic
def change_incident(*, incident: Incident, facts: Facts, by: Actor, at: datetime) -> Incident:
    """What is known now; letters that went out keep what they said."""
    held = _held(incident, by)
    if reasons := rules.reasons_not_to_keep(facts, at=at):
        raise IncidentRefused(*reasons)
    for name, value in _tidy(facts).items():
        setattr(held, name, value)
    held.save()
    return held


@transaction.atomic
def note_agency_told(*, incident: Incident, letter: str, by: Actor, at: datetime) -> None:
    """The authority was told, by which letter."""
    held = _held(incident, by)
    held.agency_told_at, held.agency_letter = at, letter.strip()
    held.save(update_fields=["agency_told_at", "agency_letter"])


@transaction.atomic
def note_public_told(*, incident: Incident, where: str, by: Actor, at: datetime) -> None:
    """The public was told, where: article 46 (3) asks for it where a public service fails or many are concerned."""
    held = _held(incident, by)
    held.public_told_at, held.public_where = at, where.strip()
    held.save(update_fields=["public_told_at", "public_where"])


@transaction.atomic
def close_incident(*, incident: Incident, learnt: str, by: Actor, at: datetime) -> None:
    """It is over: everybody was told; what changes from now on stands with it."""
    held = _held(incident, by)
    untold = queries.standing(held, at=at).untold
    if reasons := rules.reasons_not_to_close(untold=untold, agency_told=held.agency_told_at is not None):
        raise IncidentRefused(*reasons)
    held.closed_at, held.closed_by, held.learnt = at, by.account_id, learnt.strip()
    held.save(update_fields=["closed_at", "closed_by", "learnt"])


def _held(incident: Incident, by: Actor) -> Incident:
    permissions.may_guard_privacy(by)
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    if held.closed_at is not None:
        raise IncidentRefused(Reason("already_closed", overridable=False))
    return held


def _tidy(facts: Facts) -> dict[str, object]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(facts).items()}
