"""The verbs of organisers."""

from pustakota.contexts.organisers.actions.climbing import (
    accept,
    agree_as_guardian,
    apply,
    credit,
    decline,
    follow_case,
    lower_level,
    note_course,
    note_guardian,
    raise_level,
    revoke,
    unwatch,
    watch,
    withdraw,
)
from pustakota.contexts.organisers.actions.deciding import approve, send_back
from pustakota.contexts.organisers.actions.deciding import decline as decline_event
from pustakota.contexts.organisers.actions.keeping import keep_terms
from pustakota.contexts.organisers.actions.persons import follow_merge, forget_person, part_from_persons, undo_merge
from pustakota.contexts.organisers.actions.planning import (
    announce_alone,
    change,
    draft,
    drop,
    link_title,
    send,
    take_back,
    unlink_title,
)
from pustakota.contexts.organisers.actions.running import (
    check_in,
    check_in_admission,
    report,
    tally,
    undo_check_in,
)
from pustakota.contexts.organisers.actions.telling import tell_of_event, tell_of_revoked, tell_of_step
from pustakota.contexts.participation.actions import Band

__all__ = [
    "Band",
    "accept",
    "agree_as_guardian",
    "announce_alone",
    "apply",
    "approve",
    "change",
    "check_in",
    "check_in_admission",
    "credit",
    "decline",
    "decline_event",
    "draft",
    "drop",
    "follow_case",
    "follow_merge",
    "forget_person",
    "keep_terms",
    "link_title",
    "lower_level",
    "note_course",
    "note_guardian",
    "part_from_persons",
    "raise_level",
    "report",
    "revoke",
    "send",
    "send_back",
    "take_back",
    "tally",
    "tell_of_event",
    "tell_of_revoked",
    "tell_of_step",
    "undo_check_in",
    "undo_merge",
    "unlink_title",
    "unwatch",
    "watch",
    "withdraw",
]
