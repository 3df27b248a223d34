"""What fieldwork does by the clock."""

from datetime import datetime

from pustakota.contexts.fieldwork import actions


def forget_said(at: datetime) -> int:
    """What phones noted three months ago leads to nobody any more."""
    return actions.forget_said(at=at)
