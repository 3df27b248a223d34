"""Public computers for tests, open when their point is."""

from datetime import datetime
from typing import Any

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Kind
from pustakota.contexts.spaces.models import Computer, Sitting
from pustakota.foundation.actors import SYSTEM, Actor, ActorKind
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.spaces import numbers, terms


def a_computer(
    *,
    at_point: ServicePoint | None = None,
    name: str = "",
    youngest: int | None = None,
    oldest: int | None = None,
    **given: Any,
) -> Computer:
    """A computer where one sits for an hour, two hours a day, unless told otherwise."""
    resource = actions.add_resource(
        service_point=at_point or a_point(),
        name=name or f"Komputer {next(numbers)}",
        kind=Kind.COMPUTER,
        policy=terms(step=15, shortest=15, longest=60),
        by=SYSTEM,
        at=NOW,
    )
    policy = actions.keep_sitting_policy(name=f"Duduk {next(numbers)}", by=SYSTEM, **given)
    made = actions.open_to_public(resource=resource, policy=policy, youngest=youngest, oldest=oldest, by=SYSTEM)
    found = queries.computer(made.pk)
    assert found is not None
    return found


def the_program_on(computer: Computer) -> Actor:
    """What the program on a computer may do."""
    rights = {computer.resource.service_point_id: frozenset({"spaces.sit"})}
    return Actor(kind=ActorKind.DEVICE, permissions=rights)


def a_sitting(computer: Computer | None = None, *, patron: Patron | None = None, at: datetime = NOW) -> Sitting:
    """A member sits down by their card."""
    computer = computer or a_computer()
    return actions.sit_down(computer=computer, patron=patron or a_patron(), by=the_program_on(computer), at=at)
