"""An entry with everything that it might belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network.models import Decision, Entry, EntryKey
from pustakota.contexts.network.rules import matching
from pustakota.contexts.network.rules.matching import Facts, Pair

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from django.db.models import QuerySet

_AT_ONCE = 5_000
"""Values in one ``IN``: SQLite takes some thirty thousand."""
_NUMBERED = ("isbn:", "issn:")
_READ = ("pk", "group_id", "record_id", "keys", "main", "part", "material", "publisher")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entry as matching sees it. ``record_id``: of our own title, else nothing."""

    id: int
    group_id: int | None
    record_id: int | None
    facts: Facts


@dataclass(slots=True)
class Neighbourhood:
    """Entries that may belong together, and what staff decided of them."""

    rows: list[Neighbour]
    decisions: list[Decision] = field(default_factory=list)

    def __iter__(self) -> Iterator[Neighbour]:
        return iter(self.rows)

    @property
    def harvested(self) -> set[int]:
        return {row.id for row in self.rows if row.record_id is None}

    @property
    def records(self) -> dict[int, int]:
        """Our own titles by entry."""
        return {row.id: row.record_id for row in self.rows if row.record_id is not None}

    def decided(self, *, together: bool) -> list[Pair]:
        return [(each.one_id, each.other_id) for each in self.decisions if each.together is together]


def neighbourhood(entry_ids: Collection[int], *, groups: Collection[int] = ()) -> Neighbourhood:
    """These entries and their groups, whatever shares a key with any of them or was tied to it, and the groups of that.

    Five queries, or four where nothing was decided yet.
    """
    own = _rows(Q(pk__in=list(entry_ids)) | Q(group__in=list(groups)))
    near = _together_with(own, {row.group_id for row in own.values() if row.group_id is not None} - set(groups))
    decided = Decision.objects.filter(together=True, one__is_deleted=False, other__is_deleted=False)
    tied = set(decided.filter(one__in=list(near)).values_list("other", flat=True))
    tied |= set(decided.filter(other__in=list(near)).values_list("one", flat=True))
    wanted = (set(_sharing({key for row in near.values() for key in row.facts.keys})) | tied) - near.keys()
    found = _rows(Q(pk__in=list(wanted))) if wanted else {}
    whole = near | _together_with(found, {r.group_id for r in found.values() if r.group_id is not None} - set(groups))
    numbers = list(whole)
    decisions = list(Decision.objects.filter(one__in=numbers, other__in=numbers)) if len(numbers) > 1 else []
    return Neighbourhood([whole[key] for key in sorted(whole)], decisions)


def _together_with(rows: dict[int, Neighbour], groups: set[int]) -> dict[int, Neighbour]:
    return rows | (_rows(Q(group__in=list(groups))) if groups else {})


def _rows(condition: Q) -> dict[int, Neighbour]:
    rows = Entry.objects.filter(condition, is_deleted=False).order_by().values_list(*_READ)
    return {key: Neighbour(key, group, record, _facts(key, said)) for key, group, record, *said in rows}


def _facts(number: int, said: Sequence[Any]) -> Facts:
    """``said``: what ``_READ`` names from its fourth column on."""
    keys, main, part, material, publisher = said
    has_number = any(each.startswith(_NUMBERED) for each in keys)
    return Facts(number, tuple(keys), main, part, material, has_number, foreign.sort_form(publisher))


def facts_of(entry: Entry) -> Facts:
    """An entry as matching sees it."""
    return _facts(entry.pk, [getattr(entry, name) for name in _READ[3:]])


def _sharing(keys: set[str]) -> Iterable[int]:
    """Entries that bear one of these keys; a key that very many bear finds none."""
    ordered = sorted(keys)
    for begin in range(0, len(ordered), _AT_ONCE):
        rows = EntryKey.objects.filter(key__in=ordered[begin : begin + _AT_ONCE]).order_by()
        found = list(rows.values_list("key", "entry"))
        often = Counter(key for key, _entry in found)
        yield from (entry for key, entry in found if often[key] <= matching.MOST_ALIKE)


def keys_of_entries(entry_ids: Collection[int]) -> QuerySet[EntryKey]:
    """The rows of keys of these entries."""
    return EntryKey.objects.filter(entry__in=list(entry_ids))


def decisions_of(pairs: Collection[Pair]) -> QuerySet[Decision]:
    """What was decided of these pairs, each in order."""
    wanted = set(pairs)
    ones, others = {one for one, _other in wanted}, {other for _one, other in wanted}
    rows = Decision.objects.filter(one__in=ones, other__in=others).values_list("pk", "one", "other")
    return Decision.objects.filter(pk__in=[key for key, one, other in rows if (one, other) in wanted])
