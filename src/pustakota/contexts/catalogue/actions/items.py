"""Copies: adding them, moving them, noting their condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.models import ItemStatus
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint


@transaction.atomic
def move_item(*, item: Item, to: ServicePoint, at: datetime) -> Item:
    """A copy now belongs to another service point: it was returned there, or sent. Whoever calls has asked permission."""
    item.service_point = to
    item.save(update_fields=["service_point"])
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item


@transaction.atomic
def note_found(*, item: Item, at: datetime) -> Item:
    """A copy thought missing or lost lies on the desk. Whoever calls has asked permission."""
    item.status = ItemStatus.AVAILABLE
    item.save(update_fields=["status"])
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item
