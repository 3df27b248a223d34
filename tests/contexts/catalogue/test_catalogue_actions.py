"""Records and copies: added, changed, hidden, and told to the index."""

from datetime import timedelta

import pytest

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.errors import ItemRefused, RecordRefused
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Item, ItemStatus, Record, RecordVersion
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.factories.catalogue import an_item, an_item_type
from tests.factories.moments import NOW
from tests.factories.organisation import a_point

pytestmark = pytest.mark.django_db

LEADER = "00000nam a2200000 a 4500"


def _marc(title: str = "Laskar pelangi /", leader: str = LEADER) -> MarcRecord:
    return MarcRecord(
        leader,
        [
            ("001", "x1"),
            data_field("082", "04", [("a", "899.2213")]),
            data_field("100", "1 ", [("a", "Hirata, Andrea.")]),
            data_field("245", "10", [("a", title)] if title else []),
            data_field("653", "  ", [("a", "persahabatan")]),
        ],
    )


def _record(title: str = "Laskar pelangi /") -> Record:
    return actions.add_record(marc=_marc(title), by=SYSTEM, at=NOW)


def _announced() -> list[object]:
    return [message.fields["record_ids"] for message in Message.objects.filter(name="catalogue.RecordsChanged")]


def test_a_record_is_kept_whole_beside_what_it_says() -> None:
    record = Record.objects.get(pk=_record().pk)
    assert from_json(record.marc) == _marc()
    assert (record.title, record.authors, record.class_number) == ("Laskar pelangi", ["Hirata, Andrea"], "899.2213")
    assert record.details["subjects"] == ["persahabatan"]
    assert _announced() == [[record.pk]]


def test_a_change_keeps_the_former_state() -> None:
    record = _record("Laskar plangi")
    changed = actions.change_record(record=record, marc=_marc(), by=SYSTEM, at=NOW, reason="ejaan")
    version = RecordVersion.objects.get()
    assert (changed.title, version.reason) == ("Laskar pelangi", "ejaan")
    assert from_json(version.marc) == _marc("Laskar plangi")
    assert _announced() == [[record.pk]] * 2


def test_the_same_record_again_changes_nothing() -> None:
    record = _record()
    actions.change_record(record=record, marc=_marc(), by=SYSTEM, at=NOW)
    assert not RecordVersion.objects.exists()
    assert len(_announced()) == 1


@pytest.mark.parametrize(
    ("marc", "code"), [(_marc(""), "title_missing"), (_marc(leader="00000nz  a2200000n  4500"), "not_bibliographic")]
)
def test_what_is_no_title_is_refused(marc: MarcRecord, code: str) -> None:
    with pytest.raises(RecordRefused, match=code):
        actions.add_record(marc=marc, by=SYSTEM, at=NOW)
    assert not Record.objects.exists()


def test_a_hidden_record_leaves_the_index() -> None:
    record = _record()
    actions.set_suppressed(record=record, is_suppressed=True, by=SYSTEM, at=NOW)
    assert list(queries.search_documents([record.pk])) == []
    assert list(queries.record_ids_in_batches(10)) == []
    assert queries.record(record.pk) is None


def test_hiding_and_showing_move_the_datestamp() -> None:
    record = _record()
    actions.set_suppressed(record=record, is_suppressed=True, by=SYSTEM, at=NOW + timedelta(days=1))
    assert Record.objects.get().changed_at == NOW + timedelta(days=1)
    actions.set_suppressed(record=record, is_suppressed=True, by=SYSTEM, at=NOW + timedelta(days=2))
    assert Record.objects.get().changed_at == NOW + timedelta(days=1)
    actions.set_suppressed(record=record, is_suppressed=False, by=SYSTEM, at=NOW + timedelta(days=3))
    assert Record.objects.get().changed_at == NOW + timedelta(days=3)


