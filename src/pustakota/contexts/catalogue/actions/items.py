"""Copies: adding them, changing them, moving them, noting their condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.catalogue import permissions, queries
from pustakota.contexts.catalogue.actions.points import follow_copy, point_of
from pustakota.contexts.catalogue.errors import ItemRefused
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.models import Item, ItemStatus, ItemType, Record
from pustakota.contexts.catalogue.rules.call_number import sort_key
from pustakota.foundation import locks, outbox
from pustakota.foundation.actors import EVERYWHERE, Actor
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

CHANGEABLE = frozenset(
    {"barcode", "accession_number", "type", "service_point", "shelf", "call_number", "status", "price", "acquired_on"}
)


@transaction.atomic
def add_item_type(*, code: str, name: str, by: Actor) -> ItemType:
    """A kind of item that policies may treat differently; all points share it."""
    permissions.may_edit_copies(by, EVERYWHERE)
    return ItemType.objects.create(code=code, name=name)


@transaction.atomic
def add_item(
    *,
    record: Record,
    barcode: str,
    type: ItemType,  # noqa: A002 - the column's name
    service_point: ServicePoint,
    by: Actor,
    at: datetime,
    accession_number: str = "",
    shelf: str = "",
    call_number: str | None = None,
    status: ItemStatus = ItemStatus.AVAILABLE,
    price: int | None = None,
    acquired_on: date | None = None,
) -> Item:
    """Add a copy of a record. Without a call number the proposed one is taken; an empty one stays empty."""
    permissions.may_edit_copies(by, service_point.pk)
    chosen = queries.proposed_call_number(record) if call_number is None else call_number.strip()
    item = Item(
        record=record,
        barcode=barcode.strip(),
        type=type,
        service_point=service_point,
        accession_number=accession_number.strip(),
        shelf=shelf,
        call_number=chosen[:80],
        call_number_sort=sort_key(chosen),
        status=status,
        price=price,
        acquired_on=acquired_on,
    )
    if reasons := tuple(_reasons_against(item)):
        raise ItemRefused(*reasons)
    item.save()
    follow_copy(item, left=None, at=at)
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return item


@transaction.atomic
def change_item(*, item: Item, changes: Mapping[str, Any], by: Actor, at: datetime) -> Item:
    """Change columns of a copy (``CHANGEABLE``). Whether it may leave its loan or hold is not decided here.

    Whoever gives a copy to another point has to be allowed there too.
    """
    permissions.may_edit_copies(by, item.service_point_id)
    if to := changes.get("service_point"):
        permissions.may_edit_copies(by, to.pk)
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    item = locks.hold_with(item, "record")
    left = point_of(item)
    for name, value in changes.items():
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    item.call_number_sort = sort_key(item.call_number)
    if reasons := tuple(_reasons_against(item)):
        raise ItemRefused(*reasons)
    item.save(update_fields=[*changes, "call_number_sort"])
    follow_copy(item, left=left, at=at)
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item


def _reasons_against(item: Item) -> Iterator[Reason]:
    others = Item.objects.exclude(pk=item.pk)
    if not item.barcode:
        yield Reason("barcode_missing", overridable=False)
    elif others.filter(barcode=item.barcode).exists():
        yield Reason("barcode_taken", {"barcode": item.barcode}, overridable=False)
    if item.accession_number and others.filter(accession_number=item.accession_number).exists():
        yield Reason("accession_number_taken", {"accession_number": item.accession_number}, overridable=False)
    if item.price is not None and item.price < 0:
        yield Reason("price_negative", overridable=False)


@transaction.atomic
def move_item(*, item: Item, to: ServicePoint, at: datetime) -> Item:
    """A copy now belongs to another point: it was returned there, or sent. Whoever calls has asked permission."""
    left = point_of(item)
    item.service_point = to
    item.save(update_fields=["service_point"])
    follow_copy(item, left=left, at=at)
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item


@transaction.atomic
def note_found(*, item: Item, at: datetime) -> Item:
    """A copy thought missing or lost lies on the desk. Whoever calls has asked permission."""
    item.status = ItemStatus.AVAILABLE
    item.save(update_fields=["status"])
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item


@transaction.atomic
def note_lost(*, item: Item, at: datetime) -> Item:
    """A copy will not come back, as far as anybody knows. Whoever calls has asked permission."""
    item.status = ItemStatus.LOST
    item.save(update_fields=["status"])
    outbox.announce(RecordsChanged(record_ids=[item.record_id]), at=at)
    return item
