"""A title's copies by place: what can be had where, and on which shelf it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint

FREE, ON_SITE = "available", "on_site_only"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy, where it is now, and until when it is on loan."""

    item: Item
    status: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """The copies at one service point, those on the shelf first."""

    point: ServicePoint
    copies: Sequence[Copy]

    @property
    def free(self) -> int:
        return sum(copy.status == FREE for copy in self.copies)

    @property
    def on_site(self) -> int:
        return sum(copy.status == ON_SITE for copy in self.copies)

    @property
    def elsewhere(self) -> list[Copy]:
        """Copies that nobody finds on the shelf, with where they are."""
        return [copy for copy in self.copies if copy.status not in (FREE, ON_SITE)]

    @property
    def call_numbers(self) -> list[str]:
        return list(dict.fromkeys(copy.item.call_number for copy in self.copies if copy.item.call_number))

    @property
    def shelves(self) -> list[tuple[str, str]]:
        """Call number and shelf of each place to look at, once."""
        return list(dict.fromkeys((copy.item.call_number, copy.item.shelf) for copy in self.copies))

    @property
    def first(self) -> Item:
        """The copy to look beside on the shelf."""
        return next((copy.item for copy in self.copies if copy.item.call_number), self.copies[0].item)


def places_of(record_id: int) -> list[Place]:
    """Places with copies, those with a free one first; as many queries as for the copies alone."""
    items = list(catalogue.items_of(record_id))
    states = circulation.statuses_of(items)
    at: dict[int, list[Copy]] = {}
    for item in items:
        at.setdefault(item.service_point_id, []).append(Copy(item, *states[item.pk]))
    found = [
        Place(copies[0].item.service_point, sorted(copies, key=lambda copy: copy.status != FREE))
        for copies in at.values()
    ]
    return sorted(found, key=lambda place: not place.free)