def test_a_removed_record_stays_as_the_sign_that_it_is_gone() -> None:
    record, other = _record(), _record()
    later = NOW + timedelta(days=1)
    removed = actions.remove_record(record=record, merged_into=other, by=SYSTEM, at=later)
    assert (removed.is_suppressed, removed.removed_at, removed.changed_at) == (True, later, later)
    assert Record.objects.get(pk=record.pk).merged_into == other
    assert queries.record(record.pk) is None
    for again in (
        lambda: actions.set_suppressed(record=record, is_suppressed=False, by=SYSTEM, at=later),
        lambda: actions.change_record(record=record, marc=_marc("x"), by=SYSTEM, at=later),
        lambda: actions.remove_record(record=record, by=SYSTEM, at=later),
    ):
        with pytest.raises(RecordRefused, match="record_removed"):
            again()


def test_a_record_with_copies_is_not_removed_nor_one_merged_into_itself() -> None:
    record = an_item().record
    with pytest.raises(RecordRefused) as refusal:
        actions.remove_record(record=record, merged_into=record, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refusal.value.reasons] == ["record_has_copies", "merged_into_nothing"]
    assert Record.objects.get().removed_at is None


def test_visitors_change_nothing() -> None:
    record, point, kind = _record(), a_point(), an_item_type()
    for attempt in (
        lambda: actions.add_record(marc=_marc(), by=VISITOR, at=NOW),
        lambda: actions.change_record(record=record, marc=_marc("x"), by=VISITOR, at=NOW),
        lambda: actions.set_suppressed(record=record, is_suppressed=True, by=VISITOR, at=NOW),
        lambda: actions.remove_record(record=record, by=VISITOR, at=NOW),
        lambda: actions.add_item(record=record, barcode="1", type=kind, service_point=point, by=VISITOR, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_copy_gets_the_proposed_call_number() -> None:
    item = actions.add_item(
        record=_record(), barcode=" B1 ", type=an_item_type(), service_point=a_point(), by=SYSTEM, at=NOW, price=55_000
    )
    assert (item.barcode, item.call_number) == ("B1", "899.221 3 HIR l")
    assert item.call_number_sort


def test_a_given_call_number_is_kept() -> None:
    item = actions.add_item(
        record=_record(), barcode="B1", type=an_item_type(), service_point=a_point(), by=SYSTEM, at=NOW,
        call_number="R 899 AND",
    )  # fmt: skip
    assert item.call_number == "R 899 AND"


def test_a_copy_is_refused_with_every_reason_at_once() -> None:
    an_item(barcode="B1")
    Item.objects.update(accession_number="2026/1")
    with pytest.raises(ItemRefused) as refusal:
        actions.add_item(
            record=_record(), barcode="B1", type=an_item_type(), service_point=a_point(), by=SYSTEM, at=NOW,
            accession_number="2026/1", price=-1,
        )  # fmt: skip
    assert [reason.code for reason in refusal.value.reasons] == [
        "barcode_taken", "accession_number_taken", "price_negative"
    ]  # fmt: skip
    assert all(reason.message for reason in refusal.value.worded())
    assert Item.objects.count() == 1


def test_changing_a_copy_keeps_its_place_on_the_shelf_right() -> None:
    item = an_item(barcode="B1")
    changed = actions.change_item(
        item=item, changes={"call_number": "297.1 ABD a", "status": ItemStatus.DAMAGED}, by=SYSTEM, at=NOW
    )
    assert changed.call_number_sort.endswith("abd0a")
    assert Item.objects.get().status == "damaged"
    with pytest.raises(ItemRefused, match="barcode_missing"):
        actions.change_item(item=item, changes={"barcode": " "}, by=SYSTEM, at=NOW)


def test_a_record_is_found_by_all_that_is_known_of_it() -> None:
    record = _record()
    item = an_item(record=record, barcode="B77")
    (document,) = queries.search_documents([record.pk])
    assert document.key == ("record", record.pk)
    assert document.fields["title"] == ["Laskar pelangi"]
    assert {"B77", "x1"} <= set(document.fields["identifiers"])
    assert document.facets["service_point"] == [str(item.service_point_id)]
    assert document.facets["subject"] == ["persahabatan"]
    assert document.facets["class_hundred"] == ["800"]
