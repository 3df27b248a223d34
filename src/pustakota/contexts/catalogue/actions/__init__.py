"""The verbs of the catalogue."""

from pustakota.contexts.catalogue.actions.importing.running import Progress, import_file, report_path
from pustakota.contexts.catalogue.actions.items import (
    add_item,
    add_item_type,
    change_item,
    move_item,
    note_found,
    note_lost,
)
from pustakota.contexts.catalogue.actions.records import add_record, change_record, set_suppressed
from pustakota.contexts.catalogue.models import ItemStatus

__all__ = [
    "ItemStatus",
    "Progress",
    "add_item",
    "add_item_type",
    "add_record",
    "change_item",
    "change_record",
    "import_file",
    "move_item",
    "note_found",
    "note_lost",
    "report_path",
    "set_suppressed",
]
