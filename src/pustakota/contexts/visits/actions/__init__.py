"""Changes to visits: noting who came and what was read, correcting, parting from members."""

from pustakota.contexts.visits.actions.coming import MemberVisit, note_guests, note_member_visit
from pustakota.contexts.visits.actions.correcting import correct_reading, correct_visit
from pustakota.contexts.visits.actions.nothing import note_nothing
from pustakota.contexts.visits.actions.parting import forget_member, part_from_members
from pustakota.contexts.visits.actions.reading import note_other_reading, note_reading
from pustakota.contexts.visits.models import LEVEL_WORDS, Method, NotedIn, Subject, VisitKind
from pustakota.contexts.visits.rules import Heads, Level

__all__ = [
    "LEVEL_WORDS",
    "Heads",
    "Level",
    "MemberVisit",
    "Method",
    "NotedIn",
    "Subject",
    "VisitKind",
    "correct_reading",
    "correct_visit",
    "forget_member",
    "note_guests",
    "note_member_visit",
    "note_nothing",
    "note_other_reading",
    "note_reading",
    "part_from_members",
]
