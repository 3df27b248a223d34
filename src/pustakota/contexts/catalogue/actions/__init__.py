"""The verbs of the catalogue."""

from pustakota.contexts.catalogue.actions.items import add_item, change_item, move_item, note_found
from pustakota.contexts.catalogue.actions.records import add_record, change_record, set_suppressed

__all__ = [
    "add_item",
    "add_record",
    "change_item",
    "change_record",
    "move_item",
    "note_found",
    "set_suppressed",
]
