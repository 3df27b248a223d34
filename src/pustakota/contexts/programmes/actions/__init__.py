"""The verbs of programmes."""

from pustakota.contexts.participation.actions import Band, Method, Part, Source
from pustakota.contexts.programmes.actions.announcing import announce_booking, follow_booking
from pustakota.contexts.programmes.actions.arriving import arrive_by_word, note_paper_list
from pustakota.contexts.programmes.actions.asking import ask_for_reports, settle_report
from pustakota.contexts.programmes.actions.attending import (
    came_earlier,
    check_in,
    count,
    leave,
    report,
    tally,
    undo_check_in,
    walk_in,
)
from pustakota.contexts.programmes.actions.by_the_clock import end_offers, forget_person, part_from_persons
from pustakota.contexts.programmes.actions.certifying import Given, certify, note_part, tell_of_certificate
from pustakota.contexts.programmes.actions.groups import note_group, release_group, resize_group, seat_group
from pustakota.contexts.programmes.actions.holding import Begun, hold_longer, hold_seats, leave_form
from pustakota.contexts.programmes.actions.linking import follow_records, link, unlink
from pustakota.contexts.programmes.actions.merging import follow_merge, undo_merge
from pustakota.contexts.programmes.actions.needing import say_needs
from pustakota.contexts.programmes.actions.placing import rename
from pustakota.contexts.programmes.actions.planning import (
    add_programme,
    call_off,
    change_programme,
    move,
    plan,
    plan_series,
    postpone,
    publish,
    say_residents,
    set_capacity,
    set_window,
)
from pustakota.contexts.programmes.actions.registering import (
    accept,
    approve,
    cancel,
    draw,
    excuse,
    raise_priority,
    register,
    reject,
)
from pustakota.contexts.programmes.actions.surveying import answer_openly, answer_survey, invite_to_survey
from pustakota.contexts.programmes.actions.telling import remind, tell_of_change, tell_of_registration
from pustakota.contexts.programmes.models import Kind, Mode

__all__ = [
    "Band",
    "Begun",
    "Given",
    "Kind",
    "Method",
    "Mode",
    "Part",
    "Source",
    "accept",
    "add_programme",
    "announce_booking",
    "answer_openly",
    "answer_survey",
    "approve",
    "arrive_by_word",
    "ask_for_reports",
    "call_off",
    "came_earlier",
    "cancel",
    "certify",
    "change_programme",
    "check_in",
    "count",
    "draw",
    "end_offers",
    "excuse",
    "follow_booking",
    "follow_merge",
    "follow_records",
    "forget_person",
    "hold_longer",
    "hold_seats",
    "invite_to_survey",
    "leave",
    "leave_form",
    "link",
    "move",
    "note_group",
    "note_paper_list",
    "note_part",
    "part_from_persons",
    "plan",
    "plan_series",
    "postpone",
    "publish",
    "raise_priority",
    "register",
    "reject",
    "release_group",
    "remind",
    "rename",
    "report",
    "resize_group",
    "say_needs",
    "say_residents",
    "seat_group",
    "set_capacity",
    "set_window",
    "settle_report",
    "tally",
    "tell_of_certificate",
    "tell_of_change",
    "tell_of_registration",
    "undo_check_in",
    "undo_merge",
    "unlink",
    "walk_in",
]
