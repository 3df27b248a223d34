"""What somebody keeps follows when two entries of one person are merged, and goes when the person is forgotten.

Titles in lists follow when two records of one title are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people.permissions import may_forget
from pustakota.contexts.reading.models import ListedTitle, ReadingList, SavedSearch

if TYPE_CHECKING:
    from collections.abc import Collection

    from pustakota.foundation.actors import Actor


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone kept is kept by the one that stays, each question once; the number moved."""
    known = SavedSearch.objects.filter(person=kept_id).values_list("digest", flat=True)
    SavedSearch.objects.filter(person=gone_id, digest__in=list(known)).delete()
    moved = ReadingList.objects.filter(person=gone_id).update(person=kept_id, merge_id=merge_id)
    return moved + SavedSearch.objects.filter(person=gone_id).update(person=kept_id, merge_id=merge_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """Two entries are two again: what came by the merge goes back; the number moved."""
    moved = ReadingList.objects.filter(merge_id=merge_id).update(person=gone_id, merge_id=None)
    return moved + SavedSearch.objects.filter(merge_id=merge_id).update(person=gone_id, merge_id=None)


@transaction.atomic
def forget_person(*, person_ids: Collection[int], by: Actor) -> None:
    """Delete everything that these entries of one person kept."""
    may_forget(by)
    SavedSearch.objects.filter(person__in=person_ids).delete()
    ReadingList.objects.filter(person__in=person_ids).delete()


@transaction.atomic
def follow_records(*, record_id: int, survivor_id: int) -> int:
    """A merged title stands in lists as the one that stays, once in each; the number moved."""
    known = ListedTitle.objects.filter(record=survivor_id).values_list("reading_list", flat=True)
    ListedTitle.objects.filter(record=record_id, reading_list__in=list(known)).delete()
    return ListedTitle.objects.filter(record=record_id).update(record=survivor_id)
