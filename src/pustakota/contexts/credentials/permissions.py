"""Who may issue and revoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.credentials.models import Credential
    from pustakota.foundation.actors import Actor

ISSUE, REVOKE = "credentials.issue", "credentials.revoke"
FORGET = "people.edit"


def may_issue(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may issue letters at the point (or at any, without one)."""
    if not by.may(ISSUE, point_id):
        raise NotAllowed(ISSUE)


def may_revoke(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may declare a letter invalid."""
    if not by.may(REVOKE, point_id):
        raise NotAllowed(REVOKE)


def is_for(by: Actor, credential: Credential) -> bool:
    """True for the holder, a guardian, and staff who issue here: those who may have it on paper."""
    mine = credential.holder_id is not None and by.acts_for(credential.holder_id)
    return mine or by.may(ISSUE, credential.service_point_id)


def may_forget(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may forget a person for good."""
    if not by.may(FORGET):
        raise NotAllowed(FORGET)
