"""Volunteers who help in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.festivals import permissions, queries
from pustakota.contexts.festivals.actions.keeping import refused
from pustakota.contexts.festivals.models import Volunteer
from pustakota.foundation import locks

if TYPE_CHECKING:
    from pustakota.contexts.festivals.models import Session
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def name_volunteer(*, session: Session, person: Person, by: Actor, task: str = "") -> Volunteer:
    """Name a volunteer; nobody helps in two sessions at one time."""
    permissions.may_host(by, session.festival.programme.service_point_id)
    person = locks.hold(person)
    slot = next(iter(queries.slots([session])), None)
    if session.volunteers.filter(person=person).exists() or (slot and queries.volunteers_at(person.pk, slot)):
        raise refused("is_volunteering")
    return Volunteer.objects.create(session=session, person=person, task=task.strip())


@transaction.atomic
def drop_volunteer(*, volunteer: Volunteer, by: Actor) -> None:
    """They do not help after all."""
    permissions.may_host(by, volunteer.session.festival.programme.service_point_id)
    volunteer.delete()
