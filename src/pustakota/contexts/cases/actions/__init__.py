"""The verbs of cases."""

from pustakota.contexts.cases.actions.answering import answer_case, assign_case, close_case, reopen_case
from pustakota.contexts.cases.actions.correcting import ask_correction, ask_deletion, correct_from_case
from pustakota.contexts.cases.actions.forgetting import forget_person, forget_strangers
from pustakota.contexts.cases.actions.opening import Answered, Contact, open_case, set_promise
from pustakota.contexts.cases.actions.registering import agree_for_child, register_from_case
from pustakota.contexts.cases.actions.telling import stop_telling, tell_answered
from pustakota.contexts.cases.models import Kind, Source

__all__ = [
    "Answered",
    "Contact",
    "Kind",
    "Source",
    "agree_for_child",
    "answer_case",
    "ask_correction",
    "ask_deletion",
    "assign_case",
    "close_case",
    "correct_from_case",
    "forget_person",
    "forget_strangers",
    "open_case",
    "register_from_case",
    "reopen_case",
    "set_promise",
    "stop_telling",
    "tell_answered",
]
