"""Who keeps incidents: whoever guards personal data."""

from pustakota.contexts.people.permissions import PRIVACY, may_guard_privacy

__all__ = ["PRIVACY", "may_guard_privacy"]
