"""The verbs of reading: keep a search and hear of new titles; make a list, fill it, share it."""

from pustakota.contexts.reading.actions.keeping import follow_merge, follow_records, forget_person, undo_merge
from pustakota.contexts.reading.actions.listing import (
    add_title,
    change_list,
    delete_list,
    make_list,
    move_title,
    note_title,
    remove_title,
    share_list,
    withdraw_list,
)
from pustakota.contexts.reading.actions.saving import change_search, delete_search, save_search, stop_telling
from pustakota.contexts.reading.actions.telling import tell_of_new_titles

__all__ = [
    "add_title",
    "change_list",
    "change_search",
    "delete_list",
    "delete_search",
    "follow_merge",
    "follow_records",
    "forget_person",
    "make_list",
    "move_title",
    "note_title",
    "remove_title",
    "save_search",
    "share_list",
    "stop_telling",
    "tell_of_new_titles",
    "undo_merge",
    "withdraw_list",
]
