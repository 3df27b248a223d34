"""Who may lend, return, renew and reserve, and who may overrule a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.circulation.models import PolicyRow
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

PART = "circulation.part"
LEND, OVERRIDE, POLICY = "circulation.lend", "circulation.override", "circulation.policy"


@dataclass(frozen=True, slots=True)
class Override:
    """The wish to act against a rule, with the reason that will be kept."""

    reason: str


def may_lend(by: Actor, at_point: ServicePoint) -> None:
    """Raises ``NotAllowed`` unless the actor may lend and take back at the point."""
    by.need(LEND, at_point.pk)


def may_lend_somewhere(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may lend at any point: asked before a card or barcode is looked up."""
    by.need(LEND)


def may_act_for(by: Actor, patron: Patron | None) -> None:
    """Raises ``NotAllowed`` unless the actor is the member, a guardian, or staff who lend."""
    if not is_for(by, patron):
        raise NotAllowed(LEND)


def is_for(by: Actor, patron: Patron | None) -> bool:
    """True for the member, a guardian, and staff who lend; for others the member's loans and holds do not exist.

    What has been parted from its member is nobody's.
    """
    return by.may(LEND) or (patron is not None and by.acts_for(patron.person_id))


def may_part(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the system itself asks: what has ended is parted from its member by the clock."""
    by.need(PART)


def may_see_policies(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change lending rules anywhere."""
    by.need(POLICY)


def may_edit_policy(by: Actor, row: PolicyRow) -> None:
    """Raises ``NotAllowed`` unless the actor may change this rule: at its point, in its library, or everywhere."""
    if row.service_point_id is None and row.library_id is not None:
        by.need_throughout(POLICY, row.library_id)
    else:
        by.need(POLICY, row.service_point_id or EVERYWHERE)


def may_edit_policy_everywhere(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change lending rules that hold at every point."""
    by.need(POLICY, EVERYWHERE)


def edits_policy_everywhere(by: Actor) -> bool:
    """True for those who may change lending rules that hold at every point."""
    return by.may(POLICY, EVERYWHERE)


def after_override(
    reasons: Sequence[Reason], override: Override | None, by: Actor, at_point: ServicePoint
) -> tuple[Reason, ...]:
    """The reasons that still stand when whoever may overrides those that can be overridden."""
    if override is None or not override.reason.strip() or not by.may(OVERRIDE, at_point.pk):
        return tuple(reasons)
    return tuple(reason for reason in reasons if not reason.overridable)
