"""Make a list, fill it, put it in order, share it, give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from pustakota.contexts.reading import permissions, queries, rules
from pustakota.contexts.reading.errors import ListRefused
from pustakota.contexts.reading.models import ListedTitle, ReadingList, new_address

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.reasons import Reason


@transaction.atomic
def make_list(
    *, title: str, by: Actor, at: datetime, text: str = "", at_point: ServicePoint | None = None
) -> ReadingList:
    """Begin a list of one's own or, with a point, one that the point recommends; nobody else sees it until shared."""
    if at_point is not None:
        permissions.may_recommend(by, at_point.pk)
    person_id = permissions.may_keep(by) if at_point is None else None
    point_id = at_point.pk if at_point else None
    title, text = rules.said(title), rules.said(text)
    others = queries.number_of_lists(person_id=person_id, point_id=point_id)
    _decide(rules.reasons_not_to_make(title=title, text=text, others=others))
    return ReadingList.objects.create(
        person_id=person_id, point_id=point_id, title=title, text=text, made_at=at, changed_at=at
    )


@transaction.atomic
def change_list(*, reading_list: ReadingList, title: str, text: str, by: Actor, at: datetime) -> ReadingList:
    """What a list is called, and what is said about it."""
    row = _held(reading_list, by)
    title, text = rules.said(title), rules.said(text)
    _decide(rules.reasons_not_to_name(title=title, text=text))
    row.title, row.text, row.changed_at = title, text, at
    row.save(update_fields=["title", "text", "changed_at"])
    return row


@transaction.atomic
def delete_list(*, reading_list: ReadingList, by: Actor) -> None:
    """Give a list up, with everything in it; its address leads nowhere any more."""
    _held(reading_list, by).delete()


@transaction.atomic
def add_title(*, reading_list: ReadingList, record: Record, by: Actor, at: datetime) -> ListedTitle:
    """Put a title at the end of a list; one that is there already stays where it is."""
    row = _held(reading_list, by)
    known = row.titles.filter(record=record.pk).first()
    if known is not None:
        return known
    _decide(rules.reasons_not_to_add(titles=row.titles.count()))
    last = row.titles.aggregate(last=Max("place"))["last"] or 0
    listed = ListedTitle.objects.create(reading_list=row, record=record, place=last + 1, added_at=at)
    _touch(row, at)
    return listed


@transaction.atomic
def remove_title(*, reading_list: ReadingList, record_id: int, by: Actor, at: datetime) -> None:
    """Take a title out of a list."""
    row = _held(reading_list, by)
    row.titles.filter(record=record_id).delete()
    _touch(row, at)


@transaction.atomic
def move_title(*, reading_list: ReadingList, record_id: int, steps: int, by: Actor, at: datetime) -> None:
    """Move a title so many steps down (or, below 0, up) in its list."""
    row = _held(reading_list, by)
    titles = {each.record_id: each for each in row.titles.order_by("place", "pk")}
    if record_id not in titles:
        return
    order = rules.moved(list(titles), record_id, steps)
    for place, key in enumerate(order, start=1):
        titles[key].place = place
    ListedTitle.objects.bulk_update(titles.values(), ["place"])
    _touch(row, at)


@transaction.atomic
def note_title(*, reading_list: ReadingList, record_id: int, note: str, by: Actor, at: datetime) -> None:
    """Say something about a title in its list; nothing takes the note away."""
    row, note = _held(reading_list, by), rules.said(note)
    _decide(rules.reasons_not_to_note(note))
    row.titles.filter(record=record_id).update(note=note)
    _touch(row, at)


@transaction.atomic
def share_list(*, reading_list: ReadingList, shows_name: bool, by: Actor, at: datetime) -> ReadingList:
    """Give a list an address for others; one that is shared keeps its own. A child's name is never shown, even so."""
    row = _held(reading_list, by)
    _decide(rules.reasons_not_to_share(titles=row.titles.count()))
    if row.shared_as is None:
        row.shared_as, row.shared_at = new_address(), at
    row.shows_name = shows_name
    row.save(update_fields=["shared_as", "shared_at", "shows_name"])
    return row


@transaction.atomic
def withdraw_list(*, reading_list: ReadingList, by: Actor) -> ReadingList:
    """Others see the list no longer; shared again, it gets another address."""
    row = _held(reading_list, by)
    row.shared_as, row.shared_at, row.shows_name = None, None, False
    row.save(update_fields=["shared_as", "shared_at", "shows_name"])
    return row


def _held(reading_list: ReadingList, by: Actor) -> ReadingList:
    """The list, read again and held, for whoever keeps it."""
    permissions.may_change_list(by, reading_list)
    return ReadingList.objects.select_for_update().get(pk=reading_list.pk)


def _decide(reasons: tuple[Reason, ...]) -> None:
    if reasons:
        raise ListRefused(*reasons)


def _touch(row: ReadingList, at: datetime) -> None:
    row.changed_at = at
    row.save(update_fields=["changed_at"])
