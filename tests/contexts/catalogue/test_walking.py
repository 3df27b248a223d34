"""Lists from A to Z, classes, shelves, new titles, and what becomes of merged records."""

from datetime import timedelta

import pytest

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.errors import RecordRefused
from pustakota.contexts.catalogue.models import Heading, Item, Record
from pustakota.contexts.catalogue.queries import found, headings, shelves
from pustakota.contexts.catalogue.rules.call_number import sort_key
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import NOW
from tests.factories.organisation import a_point

pytestmark = pytest.mark.django_db


def a_described(title: str, *, authors: list[str], subjects: list[str], class_number: str = "") -> Record:
    record = a_record(title)
    Record.objects.filter(pk=record.pk).update(
        authors=authors, details={"subjects": subjects}, class_number=class_number
    )
    return record


def a_shelved(title: str, call_number: str, point: ServicePoint, *, record: Record | None = None) -> Item:
    item = an_item(record=record or a_record(title), at_point=point)
    Item.objects.filter(pk=item.pk).update(call_number=call_number, call_number_sort=sort_key(call_number))
    item.refresh_from_db()
    return item


def counted() -> dict[str, tuple[str, int]]:
    return {row.label: (row.see, row.records) for row in Heading.objects.all()}


def test_headings_are_counted_with_references_from_names_as_they_are_said() -> None:
    a_described("A", authors=["Toer, Pramoedya Ananta"], subjects=["Fiksi"], class_number="899.2213")
    a_described("B", authors=["Toer, Pramoedya Ananta", "Hamka"], subjects=["Fiksi", "Islam"], class_number="297")
    hidden = a_described("C", authors=["Hamka"], subjects=[])
    actions.set_suppressed(record=hidden, is_suppressed=True, by=SYSTEM, at=NOW)
    actions.count_headings(by=SYSTEM, at=NOW)
    assert counted() == {
        "Toer, Pramoedya Ananta": ("", 2),
        "Pramoedya Ananta Toer": ("Toer, Pramoedya Ananta", 2),
        "Hamka": ("", 1),
        "Fiksi": ("", 2),
        "Islam": ("", 1),
        "899": ("", 1),
        "297": ("", 1),
    }


def test_counting_again_brings_the_list_up_to_date() -> None:
    record = a_described("A", authors=["Hamka"], subjects=["Fiksi"])
    actions.count_headings(by=SYSTEM, at=NOW)
    key = Heading.objects.get(label="Hamka").pk
    Record.objects.filter(pk=record.pk).update(details={"subjects": ["Islam"]})
    actions.count_headings(by=SYSTEM, at=NOW + timedelta(days=1))
    assert set(counted()) == {"Hamka", "Islam"}
    assert Heading.objects.get(label="Hamka").pk == key


def test_visitors_count_nothing() -> None:
    with pytest.raises(NotAllowed):
        actions.count_headings(by=VISITOR, at=NOW)


def test_a_letter_is_read_page_by_page_both_ways(monkeypatch: pytest.MonkeyPatch, queries_are: QueriesAre) -> None:
    monkeypatch.setattr(headings, "PAGE_SIZE", 2)
    a_described("A", authors=["Sa", "Sb", "Sc", "Sd", "Se", "Ta"], subjects=[])
    actions.count_headings(by=SYSTEM, at=NOW)
    first = headings.page("author", "s")
    assert ([row.label for row in first.rows], first.previous) == (["Sa", "Sb"], "")
    with queries_are(2):
        second = headings.page("author", "s", start=first.following)
    assert [row.label for row in second.rows] == ["Sc", "Sd"]
    assert [row.label for row in headings.page("author", "s", start=second.previous).rows] == ["Sa", "Sb"]
    assert headings.page("author", "s", start="SE").following == ""
    assert headings.initials("author") == {"s": 5, "t": 1}


