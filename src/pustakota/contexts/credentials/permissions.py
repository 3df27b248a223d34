"""Who may issue and revoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.credentials.rules import CredentialKind
from pustakota.foundation.actors import EVERYWHERE

if TYPE_CHECKING:
    from pustakota.contexts.credentials.models import Credential
    from pustakota.foundation.actors import Actor

ISSUE, REVOKE = "credentials.issue", "credentials.revoke"


def may_issue(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may issue letters at the point (or at any, without one)."""
    by.need(ISSUE, point_id)


def may_revoke(by: Actor, credential: Credential) -> None:
    """Raises ``NotAllowed`` unless the actor may declare a letter invalid; see ``right_to_revoke``."""
    by.need(right_to_revoke(credential), credential.service_point_id)


def right_to_revoke(credential: Credential) -> str:
    """What lets somebody act is withdrawn by whoever issues it, since somebody may get hurt; others by the head."""
    return ISSUE if credential.kind in (CredentialKind.LICENCE, CredentialKind.ORGANISER) else REVOKE


def may_write_texts(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may choose the words of letters, which all points share."""
    by.need(REVOKE, EVERYWHERE)


def is_for(by: Actor, credential: Credential) -> bool:
    """True for the holder, a guardian, and staff who issue here: those who may have it on paper."""
    mine = credential.holder_id is not None and by.acts_for(credential.holder_id)
    return mine or by.may(ISSUE, credential.service_point_id)
