"""The verbs of cases."""

from pustakota.contexts.cases.actions.answering import answer_case, assign_case, close_case, reopen_case
from pustakota.contexts.cases.actions.forgetting import forget_person, forget_strangers
from pustakota.contexts.cases.actions.opening import Answered, Contact, open_case, set_promise
from pustakota.contexts.cases.actions.registering import register_from_case
from pustakota.contexts.cases.models import Kind, Source

__all__ = [
    "Answered",
    "Contact",
    "Kind",
    "Source",
    "answer_case",
    "assign_case",
    "close_case",
    "forget_person",
    "forget_strangers",
    "open_case",
    "register_from_case",
    "reopen_case",
    "set_promise",
]
