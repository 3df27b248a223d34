"""Programmes for tests; what takes place does so on Tuesday of the week after next unless told otherwise."""

from datetime import date, datetime
from itertools import count
from typing import Any

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.models import Occurrence, Programme, Registration
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_patron

A_LATER_TUESDAY = date(2026, 3, 10)
BEGINS = at_clock(A_LATER_TUESDAY, "09:00")
numbers = count(1)


def a_programme(*, at_point: ServicePoint | None = None, title: str = "", **given: Any) -> Programme:
    return actions.add_programme(
        service_point=at_point or a_point(), title=title or f"Kegiatan {next(numbers)}", by=SYSTEM, at=NOW, **given
    )


def an_occurrence(
    programme: Programme | None = None, *, capacity: int | None = 10, starts_at: datetime = BEGINS, **given: Any
) -> Occurrence:
    """Announced, with ten seats."""
    return actions.plan(
        programme=programme or a_programme(), starts_at=starts_at, capacity=capacity, by=SYSTEM, at=NOW, **given
    )


def a_registration(
    occurrence: Occurrence, *, patron: Patron | None = None, at: datetime = NOW, party: int = 1
) -> Registration:
    """Made by staff."""
    return actions.register(occurrence=occurrence, person=(patron or a_patron()).person, by=SYSTEM, at=at, party=party)
