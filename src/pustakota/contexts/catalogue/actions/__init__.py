"""The verbs of the catalogue."""

from pustakota.contexts.catalogue.actions.describing import (
    KINDS,
    Description,
    describe_record,
    describe_title,
    take_title,
)
from pustakota.contexts.catalogue.actions.headings import count_headings
from pustakota.contexts.catalogue.actions.importing.running import Progress, import_file, report_path
from pustakota.contexts.catalogue.actions.items import (
    add_item,
    add_item_type,
    change_item,
    move_item,
    note_found,
    note_lost,
)
from pustakota.contexts.catalogue.actions.merging import merge_records
from pustakota.contexts.catalogue.actions.records import add_record, change_record, remove_record, set_suppressed
from pustakota.contexts.catalogue.actions.references import Taken, refer, take_authorities, withdraw_reference
from pustakota.contexts.catalogue.actions.works import join_works, part_from_work, take_back
from pustakota.contexts.catalogue.models import ItemStatus

__all__ = [
    "KINDS",
    "Description",
    "ItemStatus",
    "Progress",
    "Taken",
    "add_item",
    "add_item_type",
    "add_record",
    "change_item",
    "change_record",
    "count_headings",
    "describe_record",
    "describe_title",
    "import_file",
    "join_works",
    "merge_records",
    "move_item",
    "note_found",
    "note_lost",
    "part_from_work",
    "refer",
    "remove_record",
    "report_path",
    "set_suppressed",
    "take_authorities",
    "take_back",
    "take_title",
    "withdraw_reference",
]
