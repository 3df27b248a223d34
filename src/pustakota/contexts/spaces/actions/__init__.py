"""The verbs of spaces."""

from pustakota.contexts.spaces.actions.answering import approve, deny
from pustakota.contexts.spaces.actions.booking import book, cancel, check_in, extend, move
from pustakota.contexts.spaces.actions.by_the_clock import end_what_is_over, forget_person
from pustakota.contexts.spaces.actions.calendars import end_calendar_address, make_calendar_address
from pustakota.contexts.spaces.actions.closing import Settled, Wish, close_day, settle_all
from pustakota.contexts.spaces.actions.computers import (
    add_computer,
    keep_sitting_policy,
    open_to_public,
    pair_computer,
    put_back,
    take_out,
)
from pustakota.contexts.spaces.actions.faults import (
    note_fault,
    put_right,
    take_instead,
)
from pustakota.contexts.spaces.actions.handing import (
    ask_for_harm,
    delete_photos,
    hand_out,
    keep_what_is_late,
    take_back,
    tell_late,
)
from pustakota.contexts.spaces.actions.keeping import (
    add_picture,
    add_resource,
    change_resource,
    drop_picture,
    keep_layout,
)
from pustakota.contexts.spaces.actions.licences import issue_licence, keep_licence_kind, want_licence, withdraw_licence
from pustakota.contexts.spaces.actions.lockers import add_lockers, change_locker, free_locker, take_locker
from pustakota.contexts.spaces.actions.merging import follow_merge, undo_merge
from pustakota.contexts.spaces.actions.printing import (
    approve_print,
    decline_print,
    delete_models,
    fail_print,
    finish_print,
    hand_over_print,
    keep_material,
    note_stock,
    send_print_job,
    start_print,
    tell_of_print,
    withdraw_print,
)
from pustakota.contexts.spaces.actions.queueing import (
    call_after_missed,
    call_next,
    forget_days,
    leave_queue,
    make_pass,
    take_number,
)
from pustakota.contexts.spaces.actions.recognising import recognise
from pustakota.contexts.spaces.actions.recording import (
    answer_by_link,
    drop_recorded,
    forget_recorded,
    name_recorded,
    tick_paper,
    word_recording_text,
)
from pustakota.contexts.spaces.actions.sitting import end_sittings, get_up, note_heard, sit_down, stay_longer
from pustakota.contexts.spaces.actions.telling import remind, tell_of_booking, tell_of_offer
from pustakota.contexts.spaces.actions.terms import add_blackout, add_policy, change_policy, end_blackout
from pustakota.contexts.spaces.actions.waiting import prune_waiting, settle_waiting, stop_waiting, take_offer, wait_for
from pustakota.contexts.spaces.models import Condition, Kind, LicenceKind, Material, Mode, OpensBy, StockReason
from pustakota.contexts.spaces.rules import How

__all__ = [
    "Condition",
    "How",
    "Kind",
    "LicenceKind",
    "Material",
    "Mode",
    "OpensBy",
    "Settled",
    "StockReason",
    "Wish",
    "add_blackout",
    "add_computer",
    "add_lockers",
    "add_picture",
    "add_policy",
    "add_resource",
    "answer_by_link",
    "approve",
    "approve_print",
    "ask_for_harm",
    "book",
    "call_after_missed",
    "call_next",
    "cancel",
    "change_locker",
    "change_policy",
    "change_resource",
    "check_in",
    "close_day",
    "decline_print",
    "delete_models",
    "delete_photos",
    "deny",
    "drop_picture",
    "drop_recorded",
    "end_blackout",
    "end_calendar_address",
    "end_sittings",
    "end_what_is_over",
    "extend",
    "fail_print",
    "finish_print",
    "follow_merge",
    "forget_days",
    "forget_person",
    "forget_recorded",
    "free_locker",
    "get_up",
    "hand_out",
    "hand_over_print",
    "issue_licence",
    "keep_layout",
    "keep_licence_kind",
    "keep_material",
    "keep_sitting_policy",
    "keep_what_is_late",
    "leave_queue",
    "make_calendar_address",
    "make_pass",
    "move",
    "name_recorded",
    "note_fault",
    "note_heard",
    "note_stock",
    "open_to_public",
    "pair_computer",
    "prune_waiting",
    "put_back",
    "put_right",
    "recognise",
    "remind",
    "send_print_job",
    "settle_all",
    "settle_waiting",
    "sit_down",
    "start_print",
    "stay_longer",
    "stop_waiting",
    "take_back",
    "take_instead",
    "take_locker",
    "take_number",
    "take_offer",
    "take_out",
    "tell_late",
    "tell_of_booking",
    "tell_of_offer",
    "tell_of_print",
    "tick_paper",
    "undo_merge",
    "wait_for",
    "want_licence",
    "withdraw_licence",
    "withdraw_print",
    "word_recording_text",
]
