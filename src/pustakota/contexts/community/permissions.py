"""Who answers proposals, and who may change one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.programmes.permissions import PLAN, may_plan
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.community.models import Proposal
    from pustakota.foundation.actors import Actor

__all__ = ["PLAN", "is_own", "may_plan", "need_own"]


def is_own(by: Actor, proposal: Proposal) -> bool:
    """True for whoever wrote it, and nobody else."""
    return proposal.author_id is not None and proposal.author_id == by.person_id


def need_own(by: Actor, proposal: Proposal) -> None:
    """Raises ``NotAllowed`` unless the actor wrote it."""
    if not is_own(by, proposal):
        raise NotAllowed("community.own")