def test_classes_open_digit_by_digit_and_hold_their_titles_in_order() -> None:
    for number, title in (("899.2213", "b"), ("899.2213", "a"), ("813", "c"), ("297", "d")):
        a_described(title, authors=[], subjects=[], class_number=number)
    actions.count_headings(by=SYSTEM, at=NOW)
    assert headings.classes() == [("2", 1), ("8", 3)]
    assert headings.classes("8") == [("81", 1), ("89", 2)]
    assert headings.classes("89") == [("899", 2)]
    rows = headings.titles_of_class("8")
    assert [row.title for row in rows] == ["c", "a", "b"]
    assert [row.title for row in headings.titles_of_class("8", after=("899.2213", rows[1].pk))] == ["b"]


def test_neighbours_on_the_shelf_stand_in_its_order_each_title_once(queries_are: QueriesAre) -> None:
    point, elsewhere = a_point(), a_point()
    left = a_shelved("kiri", "297 HAM t", point)
    here = a_shelved("tengah", "813 TOE b", point)
    a_shelved("", "813 TOE b", point, record=here.record)
    right = a_shelved("kanan", "899 HIR l", point)
    a_shelved("", "899 HIR l", point, record=right.record)
    a_shelved("lain", "813 TOE c", elsewhere)
    a_shelved("tanpa nomor", "", point)
    with queries_are(2):
        before, after = shelves.standing_before(here, 5), shelves.standing_after(here, 5)
    assert [item.record.title for item in before] == ["kiri"]
    assert [item.record.title for item in after] == ["kanan"]
    assert shelves.first_from("5", point.pk) == here
    assert shelves.first_from("999", point.pk) is not None
    assert shelves.first_from("0", point.pk) == left
    assert shelves.copy_on_shelf(here.pk, elsewhere.pk) is None


def test_new_titles_are_found_by_place_and_by_subject() -> None:
    point = a_point()
    old = a_described("lama", authors=[], subjects=["Islam"])
    new = a_described("baru", authors=[], subjects=["Islam", "Fiksi"])
    an_item(record=old, at_point=point)
    assert [row.pk for row in found.new_records(5)] == [new.pk, old.pk]
    assert [row.pk for row in found.new_records_at(point.pk, 5)] == [old.pk]
    assert [row.pk for row in found.new_records_on("Islam", 5)] == [new.pk, old.pk]
    assert [row.pk for row in found.new_records_on("Fiksi", 5)] == [new.pk]


def test_the_titles_of_a_span_are_read_in_steps(monkeypatch: pytest.MonkeyPatch, queries_are: QueriesAre) -> None:
    monkeypatch.setattr(found, "_READ_AT_ONCE", 2)
    keys = [a_record().pk for _number in range(5)]
    Record.objects.filter(pk=keys[2]).update(is_suppressed=True)
    with queries_are(3):
        assert [row.pk for row in found.titles_between(keys[0], keys[4])] == [keys[0], keys[1], keys[3], keys[4]]
    assert found.newest_change(keys[0], keys[4]) == NOW
    assert found.newest_change(keys[4] + 1, keys[4] + 9) is None


def test_a_merged_record_gives_its_copies_to_the_survivor() -> None:
    item, survivor = an_item(), a_record()
    actions.merge_records(record=item.record, into=survivor, by=SYSTEM, at=NOW)
    assert Item.objects.get().record == survivor
    assert queries.record(item.record_id) is None
    assert found.fate_of(item.record_id) == found.Fate(survivor.pk)
    assert found.fate_of(survivor.pk) is None
    event = Message.objects.get(name="catalogue.RecordsMerged")
    assert event.fields == {"record_id": item.record_id, "survivor_id": survivor.pk}


def test_a_record_is_not_merged_into_itself_nor_into_one_that_is_gone() -> None:
    item, gone = an_item(), a_record()
    actions.remove_record(record=gone, by=SYSTEM, at=NOW)
    for into in (item.record, gone):
        with pytest.raises(RecordRefused):
            actions.merge_records(record=item.record, into=into, by=SYSTEM, at=NOW)
        assert Item.objects.get().record_id == item.record_id
        assert queries.record(item.record_id) is not None
    with pytest.raises(NotAllowed):
        actions.merge_records(record=item.record, into=a_record(), by=VISITOR, at=NOW)
