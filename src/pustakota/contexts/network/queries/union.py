"""The union as people see it: titles, who has them, why they are one."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network.models import Decision, Entry, EntryKey, Group
from pustakota.contexts.network.queries.neighbours import facts_of
from pustakota.contexts.network.rules import matching
from pustakota.contexts.network.rules.matching import Evidence
from pustakota.contexts.search.actions import Document
from pustakota.foundation.prepared import prepared

KIND = "union"
IN_UNION = "in_union"
"""A facet of our own titles that stand in a group with others': a search of the union leaves them out as themselves."""
_FOR_SEARCH = ("pk", "group", "source", "title", "subtitle", "responsibility", "authors", "year", "language",
               "publisher", "isbns", "control_number", "class_number", "material", "audience", "details")  # fmt: skip
_HEAVY = ("raw", "keys")


@dataclass(frozen=True, slots=True)
class Title:
    """A group as lists and its page show it: what the fullest of its records says, and every library that has it."""

    group_id: int
    lead: Entry
    members: tuple[Entry, ...]

    @property
    def others(self) -> tuple[Entry, ...]:
        """The records of other libraries."""
        return tuple(each for each in self.members if each.source_id is not None)

    @property
    def record_id(self) -> int | None:
        """Our own title among them."""
        return next((each.record_id for each in self.members if each.record_id is not None), None)

    @property
    def libraries(self) -> int:
        """How many other libraries have it."""
        return len({each.source_id for each in self.others})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry stands in a group: what it shares with another entry there."""

    kind: Evidence
    value: str
    with_entry: Entry
    words: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a group with the reasons why it is there."""

    entry: Entry
    reasons: tuple[Reason, ...]


def group(group_id: int) -> Group | None:
    """One group, ended or not."""
    return Group.objects.filter(pk=group_id).first()


def survivor_of(one: Group) -> int | None:
    """The group into which one that ended went, at the end of the way."""
    seen = {one.pk}
    while one.merged_into_id is not None and one.merged_into_id not in seen:
        seen.add(one.merged_into_id)
        one = Group.objects.get(pk=one.merged_into_id)
    return one.pk if len(seen) > 1 and Entry.objects.filter(group=one.pk).exists() else None


def members(group_id: int) -> list[Entry]:
    """The entries of a group, the oldest first."""
    rows = Entry.objects.filter(group=group_id).select_related("source").defer("raw")
    return list(rows.order_by("pk"))


def titles(group_ids: Collection[int]) -> dict[int, Title]:
    """Groups with everything that lists show of them; one query."""
    rows = Entry.objects.filter(group__in=list(group_ids)).select_related("source").defer(*_HEAVY).order_by("pk")
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in rows:
        if row.group_id is not None:
            found[row.group_id].append(row)
    return {key: Title(key, _fullest(some), tuple(some)) for key, some in found.items()}


def _fullest(some: Sequence[Entry]) -> Entry:
    """Our own, else the one that says most; the oldest of several."""
    return max(some, key=lambda each: (each.record_id is not None, _fullness(each), -each.pk))


def _fullness(entry: Entry) -> int:
    said = (entry.subtitle, entry.authors, entry.year, entry.publisher, entry.isbns, entry.class_number, entry.language)
    return sum(map(bool, said)) * 2 + len(entry.details)


def members_explained(group_id: int) -> list[Member]:
    """The entries of a group, each with what ties it to others."""
    entries = members(group_id)
    keys = [each.pk for each in entries]
    by_key = {each.pk: each for each in entries}
    facts = {each.pk: facts_of(each) for each in entries}
    tied = {
        (each.one_id, each.other_id): each
        for each in Decision.objects.filter(one__in=keys, other__in=keys, together=True)
    }
    found = []
    for entry in entries:
        why = [
            Reason(kind, value, by_key[other])
            for other in keys
            if other != entry.pk
            for kind, value in matching.reasons(facts[entry.pk], facts[other])[:1]
        ]
        why += [
            Reason(Evidence.DECIDED, "", by_key[two if one == entry.pk else one], decision.reason)
            for (one, two), decision in tied.items()
            if entry.pk in {one, two}
        ]
        why.sort(key=lambda reason: matching.STRENGTH[reason.kind])
        found.append(Member(entry, tuple(why)))
    return found


