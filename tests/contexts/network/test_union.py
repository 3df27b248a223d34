"""Titles of several libraries in one: groups, why they are one, and what staff decide of them."""

from datetime import timedelta

import pytest

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.network import actions, queries, reactions
from pustakota.contexts.network.errors import GroupRefused
from pustakota.contexts.network.models import Decision, Entry, Group
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.outbox import BATCH_LIMIT, batch_limit
from tests.conftest import NothingChanges, QueriesAre
from tests.contexts.network.partner import Repository, book
from tests.factories.moments import NOW
from tests.factories.network import a_source, harvested

pytestmark = pytest.mark.django_db
ISBN, OTHER = "9789793062792", "9789791227001"
Groups = list[list[str]]


def a_library(name: str, *books: MarcRecord) -> Repository:
    made = Repository(page=100)
    for number, each in enumerate(books, start=1):
        made.put(number, each)
    source = a_source(made, name=name)
    harvested(source, made)
    return made


def again(name: str, repository: Repository, *, days: int = 1) -> None:
    source = queries.source_of_name(name)
    assert source is not None
    harvested(source, repository, at=NOW + timedelta(days=days))


def groups() -> Groups:
    """Who stands together: library and number of each entry."""
    found: dict[int, list[str]] = {}
    for entry in Entry.objects.filter(group__isnull=False).select_related("source").order_by("pk"):
        assert entry.group_id is not None
        name = f"{entry.source.name} {entry.identifier.rpartition(':')[2]}" if entry.source else "own"
        found.setdefault(entry.group_id, []).append(name)
    return sorted(sorted(each) for each in found.values())


def entry(name: str) -> Entry:
    library, number = name.split()
    return Entry.objects.get(source__name=library, identifier=f"oai:contoh.id:{number}")


def group_of(name: str) -> Group:
    found = entry(name).group
    assert found is not None
    return found


def test_one_edition_in_three_libraries_is_one_title_and_says_why() -> None:
    a_library("A", book("Laskar pelangi", isbn=ISBN), book("Bumi manusia", author="Toer, Pramoedya"))
    a_library("B", book("Laskar Pelangi /", isbn="979-3062-79-7"), book("Sang pemimpi", isbn=OTHER))
    a_library("C", book("Laskar pelangi", author="Andrea Hirata", publisher="PT Bentang"))
    assert groups() == [["A 1", "B 1", "C 1"], ["A 2"], ["B 2"]]
    explained = queries.members_explained(group_of("A 1").pk)
    told = {str(member.entry.source): [reason.kind.value for reason in member.reasons] for member in explained}
    assert told == {"A": ["isbn", "desc"], "B": ["isbn", "desc"], "C": ["desc", "desc"]}


def test_the_order_in_which_libraries_come_does_not_matter() -> None:
    middle = book("Laskar pelangi", isbn=ISBN, more=(("020", "  ", f"a{OTHER}"),))
    a_library("A", book("Laskar pelangi", isbn=ISBN, year="2001"), book("Laskar pelangi", isbn=OTHER, year="2002"))
    assert groups() == [["A 1"], ["A 2"]]
    a_library("B", middle)
    assert groups() == [["A 1", "A 2", "B 1"]]


def test_a_title_of_ours_joins_and_leaves_as_it_changes() -> None:
    a_library("A", book("Laskar pelangi", isbn=ISBN))
    record = catalogue.add_record(marc=book("Laskar pelangi", isbn=ISBN), by=SYSTEM, at=NOW)
    event = RecordsChanged(record_ids=[record.pk])
    reactions.follow_records([event])
    assert groups() == [["A 1", "own"]]
    found = queries.also_at(record.pk)
    assert found is not None
    assert [each.source.name for each in found[1] if each.source] == ["A"]
    assert queries.are_in_union([record.pk]) == {record.pk}
    catalogue.change_record(record=record, marc=book("Buku yang lain sama sekali"), by=SYSTEM, at=NOW)
    reactions.follow_records([event])
    assert groups() == [["A 1"]]
    assert queries.also_at(record.pk) is None


def test_hidden_titles_of_ours_are_not_in_the_union() -> None:
    record = catalogue.add_record(marc=book("Laskar pelangi", isbn=ISBN), by=SYSTEM, at=NOW)
    a_library("A", book("Laskar pelangi", isbn=ISBN))
    assert groups() == [["A 1", "own"]]
    catalogue.set_suppressed(record=record, is_suppressed=True, by=SYSTEM, at=NOW)
    actions.follow_records(record_ids=[record.pk], by=SYSTEM, at=NOW)
    assert groups() == [["A 1"]]


def test_where_nothing_is_harvested_nothing_is_kept_of_ours() -> None:
    record = catalogue.add_record(marc=book("Laskar pelangi"), by=SYSTEM, at=NOW)
    reactions.follow_records([RecordsChanged(record_ids=[record.pk])])
    assert not Entry.objects.exists()


