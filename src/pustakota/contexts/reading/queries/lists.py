"""Lists of titles, and what others see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pustakota.contexts.people import queries as people
from pustakota.contexts.reading.models import ListedTitle, ReadingList
from pustakota.contexts.reading.rules import RECOMMEND
from pustakota.foundation.actors import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from pustakota.foundation.actors import Actor


def _lists() -> QuerySet[ReadingList]:
    return ReadingList.objects.select_related("point__library", "person")


def lists_of(person_id: int) -> list[ReadingList]:
    """Somebody's lists, the one changed last first, each with ``number`` of titles; one query."""
    rows = _lists().filter(person=person_id).annotate(number=Count("titles"))
    return list(rows.order_by("-changed_at", "-pk"))


def number_of_lists(*, person_id: int | None, point_id: int | None) -> int:
    """How many lists a member, or a point, has."""
    return ReadingList.objects.filter(person=person_id, point=point_id).count()


def lists_of_points(point_ids: Collection[int]) -> list[ReadingList]:
    """The lists of these points, shared or not, the one changed last first, each with ``number`` of titles."""
    rows = _lists().filter(point__in=point_ids).annotate(number=Count("titles"))
    return list(rows.order_by("-changed_at", "-pk"))


def lists_to_save_in(by: Actor, record_id: int) -> list[ReadingList]:
    """The lists to which somebody may add a title, the one changed last first; ``holds``: it is there already.

    Their own stand before those of the points for which they recommend. One query.
    """
    points = [key for key, codes in by.permissions.items() if RECOMMEND in codes]
    theirs = Q(point__isnull=False) if EVERYWHERE in points else Q(point__in=points)
    own = Q(person=by.person_id) if by.person_id is not None else Q(pk__in=())
    held = Exists(ListedTitle.objects.filter(reading_list=OuterRef("pk"), record=record_id))
    rows = _lists().filter(own | theirs).annotate(holds=held).order_by("-changed_at", "-pk")
    return sorted(rows, key=lambda each: each.person_id is None)


def latest_list_of(person_id: int) -> ReadingList | None:
    """The list that somebody changed last."""
    return ReadingList.objects.filter(person=person_id).order_by("-changed_at", "-pk").first()


def list_by_code(code: str) -> ReadingList | None:
    """The list of its owner's address."""
    return _lists().filter(code=code).first()


def list_shared_as(address: str) -> ReadingList | None:
    """The list of an address that was passed on, while it is shared."""
    return _lists().filter(shared_as=address).first()


def lists_recommended(limit: int) -> list[ReadingList]:
    """What service points recommend to everybody, the newest first, each with ``number`` of titles."""
    rows = _lists().filter(point__isnull=False, shared_as__isnull=False).annotate(number=Count("titles"))
    return list(rows.order_by("-shared_at", "-pk")[:limit])


def first_records(list_ids: Collection[int], each: int) -> dict[int, list[int]]:
    """The first records of these lists, for their covers; one query."""
    found: dict[int, list[int]] = {key: [] for key in list_ids}
    rows = ListedTitle.objects.filter(reading_list__in=list_ids, record__is_suppressed=False).order_by("place", "pk")
    for list_id, record_id in rows.values_list("reading_list", "record"):
        if len(found[list_id]) < each:
            found[list_id].append(record_id)
    return found


def titles_of(reading_list: ReadingList) -> list[ListedTitle]:
    """What stands in a list, in its order, without what the public may not see."""
    rows = ListedTitle.objects.filter(reading_list=reading_list, record__is_suppressed=False)
    return list(rows.order_by("place", "pk"))


def name_shown(reading_list: ReadingList, *, today: date) -> str:
    """Who made a list, as others read it: the point's name; a member's only by their wish, and never a child's."""
    if reading_list.point is not None:
        return reading_list.point.name
    person = reading_list.person
    if person is None or not reading_list.shows_name or may_be_child(reading_list, today=today):
        return ""
    return person.greeting


def may_be_child(reading_list: ReadingList, *, today: date) -> bool:
    """True where the owner is under eighteen, or of unknown age with somebody who answers for them."""
    person = reading_list.person
    if person is None:
        return False
    if person.born_on is not None:
        return people.is_child(today, person.born_on)
    patron = people.patron_of_person(person.pk)
    return patron is not None and people.guardians_of(patron).exists()
