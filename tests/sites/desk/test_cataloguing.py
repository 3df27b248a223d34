"""Titles and copies by hand at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.models import Item, ItemStatus, Record, RecordVersion, WorkDecision
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import an_item, an_item_type
from tests.factories.circulation import a_loan
from tests.factories.moments import NOW
from tests.sites.desk.conftest import signed_in

pytestmark = pytest.mark.django_db
TYPED = {
    "isbns": "979-3062-79-7",
    "title": "Laskar pelangi",
    "author": "Hirata, Andrea",
    "year": "2005",
    "language": "ind",
    "class_number": "899.2213",
    "kind": "book",
}


@pytest.fixture
def cataloguer(point: ServicePoint) -> Client:
    return signed_in("pengatalog", point)


def a_title() -> Record:
    description = actions.Description(title="Laskar plangi", class_number="899.2213", author="Hirata, Andrea")
    return actions.describe_title(description=description, kind="book", by=SYSTEM, at=NOW)


def test_a_title_is_typed_and_its_first_copy_needs_one_scan(cataloguer: Client, point: ServicePoint) -> None:
    kind = an_item_type()
    added = cataloguer.post(reverse("desk:new_title"), TYPED)
    record = Record.objects.get()
    assert added["Location"] == reverse("desk:copies", args=(record.pk,))
    assert (record.title, record.isbns, record.year) == ("Laskar pelangi", ["9789793062792"], 2005)
    page = cataloguer.get(added["Location"])
    assert 'value="899.221 3 HIR l"' in page.content.decode()
    scan = {
        "barcode": "B1", "call_number": "899.221 3 HIR l", "service_point": point.pk, "type": kind.pk,
        "status": "available", "price": "55000", "acquired_on": "2026-11-20",
    }  # fmt: skip
    assert cataloguer.post(added["Location"], scan).status_code == 302
    item = Item.objects.get()
    assert (item.barcode, item.service_point, item.price, item.status) == ("B1", point, 55_000, "available")
    again = cataloguer.post(added["Location"], scan)
    assert again.status_code == 422
    assert "Another copy already wears the barcode B1." in again.content.decode()


def test_an_isbn_that_is_known_leads_to_its_title_first(cataloguer: Client) -> None:
    cataloguer.post(reverse("desk:new_title"), TYPED)
    again = cataloguer.post(reverse("desk:new_title"), TYPED | {"isbns": "9789793062792"})
    assert again.status_code == 422
    assert reverse("desk:copies", args=(Record.objects.get().pk,)) in again.content.decode()
    other = cataloguer.post(reverse("desk:new_title"), TYPED | {"is_other": "on", "year": "2011"})
    assert other.status_code == 302
    assert Record.objects.count() == 2


def test_what_cannot_be_taken_is_said_at_once_and_keeps_what_was_typed(cataloguer: Client) -> None:
    no = cataloguer.post(reverse("desk:new_title"), TYPED | {"title": " ", "isbns": "9789793062793"})
    said = no.content.decode()
    assert no.status_code == 422
    assert "This field is required." in said
    no = cataloguer.post(reverse("desk:new_title"), TYPED | {"isbns": "9789793062793"})
    assert "is no ISBN" in no.content.decode()
    assert "Hirata, Andrea" in said
    assert not Record.objects.exists()


def test_a_title_is_corrected_and_its_former_state_is_kept(cataloguer: Client) -> None:
    record = a_title()
    address = reverse("desk:edit_title", args=(record.pk,))
    page = cataloguer.get(address)
    typed = {name: value or "" for name, value in page.context["form"].initial.items()} | {"title": "Laskar pelangi"}
    typed["reason"] = "salah ketik"
    typed.pop("is_for_children")
    assert cataloguer.post(address, typed).status_code == 302
    record.refresh_from_db()
    assert record.title == "Laskar pelangi"
    assert RecordVersion.objects.get().reason == "salah ketik"
    assert "salah ketik" in cataloguer.get(address).content.decode()


def test_a_title_that_somebody_else_changed_meanwhile_is_not_overwritten(cataloguer: Client) -> None:
    record = a_title()
    typed = {"title": "x", "language": "ind", "seen": "2020-01-01T00:00:00+00:00"}
    no = cataloguer.post(reverse("desk:edit_title", args=(record.pk,)), typed)
    assert no.status_code == 422
    assert "Somebody else changed this title" in no.content.decode()
    assert Record.objects.get().title == "Laskar plangi"


def test_a_title_is_hidden_and_shown_again(cataloguer: Client) -> None:
    record = a_title()
    cataloguer.post(reverse("desk:show_or_hide", args=(record.pk,)))
    assert queries.record(record.pk) is None
    assert "Hidden from the public" in cataloguer.get(reverse("desk:copies", args=(record.pk,))).content.decode()
    cataloguer.post(reverse("desk:show_or_hide", args=(record.pk,)))
    assert queries.record(record.pk) is not None


def test_a_copy_is_changed_and_its_label_shows_what_it_wears(cataloguer: Client, point: ServicePoint) -> None:
    item = an_item(record=a_title(), at_point=point, barcode="B1")
    given = {"barcode": "B2", "call_number": "R 899.221 3 HIR l", "service_point": point.pk, "type": item.type_id,
             "status": "on_site_only"}  # fmt: skip
    assert cataloguer.post(reverse("desk:copy", args=("B1",)), given).status_code == 302
    item.refresh_from_db()
    assert (item.barcode, item.status) == ("B2", "on_site_only")
    label = cataloguer.get(reverse("desk:labels", args=(item.record_id,)) + "?eksemplar=B2").content.decode()
    assert "<span>HIR</span>" in label
    assert "B2" in label


def test_a_copy_is_withdrawn_unless_somebody_has_it_or_waits_for_it(cataloguer: Client, point: ServicePoint) -> None:
    item = an_item(at_point=point)
    address = reverse("desk:withdraw", args=(item.barcode,))
    assert cataloguer.get(address).status_code == 200
    assert cataloguer.post(address).status_code == 302
    item.refresh_from_db()
    assert item.status == ItemStatus.WITHDRAWN
    assert "already" in cataloguer.post(address).content.decode()
    lent = a_loan(item=an_item(at_point=point), at_point=point).item
    no = cataloguer.post(reverse("desk:withdraw", args=(lent.barcode,)))
    assert no.status_code == 422
    assert "It is on loan until" in no.content.decode()
    lent.refresh_from_db()
    assert lent.status == ItemStatus.AVAILABLE


def test_who_lends_and_no_more_is_not_shown_the_way_and_not_let_in(desk: Client, point: ServicePoint) -> None:
    item = an_item(record=a_title(), at_point=point)
    assert (
        reverse("desk:copies", args=(item.record_id,))
        not in desk.get(reverse("desk:title", args=(item.record_id,))).content.decode()
    )
    title, copy = (item.record_id,), (item.barcode,)
    of_title = (("edit_title", title), ("copies", title), ("labels", title))
    for name, args in (("new_title", ()), *of_title, ("copy", copy), ("withdraw", copy)):
        assert desk.get(reverse(f"desk:{name}", args=args)).status_code == 403
    assert desk.post(reverse("desk:show_or_hide", args=(item.record_id,))).status_code == 403


def test_editions_are_parted_joined_and_taken_back_at_the_desk(cataloguer: Client) -> None:
    one, other, third = (a_title() for _ in range(3))
    Record.objects.filter(pk=third.pk).update(work=None, title="The rainbow troops", title_sort="the rainbow troops")
    page = cataloguer.get(reverse("desk:work", args=(one.pk,))).content.decode()
    assert reverse("desk:work", args=(other.pk,)) in page
    assert reverse("desk:work", args=(third.pk,)) not in page
    parted = cataloguer.post(reverse("desk:part_work", args=(other.pk,)), {"reason": "Bukan ini"})
    assert parted["Location"] == reverse("desk:work", args=(other.pk,))
    offered = cataloguer.get(reverse("desk:work", args=(one.pk,)), {"q": "the rainbow"}).content.decode()
    assert f'value="{third.pk}"' in offered
    cataloguer.post(reverse("desk:join_works", args=(one.pk,)), {"other": third.pk, "reason": "Terjemahan"})
    history = cataloguer.get(reverse("desk:work", args=(one.pk,))).content.decode()
    assert "was joined with “The rainbow troops”" in history
    assert "Terjemahan" in history
    decision = WorkDecision.objects.get(kind="join")
    cataloguer.post(reverse("desk:take_back_work", args=(one.pk, decision.pk)), {"reason": "Keliru"})
    assert "Keliru" in cataloguer.get(reverse("desk:work", args=(one.pk,))).content.decode()


def test_parting_without_a_reason_is_refused_and_others_may_not(cataloguer: Client, desk: Client) -> None:
    one, other = a_title(), a_title()
    refused = cataloguer.post(reverse("desk:part_work", args=(other.pk,)), {"reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert desk.get(reverse("desk:work", args=(one.pk,))).status_code == 403
    assert desk.post(reverse("desk:part_work", args=(one.pk,)), {"reason": "x"}).status_code == 403
    assert not WorkDecision.objects.exists()
