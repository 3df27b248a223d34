"""Keeping what was overridden, by whom and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.circulation.models import OverrideLogged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.circulation.permissions import Override
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.reasons import Reason


def keep_override(
    action: str, reasons: Sequence[Reason], override: Override, *, by: Actor, at_point: ServicePoint, at: datetime
) -> None:
    """Write down an override, in the transaction of the action that it allowed."""
    OverrideLogged.objects.create(
        at=at,
        account_id=by.account_id,
        service_point=at_point,
        action=action,
        codes=[reason.code for reason in reasons],
        reason=override.reason.strip(),
    )
