"""The verbs of credentials."""

from pustakota.contexts.credentials.actions.forgetting import forget_person
from pustakota.contexts.credentials.actions.issuing import issue, reissue, revoke, write_text
from pustakota.contexts.credentials.models import Kind, LetterText

__all__ = ["Kind", "LetterText", "forget_person", "issue", "reissue", "revoke", "write_text"]