def also_at(record_id: int) -> tuple[int, list[Entry]] | None:
    """The group in which a title of ours stands with others', and their entries; one query where it stands in none."""
    number = next((row[0] for row in _group_of_ours(record_id)), None)
    if number is None:
        return None
    return number, [each for each in members(number) if each.source_id is not None]


@prepared
def _group_of_ours(record_id: int) -> QuerySet[Entry, tuple[int | None]]:
    return Entry.objects.filter(record=record_id, group__isnull=False).order_by().values_list("group")


def are_in_union(record_ids: Collection[int]) -> set[int]:
    """Those of our titles that stand in a group; one query."""
    rows = Entry.objects.filter(record__in=list(record_ids), group__isnull=False).order_by()
    return set(filter(None, rows.values_list("record", flat=True)))


def titles_with_isbns(isbns: Collection[str], *, limit: int = 12) -> list[Entry]:
    """Harvested records that bear one of these ISBNs."""
    keys = [f"{Evidence.ISBN}:{isbn}" for isbn in isbns]
    bearing = EntryKey.objects.filter(key__in=keys).order_by().values("entry")
    rows = Entry.objects.filter(pk__in=bearing, source__isnull=False, is_deleted=False)
    return list(rows.select_related("source").order_by("-datestamp", "pk")[:limit])


def raw_of(entry: Entry) -> bytes:
    """The XML of a harvested record as it came."""
    return zlib.decompress(entry.raw) if entry.raw else b""


def uncertain_groups(*, limit: int = 50) -> list[int]:
    """Groups of several entries to look at: those that staff decided of first, then the largest."""
    decided = Decision.objects.order_by("-at", "-pk").values_list("one__group", "other__group")[:limit]
    found = dict.fromkeys(filter(None, (number for both in decided for number in both)))
    large = Entry.objects.filter(group__isnull=False).order_by().values("group").annotate(n=Count("pk")).filter(n__gt=1)
    found.update(dict.fromkeys(large.order_by("-n", "group").values_list("group", flat=True)[:limit]))
    return list(found)[:limit]


def search_documents(group_ids: Collection[int]) -> Iterator[Document]:
    """What the index should hold of these groups; one query. Groups that ended yield nothing."""
    rows = Entry.objects.filter(group__in=list(group_ids)).order_by("group", "pk")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values(*_FOR_SEARCH):
        found[row["group"]].append(row)
    for number, some in found.items():
        yield _document(number, some)


def _document(number: int, rows: list[dict[str, Any]]) -> Document:
    """One group: the words of its fullest record, with the numbers and names of all."""
    lead = max(rows, key=lambda row: (len(row["details"]) + len(row["isbns"]), -row["pk"]))
    whole = lead | {
        "isbns": list(dict.fromkeys(isbn for row in rows for isbn in row["isbns"])),
        "authors": list(dict.fromkeys(name for row in rows for name in row["authors"])),
    }
    facets = dict(foreign.facets_of(whole)) | {"library": [str(row["source"]) for row in rows if row["source"]]}
    facets["author"] = lead["authors"]
    return Document(
        kind=KIND,
        id=number,
        fields=foreign.words_of(whole),
        facets={name: list(dict.fromkeys(values)) for name, values in facets.items() if values},
        language=lead["language"],
        year=lead["year"],
    )


def group_ids_in_batches(size: int) -> Iterator[list[int]]:
    """The ids of every group that has entries, in ascending lists of at most ``size``."""
    last = 0
    newest = Group.objects.aggregate(newest=Max("pk"))["newest"] or 0
    rows = Group.objects.filter(Q(merged_into__isnull=True), pk__lte=newest).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]
