"""A teacher books a class and gets the visit report."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.school_visits.models import ClassVisit
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.school_visits import an_offer
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_a_teacher_books_a_class_and_gets_the_visit_report(page: Page, city: City) -> None:
    """On a phone without an account; staff agree, note who came and write the report by keyboard."""
    offer = an_offer(at_point=city.point, title="Jelajah Perpustakaan", phases=["c"], lunch="Pendopo belakang")
    begins = clock.now() + timedelta(days=10)
    date = programmes.plan(programme=offer.programme, starts_at=begins, capacity=1, by=SYSTEM, at=clock.now())
    item = an_item(record=a_record("Bumi manusia"))
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/sekolah/")
    assert_accessible(page)
    page.get_by_role("link", name="Jelajah Perpustakaan").click()
    assert_accessible(page)
    _ask(page)
    secret = page.url

    page.set_viewport_size(browser.LAPTOP)
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/kunjungan-sekolah/")
    assert_accessible(page)
    page.get_by_role("link", name="SDN Sisir 1 5A").click()
    assert_accessible(page)
    page.get_by_role("button", name="Agree to this date").press("Enter")
    expect(page.get_by_text("date agreed", exact=True)).to_be_visible()
    assert_accessible(page)

    at = clock.now()
    Occurrence.objects.filter(pk=date.pk).update(starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=1))
    page.reload()
    assert_accessible(page)
    page.get_by_label("Girls").fill("13")
    page.get_by_role("button", name="Note who came").press("Enter")
    expect(page.get_by_text("25 pupils, 2 accompanying adults")).to_be_visible()
    page.get_by_label("What was done").fill("Tur rak, dongeng, dan mencari buku sendiri.")
    page.get_by_label("Books that were shown").fill(item.barcode)
    page.get_by_role("button", name="Send the report").press("Enter")
    expect(page.get_by_text("Bumi manusia")).to_be_visible()
    assert_accessible(page)

    page.set_viewport_size(browser.PHONE)
    page.goto(secret)
    expect(page.get_by_text("Tur rak, dongeng, dan mencari buku sendiri.")).to_be_visible()
    expect(page.get_by_role("link", name="Bumi manusia")).to_be_visible()
    assert_accessible(page)
    answer = page.request.get(f"{secret}laporan.pdf")
    assert answer.body().startswith(b"%PDF")
    assert ClassVisit.objects.get().reported_at is not None


def _ask(page: Page) -> None:
    """With too few adults first: the refusal stands beside what was typed."""
    page.get_by_label("School").fill("SDN Sisir 1")
    page.get_by_label("Class", exact=False).first.fill("5A")
    page.get_by_label("Girls").first.fill("14")
    page.get_by_label("Boys").first.fill("12")
    page.get_by_label("Accompanying adults").fill("1")
    page.get_by_label("Your name").fill("Bu Ratna")
    page.get_by_label("E-mail").fill("ratna@sdn1.sch.id")
    page.get_by_role("button", name="Ask for the visit").click()
    expect(page.get_by_text("At least 2 adults come along")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Accompanying adults").fill("2")
    page.get_by_role("button", name="Ask for the visit").click()
    expect(page.get_by_text("asked for a date")).to_be_visible()
    assert_accessible(page)
