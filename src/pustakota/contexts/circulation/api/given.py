"""From the numbers in a body to what they name; what names nothing is refused, with every reason at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.errors import UnknownRefused
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item, Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def point(point_id: int | None, *, by: Actor) -> ServicePoint:
    """The service point that was named, else the asker's station."""
    key = point_id or by.station_id
    if key is None:
        raise UnknownRefused(Reason("service_point_needed", overridable=False))
    found = organisation.service_point(key)
    if found is None:
        raise UnknownRefused(_unknown("service_point", service_point_id=key))
    return found


def item(barcode: str) -> Item:
    found = catalogue.item_for_action(barcode)
    if found is None:
        raise UnknownRefused(_unknown("barcode", barcode=barcode))
    return found


def item_and_patron(barcode: str, card_number: str) -> tuple[Item, Patron]:
    """Both, or every reason why not."""
    found, patron = catalogue.item_for_action(barcode), people.patron_for_action(card_number)
    if found is None or patron is None:
        unknown = [] if patron else [_no_card(card_number)]
        raise UnknownRefused(*unknown, *([] if found else [_unknown("barcode", barcode=barcode)]))
    return found, patron


def patron_for(card_number: str | None, *, by: Actor) -> Patron:
    """The member of the card, else the asker. Only staff learn whether a card exists that is not theirs to act for."""
    if card_number is None:
        own = people.patron(by.patron_id) if by.patron_id else None
        if own is None:
            raise UnknownRefused(Reason("card_needed", overridable=False))
        return own
    found = people.patron_for_action(card_number)
    if found is None:
        permissions.may_lend_somewhere(by)
        raise UnknownRefused(_no_card(card_number))
    permissions.may_act_for(by, found)
    return found


def record_and_point(record_id: int, point_id: int) -> tuple[Record, ServicePoint]:
    """The title and where it will be collected, or every reason why not."""
    record, found = catalogue.record(record_id), organisation.service_point(point_id)
    if record is None or found is None:
        unknown = [] if record else [_unknown("record", record_id=record_id)]
        raise UnknownRefused(*unknown, *([] if found else [_unknown("service_point", service_point_id=point_id)]))
    return record, found


def _no_card(card_number: str) -> Reason:
    """Nobody holds the card – any more, where it was lost or replaced."""
    retired = people.retired_card(card_number)
    if retired is None:
        return _unknown("card", card_number=card_number)
    return Reason(f"card_{retired.why}", {"card_number": card_number}, overridable=False)


def _unknown(kind: str, **facts: object) -> Reason:
    return Reason(f"unknown_{kind}", facts, overridable=False)
