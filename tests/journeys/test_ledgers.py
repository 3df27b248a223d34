"""A wish for the collection, a clearance letter, and joining by form: each from its beginning to its end."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from pustakota.contexts.cases.models import Case
from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.people.models import Patron
from pustakota.foundation import clock
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    cache.clear()


def sign_in(page: Page, city: City, patron: Patron) -> None:
    page.goto(f"{city.address}/en/masuk/")
    page.get_by_label("Card number or e-mail").fill(patron.card_number)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/**")


def test_a_suggestion_is_answered_at_the_desk_and_read_by_the_member(page: Page, city: City) -> None:
    siti = city.member("Siti Aminah")
    page.set_viewport_size(browser.PHONE)
    sign_in(page, city, siti)
    page.goto(f"{city.address}/en/usul/")
    assert_accessible(page)
    page.get_by_label("Title").fill("Ronggeng Dukuh Paruk")
    page.get_by_label("Author").fill("Ahmad Tohari")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_text("waits for an answer")).to_be_visible()
    assert_accessible(page)

    page.context.clear_cookies()
    page.set_viewport_size(browser.LAPTOP)
    sign_in_at_the_desk(page, city, "pustakawan")
    page.get_by_role("link", name="Requests").first.click()
    expect(page.get_by_role("heading", name="Requests", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Ronggeng Dukuh Paruk").click()
    page.get_by_role("button", name="I take care of it").click()
    page.get_by_label("Answer").fill("Kami pesan bulan ini.")
    page.get_by_label("What becomes of it").select_option("will_be_bought")
    assert_accessible(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("will be bought").first).to_be_visible()
    assert_accessible(page)

    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)
    sign_in(page, city, siti)
    page.get_by_role("link", name="My requests").click()
    assert_accessible(page)
    page.get_by_role("link", name="Ronggeng Dukuh Paruk").click()
    expect(page.get_by_text("Kami pesan bulan ini.")).to_be_visible()
    assert_accessible(page)


def test_a_clearance_letter_is_refused_then_issued_and_verified(page: Page, city: City) -> None:
    budi = city.member("Budi Santoso")
    item = an_item(record=a_record("Saman"), at_point=city.point)
    loan = a_loan(item=item, patron=budi, at=clock.now())
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/anggota/{budi.card_number}/")
    page.get_by_role("link", name="Clearance letter").click()
    expect(page.get_by_text(re.compile("still on loan: Saman"))).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/pinjaman/{loan.pk}/hilang/")
    assert_accessible(page)
    page.get_by_role("button", name="It is lost").click()
    expect(page.get_by_role("heading", name="Saman")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/desk/anggota/{budi.card_number}/bebas-pustaka/")
    expect(page.get_by_text("Still to be replaced: Saman.")).to_be_visible()
    page.get_by_role("link", name="Obligations").click()
    assert_accessible(page)
    page.get_by_role("link", name="Saman").click()
    page.get_by_label("Note or reason").fill("B0099")
    page.get_by_role("button", name="The replacement has arrived").click()
    expect(page.get_by_text("TT-")).to_be_visible()
    page.goto(f"{city.address}/en/desk/anggota/{budi.card_number}/bebas-pustaka/")
    page.get_by_role("button", name="Issue the letter").click()
    expect(page.get_by_role("heading", name=re.compile("BP-"))).to_be_visible()
    assert_accessible(page)
    letter = Credential.objects.get()

    page.context.clear_cookies()
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/v/{letter.code}")
    expect(page.get_by_text("Budi S.")).to_be_visible()
    expect(page.get_by_text("Budi Santoso")).to_have_count(0)
    assert_accessible(page)
    sign_in(page, city, budi)
    page.get_by_role("link", name="My letters").click()
    expect(page.get_by_role("link", name=re.compile("Open as PDF"))).to_be_visible()
    assert_accessible(page)
    page.goto(f"{city.address}/en/akun/kewajiban/")
    assert_accessible(page)


def test_somebody_joins_by_form_and_is_registered_with_one_press(page: Page, city: City) -> None:
    city.member("Siti Aminah")  # a kind of membership exists
    page.set_viewport_size(browser.PHONE)
    page.goto(f"{city.address}/en/daftar/")
    page.get_by_label("me, I am 18 or older").check()
    expect(page.get_by_label("Name of the school or university")).to_be_hidden()
    page.get_by_label("Full name").fill("Rini Kusuma")
    page.get_by_label("Date of birth").fill("1990-04-21")
    page.get_by_label("Telephone").fill("0812 3456 7890")
    page.get_by_label("a student or pupil").check()
    page.get_by_label("Name of the school or university").fill("Universitas Arunika")
    assert_accessible(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Without this agreement").or_(page.get_by_text("Please fill this in."))).to_be_visible()
    assert_accessible(page)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("waits for an answer")).to_be_visible()

    page.set_viewport_size(browser.LAPTOP)
    sign_in_at_the_desk(page, city)
    page.goto(f"{city.address}/en/desk/permintaan/")
    page.get_by_role("link", name="Rini Kusuma").click()
    assert_accessible(page)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("shown only once")).to_be_visible()
    assert Case.objects.get().outcome == "registered"
