"""The verbs of credentials."""

from pustakota.contexts.credentials.actions.forgetting import forget_person
from pustakota.contexts.credentials.actions.issuing import issue, revoke
from pustakota.contexts.credentials.models import Kind

__all__ = ["Kind", "forget_person", "issue", "revoke"]
