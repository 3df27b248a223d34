"""The verbs of the catalogue."""

from pustakota.contexts.catalogue.actions.items import move_item, note_found

__all__ = ["move_item", "note_found"]
