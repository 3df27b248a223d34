"""The verbs of circulation."""

from pustakota.contexts.circulation.actions.also_borrowed import reckon_also_borrowed, set_also_borrowed_rule
from pustakota.contexts.circulation.actions.cancel_hold import cancel_hold
from pustakota.contexts.circulation.actions.check_in import Returned, check_in
from pustakota.contexts.circulation.actions.check_out import check_out
from pustakota.contexts.circulation.actions.clear_member import clear_member
from pustakota.contexts.circulation.actions.count_popularity import count_popularity
from pustakota.contexts.circulation.actions.edit_policy import add_policy, change_policy, end_policy
from pustakota.contexts.circulation.actions.enter_again import enter_again, put_aside
from pustakota.contexts.circulation.actions.expire_hold import expire_hold
from pustakota.contexts.circulation.actions.list_lost import list_lost
from pustakota.contexts.circulation.actions.lost import declare_lost
from pustakota.contexts.circulation.actions.merging import follow_records, move_back, move_to
from pustakota.contexts.circulation.actions.parting import (
    drop_keys_of_members,
    forget_history,
    forget_member,
    mark_for_counting,
    part_ended,
)
from pustakota.contexts.circulation.actions.place_hold import place_hold
from pustakota.contexts.circulation.actions.renew import renew
from pustakota.contexts.circulation.actions.shelf import clear_from_shelf
from pustakota.contexts.circulation.actions.telling import (
    settle_calls,
    stop_telling_of_holds,
    stop_telling_of_loans,
    tell_hold_ready,
    tell_of_loans,
    tell_renewed,
)
from pustakota.contexts.circulation.actions.undo_return import undo_return
from pustakota.contexts.circulation.actions.withdraw import withdraw
from pustakota.contexts.circulation.models import PolicyRow, Source

__all__ = [
    "PolicyRow",
    "Returned",
    "Source",
    "add_policy",
    "cancel_hold",
    "change_policy",
    "check_in",
    "check_out",
    "clear_from_shelf",
    "clear_member",
    "count_popularity",
    "declare_lost",
    "drop_keys_of_members",
    "end_policy",
    "enter_again",
    "expire_hold",
    "follow_records",
    "forget_history",
    "forget_member",
    "list_lost",
    "mark_for_counting",
    "move_back",
    "move_to",
    "part_ended",
    "place_hold",
    "put_aside",
    "reckon_also_borrowed",
    "renew",
    "set_also_borrowed_rule",
    "settle_calls",
    "stop_telling_of_holds",
    "stop_telling_of_loans",
    "tell_hold_ready",
    "tell_of_loans",
    "tell_renewed",
    "undo_return",
    "withdraw",
]
