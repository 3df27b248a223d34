"""Changes to visits: noting who came and what was read, correcting, parting from members."""

from pustakota.contexts.visits.actions.coming import MemberVisit, note_guests, note_member_visit
from pustakota.contexts.visits.actions.correcting import correct_reading, correct_visit
from pustakota.contexts.visits.actions.gate import Planned, Taken, note_gate_counts, plan_gate_counts
from pustakota.contexts.visits.actions.nothing import note_nothing
from pustakota.contexts.visits.actions.parting import drop_keys_of_members, forget_member, part_from_members
from pustakota.contexts.visits.actions.reading import note_other_reading, note_reading
from pustakota.contexts.visits.models import LEVEL_WORDS, Method, NotedIn, Subject, VisitKind
from pustakota.contexts.visits.rules import GateLine, Heads, Level

__all__ = [
    "LEVEL_WORDS",
    "GateLine",
    "Heads",
    "Level",
    "MemberVisit",
    "Method",
    "NotedIn",
    "Planned",
    "Subject",
    "Taken",
    "VisitKind",
    "correct_reading",
    "correct_visit",
    "drop_keys_of_members",
    "forget_member",
    "note_gate_counts",
    "note_guests",
    "note_member_visit",
    "note_nothing",
    "note_other_reading",
    "note_reading",
    "part_from_members",
    "plan_gate_counts",
]
