"""The verbs of fieldwork."""

from pustakota.contexts.fieldwork.actions.settling import forget_person, forget_said, settle, try_again
from pustakota.contexts.fieldwork.actions.taking import Answer, take

__all__ = ["Answer", "forget_person", "forget_said", "settle", "take", "try_again"]
