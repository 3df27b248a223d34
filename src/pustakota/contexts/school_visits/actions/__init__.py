"""The verbs of school visits."""

from pustakota.contexts.school_visits.actions.answering import (
    agree,
    decline,
    keep_date,
    keep_new_date,
    name_school,
    withdraw,
)
from pustakota.contexts.school_visits.actions.asking import Contact, accept, ask, cancel, change
from pustakota.contexts.school_visits.actions.by_the_clock import (
    end_offers,
    follow_occurrence,
    forget_person,
    part_from_contacts,
)
from pustakota.contexts.school_visits.actions.noting import note_absent, note_came, report
from pustakota.contexts.school_visits.actions.offering import keep_offer
from pustakota.contexts.school_visits.actions.telling import remind, tell_of_visit

__all__ = [
    "Contact",
    "accept",
    "agree",
    "ask",
    "cancel",
    "change",
    "decline",
    "end_offers",
    "follow_occurrence",
    "forget_person",
    "keep_date",
    "keep_new_date",
    "keep_offer",
    "name_school",
    "note_absent",
    "note_came",
    "part_from_contacts",
    "remind",
    "report",
    "tell_of_visit",
    "withdraw",
]
