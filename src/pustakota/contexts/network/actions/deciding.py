"""Staff say what is one title and what is not. Decisions are of pairs of entries, so that every later harvest and
every later rule respects them, and each is undone by the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.network import permissions, queries
from pustakota.contexts.network.actions.grouping import regroup
from pustakota.contexts.network.errors import GroupRefused
from pustakota.contexts.network.models import Decision, Entry
from pustakota.contexts.network.rules import matching
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pustakota.contexts.network.models import Group
    from pustakota.foundation.actors import Actor


@transaction.atomic
def part_entry(*, entry: Entry, by: Actor, at: datetime, reason: str = "") -> Entry:
    """Take an entry out of its group: it and each of the others are not one title."""
    permissions.may_keep(by)
    entry = Entry.objects.get(pk=entry.pk)
    others = [each for each in queries.members(entry.group_id) if each.pk != entry.pk] if entry.group_id else []
    if not others:
        raise GroupRefused(Reason("not_in_group", overridable=False))
    _decide(((entry.pk, other.pk) for other in others), together=False, reason=reason, at=at)
    regroup([entry.pk], stood_in=[entry.group_id] if entry.group_id else [], at=at)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def join_groups(*, group: Group, other: Group, by: Actor, at: datetime, reason: str = "") -> Group:
    """Two groups are one title: the pairs that staff parted among them are forgotten, one of each is tied."""
    permissions.may_keep(by)
    ours, theirs = queries.members(group.pk), queries.members(other.pk)
    if reasons := tuple(_reasons(group, other, len(ours), len(theirs))):
        raise GroupRefused(*reasons)
    pairs = [matching.pair(one.pk, another.pk) for one in ours for another in theirs]
    queries.decisions_of(pairs).delete()
    _decide([(ours[0].pk, theirs[0].pk)], together=True, reason=reason, at=at)
    regroup([each.pk for each in (*ours, *theirs)], at=at)
    joined = Entry.objects.select_related("group").get(pk=ours[0].pk).group
    assert joined is not None
    return joined


def _reasons(group: Group, other: Group, ours: int, theirs: int) -> Iterable[Reason]:
    if group.pk == other.pk:
        yield Reason("same_group", overridable=False)
    elif not ours or not theirs:
        yield Reason("nothing_there", overridable=False)
    elif ours + theirs > matching.MOST_ALIKE:
        yield Reason("too_many", {"count": ours + theirs}, overridable=False)


def _decide(pairs: Iterable[tuple[int, int]], *, together: bool, reason: str, at: datetime) -> None:
    ordered = [matching.pair(*each) for each in pairs]
    queries.decisions_of(ordered).delete()
    Decision.objects.bulk_create(
        Decision(one_id=one, other_id=other, together=together, reason=reason[:200], at=at) for one, other in ordered
    )
