"""The verbs of festivals."""

from pustakota.contexts.festivals.actions.clock import forget_person, part_from_contacts
from pustakota.contexts.festivals.actions.counting import note_tally
from pustakota.contexts.festivals.actions.keeping import (
    add_session,
    add_stand,
    call_festival,
    change_festival,
    drop_session,
    drop_stand,
    keep_stage,
)
from pustakota.contexts.festivals.actions.proposing import (
    begin_proposal,
    change_proposal,
    give_score,
    take_step,
    take_step_as_staff,
)
from pustakota.contexts.festivals.actions.publishing import publish_schedule
from pustakota.contexts.festivals.actions.scheduling import change_session, place_session
from pustakota.contexts.festivals.actions.telling import tell_of_proposal, tell_of_version
from pustakota.contexts.festivals.actions.volunteering import drop_volunteer, name_volunteer

__all__ = [
    "add_session",
    "add_stand",
    "begin_proposal",
    "call_festival",
    "change_festival",
    "change_proposal",
    "change_session",
    "drop_session",
    "drop_stand",
    "drop_volunteer",
    "forget_person",
    "give_score",
    "keep_stage",
    "name_volunteer",
    "note_tally",
    "part_from_contacts",
    "place_session",
    "publish_schedule",
    "take_step",
    "take_step_as_staff",
    "tell_of_proposal",
    "tell_of_version",
]
