"""The verbs of privacy."""

from pustakota.contexts.privacy.actions.affected import Added, add_cards, add_members, add_seen, forget_person, take_off
from pustakota.contexts.privacy.actions.keeping import (
    change_incident,
    close_incident,
    keep_incident,
    note_agency_told,
    note_public_told,
)
from pustakota.contexts.privacy.actions.telling import order_telling, tell_some
from pustakota.contexts.privacy.rules import Facts

__all__ = [
    "Added",
    "Facts",
    "add_cards",
    "add_members",
    "add_seen",
    "change_incident",
    "close_incident",
    "forget_person",
    "keep_incident",
    "note_agency_told",
    "note_public_told",
    "order_telling",
    "take_off",
    "tell_some",
]