def test_what_an_import_announces_is_put_aside_together_and_matched_little_by_little() -> None:
    assert batch_limit(reactions.follow_records) == BATCH_LIMIT
    a_library("A", book("Laskar pelangi"))
    assert batch_limit(reactions.follow_records) == 2


def test_parting_holds_through_every_harvest_and_is_undone_by_joining() -> None:
    library = a_library("A", book("Laskar pelangi", isbn=ISBN))
    a_library("B", book("Laskar pelangi", isbn=ISBN))
    number = group_of("A 1").pk
    actions.part_entry(entry=entry("B 1"), by=SYSTEM, at=NOW, reason="terjemahan")
    assert groups() == [["A 1"], ["B 1"]]
    assert group_of("A 1").pk == number
    library.later(days=1)
    library.put(1, book("Laskar pelangi", isbn=ISBN, year="2006"))
    again("A", library)
    assert groups() == [["A 1"], ["B 1"]]
    library.later(days=1)
    library.put(1, None)
    again("A", library, days=2)
    library.later(days=1)
    library.put(1, book("Laskar pelangi", isbn=ISBN))
    again("A", library, days=3)
    assert groups() == [["A 1"], ["B 1"]]
    actions.join_groups(group=group_of("A 1"), other=group_of("B 1"), by=SYSTEM, at=NOW)
    assert groups() == [["A 1", "B 1"]]
    assert Decision.objects.get().together


def test_joining_holds_through_every_harvest_and_is_undone_by_parting() -> None:
    library = a_library("A", book("Laskar pelangi"), book("Sang pemimpi"))
    a_library("B", book("The rainbow troops", author="Hirata", year="2009"))
    was = group_of("B 1").pk
    actions.join_groups(group=group_of("A 1"), other=group_of("B 1"), by=SYSTEM, at=NOW)
    assert groups() == [["A 1", "B 1"], ["A 2"]]
    assert queries.survivor_of(Group.objects.get(pk=was)) == group_of("A 1").pk
    library.later(days=1)
    library.put(1, book("Laskar pelangi", year="2010"))
    again("A", library)
    assert groups() == [["A 1", "B 1"], ["A 2"]]
    actions.part_entry(entry=entry("B 1"), by=SYSTEM, at=NOW)
    assert groups() == [["A 1"], ["A 2"], ["B 1"]]


def test_what_was_deleted_leaves_its_group_and_the_rest_stays() -> None:
    library = a_library("A", book("Laskar pelangi", isbn=ISBN))
    a_library("B", book("Laskar pelangi", isbn=ISBN))
    number = group_of("B 1").pk
    library.later(days=1)
    library.put(1, None)
    again("A", library)
    assert groups() == [["B 1"]]
    assert group_of("B 1").pk == number


def test_a_bridge_that_goes_lets_both_sides_part() -> None:
    a_library("A", book("Laskar pelangi", isbn=ISBN, year="2001"), book("Laskar pelangi", isbn=OTHER, year="2002"))
    bridge = a_library("B", book("Laskar pelangi", isbn=ISBN, more=(("020", "  ", f"a{OTHER}"),)))
    bridge.later(days=1)
    bridge.put(1, None)
    again("B", bridge)
    assert groups() == [["A 1"], ["A 2"]]


def test_what_cannot_be_parted_or_joined_is_refused(nothing_changes: NothingChanges) -> None:
    a_library("A", book("Laskar pelangi"), book("Sang pemimpi"))
    with nothing_changes(), pytest.raises(GroupRefused, match="not_in_group"):
        actions.part_entry(entry=entry("A 1"), by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(GroupRefused, match="same_group"):
        actions.join_groups(group=group_of("A 1"), other=group_of("A 1"), by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.join_groups(group=group_of("A 1"), other=group_of("A 2"), by=VISITOR, at=NOW)


def test_a_group_is_one_document_with_the_numbers_and_libraries_of_all() -> None:
    a_library("A", book("Laskar pelangi", isbn=ISBN))
    a_library("B", book("Laskar pelangi", isbn=ISBN, more=(("653", "  ", "aPersahabatan"),)))
    (document,) = queries.search_documents([group_of("A 1").pk])
    assert document.key == ("union", group_of("A 1").pk)
    assert len(document.facets["library"]) == 2
    assert document.facets["subject"] == ["Persahabatan"]
    assert ISBN in document.fields["identifiers"]


def test_a_list_of_titles_costs_one_query(queries_are: QueriesAre) -> None:
    a_library("A", *(book(f"Judul {n}", author=f"Orang {n}") for n in range(20)))
    numbers = list(Group.objects.values_list("pk", flat=True))
    with queries_are(1):
        found = queries.titles(numbers)
        assert {title.libraries for title in found.values()} == {1}
