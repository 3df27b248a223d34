"""Entries come into groups and leave them: what changed is looked at with everything that it might belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from pustakota.contexts.network import queries
from pustakota.contexts.network.events import UnionChanged
from pustakota.contexts.network.models import Entry, Group
from pustakota.contexts.network.rules import matching
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

_ANNOUNCED = 1_000


@dataclass(slots=True)
class Outcome:
    """What a change of entries changed in the union."""

    groups: set[int] = field(default_factory=set)
    records: set[int] = field(default_factory=set)


def regroup(entry_ids: Collection[int], *, stood_in: Iterable[int] = (), at: datetime) -> Outcome:
    """Put entries that came, changed or went where they belong. ``stood_in``: the groups of those that went.

    Called inside the transaction of the change. It announces what the index must follow.
    """
    rows = queries.neighbourhood(entry_ids, groups=set(stood_in))
    before = {row.id: row.group_id for row in rows if row.group_id is not None}
    found = matching.grouped(
        [row.facts for row in rows], together=rows.decided(together=True), apart=rows.decided(together=False)
    )
    wanted = _numbered(found, before, rows.harvested, at=at)
    moved = {row.id: wanted.get(row.id) for row in rows if row.group_id != wanted.get(row.id)}
    _move(moved)
    _end_empty(before, wanted, also=set(stood_in))
    outcome = Outcome(records={rows.records[key] for key in moved if key in rows.records})
    outcome.groups = {number for key in (*moved, *entry_ids) for number in (before.get(key), wanted.get(key)) if number}
    outcome.groups |= set(stood_in)
    _announce(outcome, at=at)
    return outcome


def _numbered(
    found: Sequence[Sequence[int]], before: Mapping[int, int], harvested: Collection[int], *, at: datetime
) -> dict[int, int]:
    """Entry → group; entries of ours among themselves stand in none."""
    wanted: dict[int, int] = {}
    taken: set[int] = set()
    new = []
    for members in found:
        if not any(member in harvested for member in members):
            continue
        number = matching.kept_number(members, before, taken)
        if number is None:
            new.append(members)
            continue
        taken.add(number)
        wanted.update(dict.fromkeys(members, number))
    made = Group.objects.bulk_create(Group(made_at=at) for _members in new)
    for group, members in zip(made, new, strict=True):
        wanted.update(dict.fromkeys(members, group.pk))
    return wanted


def _move(moved: Mapping[int, int | None]) -> None:
    if moved:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE network_entry SET group_id = %s WHERE id = %s", [(to, key) for key, to in moved.items()]
            )


def _end_empty(before: Mapping[int, int], wanted: Mapping[int, int], *, also: Collection[int]) -> None:
    """Groups that have no entry left lead to where most of theirs went."""
    went: dict[int, Counter[int]] = defaultdict(Counter)
    for key, number in before.items():
        if wanted.get(key) not in {None, number}:
            went[number][wanted[key]] += 1
    ended = (set(before.values()) | set(also)) - set(wanted.values())
    for number in sorted(ended):
        to = went[number].most_common(1)
        Group.objects.filter(pk=number).update(merged_into=to[0][0] if to else None)


def _announce(outcome: Outcome, *, at: datetime) -> None:
    groups, records = sorted(outcome.groups), sorted(outcome.records)
    for begin in range(0, max(len(groups), len(records)), _ANNOUNCED):
        told, ours = groups[begin : begin + _ANNOUNCED], records[begin : begin + _ANNOUNCED]
        outbox.announce(UnionChanged(group_ids=told, record_ids=ours), at=at)


def dropped(entries: Collection[Entry], *, at: datetime) -> Outcome:
    """Entries whose records are gone: their rows stay as signs, without what they said."""
    keys = [entry.pk for entry in entries]
    stood_in = {entry.group_id for entry in entries if entry.group_id is not None}
    queries.keys_of_entries(keys).delete()
    Entry.objects.filter(pk__in=keys).update(is_deleted=True, raw=None, group=None, keys=[], changed_at=at)
    return regroup((), stood_in=stood_in, at=at)
