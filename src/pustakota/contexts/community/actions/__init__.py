"""The verbs of the community."""

from pustakota.contexts.community.actions.answering import answer, follow_case, promise
from pustakota.contexts.community.actions.persons import follow_merge, forget_person, part_from_persons, undo_merge
from pustakota.contexts.community.actions.proposing import change, publish, stop_supporting, support, withdraw, write
from pustakota.contexts.community.actions.telling import remind_staff, tell_of_proposal
from pustakota.contexts.community.rules import Step

__all__ = [
    "Step",
    "answer",
    "change",
    "follow_case",
    "follow_merge",
    "forget_person",
    "part_from_persons",
    "promise",
    "publish",
    "remind_staff",
    "stop_supporting",
    "support",
    "tell_of_proposal",
    "undo_merge",
    "withdraw",
    "write",
]
