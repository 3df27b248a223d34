"""Copies in the order in which they stand on the shelves of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.catalogue.rules.call_number import sort_key

if TYPE_CHECKING:
    from django.db.models import QuerySet

CLASS_DIGITS = 3
_MORE = 3
"""Copies read for each title wanted, since copies of one title stand side by side."""


def copy_on_shelf(item_id: int, point_id: int) -> Item | None:
    """A copy that stands there under a call number, or nothing."""
    return _standing(point_id).filter(pk=item_id).first()


def first_from(call_number: str, point_id: int) -> Item | None:
    """The first copy from a call number on; behind all, the last one. One or two digits stand for a broad class."""
    begun = call_number.strip()
    if begun.isdecimal() and len(begun) < CLASS_DIGITS:
        begun = begun.ljust(CLASS_DIGITS, "0")
    rows = _standing(point_id)
    found = rows.filter(call_number_sort__gte=sort_key(begun)).order_by("call_number_sort", "pk").first()
    return found or rows.order_by("-call_number_sort", "-pk").first()


def standing_after(item: Item, titles: int) -> list[Item]:
    """One copy of each of the next titles, to the right on the shelf."""
    place = Q(call_number_sort__gt=item.call_number_sort) | Q(call_number_sort=item.call_number_sort, pk__gt=item.pk)
    rows = _standing(item.service_point_id).filter(place, call_number_sort__gte=item.call_number_sort)
    return _of_each_title(rows.order_by("call_number_sort", "pk"), item.record_id, titles)


def standing_before(item: Item, titles: int) -> list[Item]:
    """One copy of each of the titles before it, in the order of the shelf."""
    place = Q(call_number_sort__lt=item.call_number_sort) | Q(call_number_sort=item.call_number_sort, pk__lt=item.pk)
    rows = _standing(item.service_point_id).filter(place, call_number_sort__lte=item.call_number_sort)
    return _of_each_title(rows.order_by("-call_number_sort", "-pk"), item.record_id, titles)[::-1]


def _standing(point_id: int) -> QuerySet[Item]:
    rows = Item.objects.filter(service_point=point_id, record__is_suppressed=False).exclude(call_number="")
    return rows.exclude(status="withdrawn").select_related("record").defer("record__marc", "record__original")


def _of_each_title(rows: QuerySet[Item], besides: int, titles: int) -> list[Item]:
    found: dict[int, Item] = {}
    for item in rows[: titles * _MORE]:
        if item.record_id != besides and len(found) < titles:
            found.setdefault(item.record_id, item)
    return list(found.values())
